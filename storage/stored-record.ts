import type { JsonFields, PreparedChange, RecordText, StoredRecord } from './port.ts';
import { parseSealed } from './sealed-text.ts';

/** A record in the form in which engines keep it. */
export interface RecordRow extends RecordText {
  readonly id: string;
  readonly version: number;
  readonly reportedAt: string;
  readonly contentHash: string;
}

/** The record that a change makes. */
export function recordRow({ id, reportedAt, contentHash, content }: PreparedChange, version: number): RecordRow {
  return {
    id,
    type: content.type,
    subjectId: content.subjectId,
    subjectKind: content.subjectKind,
    state: content.state,
    documentNo: content.documentNo,
    decidingOrgCode: content.decidingOrgCode,
    decisionDate: content.decisionDate,
    publicityStartDate: content.publicityStartDate,
    publicityEndDate: content.publicityEndDate,
    version,
    reportedAt,
    contentHash,
    fields: content.fields,
    sealed: content.sealed,
  };
}

export function storedRecord({ fields, sealed, ...columns }: RecordRow): StoredRecord {
  return { ...columns, fields: JSON.parse(fields) as JsonFields, sealed: parseSealed(sealed) }; // cast: written from fields only
}
