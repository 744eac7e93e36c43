import type { JsonFields, RecordState, StoredRecord, SubjectKind } from '../port.ts';
import { parseSealed } from '../sealed-text.ts';
import type { RecordRow } from '../stored-record.ts';
import type { SqlRow, SqlValue } from './database.ts';

/** Columns of a record, in the order of `recordValues`. */
export const RECORD_COLUMNS =
  'id, type, subject_id, subject_kind, state, document_no, deciding_org_code, decision_date, publicity_start, ' +
  'publicity_end, version, reported_at, content_hash, fields, sealed';

export function recordValues(record: RecordRow): readonly SqlValue[] {
  return [
    record.id,
    record.type,
    record.subjectId,
    record.subjectKind,
    record.state,
    record.documentNo,
    record.decidingOrgCode,
    record.decisionDate,
    record.publicityStartDate,
    record.publicityEndDate,
    record.version,
    record.reportedAt,
    record.contentHash,
    record.fields,
    record.sealed,
  ];
}

/** @param values of a row, in the order of `RECORD_COLUMNS` */
export function toRecord(values: readonly SqlValue[]): StoredRecord {
  const [id, type, subjectId, subjectKind, state, documentNo, decidingOrgCode, decisionDate, ...others] = values;
  const [publicityStartDate, publicityEndDate, version, reportedAt, contentHash, fields, sealed] = others;
  return {
    id: String(id),
    type: String(type),
    subjectId: String(subjectId),
    // casts: these columns are written from values of these types only
    subjectKind: subjectKind as SubjectKind,
    state: state as RecordState,
    documentNo: String(documentNo),
    decidingOrgCode: String(decidingOrgCode),
    decisionDate: String(decisionDate),
    publicityStartDate: textOrNullOf(publicityStartDate),
    publicityEndDate: textOrNullOf(publicityEndDate),
    version: Number(version),
    reportedAt: String(reportedAt),
    contentHash: String(contentHash),
    fields: JSON.parse(String(fields)) as JsonFields,
    sealed: parseSealed(textOrNullOf(sealed)),
  };
}

export function text(row: SqlRow, column: string): string {
  return String(row[column]);
}

export function textOrNull(row: SqlRow, column: string): string | null {
  return textOrNullOf(row[column]);
}

function textOrNullOf(value: SqlValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
