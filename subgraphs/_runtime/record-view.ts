import type { StoredRecord } from '../../storage/port.ts';
import type { RecordType } from './record-type.ts';

/** A record as resolvers see it: every plain field by its name in the graph, the stored record for sealed ones. */
export interface RecordView {
  readonly __typename: string;
  readonly stored: StoredRecord;
  readonly [field: string]: unknown;
}

/** The record's fields by their names in the graph; sealed fields are resolved on their own. */
export function recordView(type: RecordType, record: StoredRecord, today: string): RecordView {
  return {
    ...record.fields,
    __typename: type.name,
    stored: record,
    id: record.id,
    catalogueItem: type.entry.code,
    documentNo: record.documentNo,
    decidingOrgCode: record.decidingOrgCode,
    decisionDate: record.decisionDate,
    publicityStartDate: record.publicityStartDate,
    publicityEndDate: record.publicityEndDate,
    state: stateOn(record, today),
    reportedAt: record.reportedAt,
    version: record.version,
    subject: { __typename: 'CreditSubject', id: record.subjectId },
  };
}

/** A record whose publicity is over has expired, on the day itself and without anybody writing it down. */
function stateOn(record: StoredRecord, today: string): string {
  const over = record.publicityEndDate !== null && record.publicityEndDate < today;
  return over && record.state === 'EFFECTIVE' ? 'EXPIRED' : record.state;
}
