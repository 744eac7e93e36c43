import type { StoredRecord } from '../port.ts';
import { type RecordRow, storedRecord } from '../stored-record.ts';

/**
 * A record as the collection keeps it. `fields` and `sealed` are JSON texts: nothing asks for what is inside, and a text
 * keeps every key and number that JSON can hold.
 */
export interface RecordDocument extends Omit<RecordRow, 'id'> {
  readonly _id: string;
}

export function toRecordDocument(record: RecordRow): RecordDocument {
  return {
    _id: record.id,
    type: record.type,
    subjectId: record.subjectId,
    subjectKind: record.subjectKind,
    state: record.state,
    documentNo: record.documentNo,
    decidingOrgCode: record.decidingOrgCode,
    decisionDate: record.decisionDate,
    publicityStartDate: record.publicityStartDate ?? null,
    publicityEndDate: record.publicityEndDate ?? null,
    version: record.version,
    reportedAt: record.reportedAt,
    contentHash: record.contentHash,
    fields: record.fields,
    sealed: record.sealed,
  };
}

export function toRecord({ _id: id, ...row }: RecordDocument): StoredRecord {
  return storedRecord({ id, ...row });
}
