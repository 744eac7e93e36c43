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

export function toRecord(row: SqlRow): StoredRecord {
  return {
    id: text(row, 'id'),
    type: text(row, 'type'),
    subjectId: text(row, 'subject_id'),
    // casts: these columns are written from values of these types only
    subjectKind: text(row, 'subject_kind') as SubjectKind,
    state: text(row, 'state') as RecordState,
    documentNo: text(row, 'document_no'),
    decidingOrgCode: text(row, 'deciding_org_code'),
    decisionDate: text(row, 'decision_date'),
    publicityStartDate: textOrNull(row, 'publicity_start'),
    publicityEndDate: textOrNull(row, 'publicity_end'),
    version: Number(row.version),
    reportedAt: text(row, 'reported_at'),
    contentHash: text(row, 'content_hash'),
    fields: JSON.parse(text(row, 'fields')) as JsonFields,
    sealed: parseSealed(textOrNull(row, 'sealed')),
  };
}

export function text(row: SqlRow, column: string): string {
  return String(row[column]);
}

export function textOrNull(row: SqlRow, column: string): string | null {
  const value = row[column];
  return typeof value === 'string' ? value : null;
}
