import type { JsonFields, SealedFields, StoredRecord } from '../port.ts';

/**
 * A record as the collection keeps it. `fields` and `sealed` are JSON texts: nothing asks for what is inside, and a text
 * keeps every key and number that JSON can hold.
 */
export interface RecordDocument extends Omit<StoredRecord, 'id' | 'fields' | 'sealed'> {
  readonly _id: string;
  readonly fields: string;
  readonly sealed: string | null;
}

export function toRecordDocument(record: StoredRecord): RecordDocument {
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
    fields: JSON.stringify(record.fields),
    sealed: sealedText(record.sealed),
  };
}

export function toRecord({ _id: id, fields, sealed, ...columns }: RecordDocument): StoredRecord {
  return { id, ...columns, fields: JSON.parse(fields) as JsonFields, sealed: parseSealed(sealed) };
}

/** Null for nothing sealed, to keep documents small. */
export function sealedText(sealed: SealedFields): string | null {
  return Object.keys(sealed).length === 0 ? null : JSON.stringify(sealed);
}

export function parseSealed(text: string | null): SealedFields {
  return text === null ? {} : (JSON.parse(text) as SealedFields); // cast: written by `sealedText` only
}
