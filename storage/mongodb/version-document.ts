import type { RecordDocument } from './record-document.ts';

/** Digits of a version in a key: the order of keys is the order of versions. */
const VERSION_DIGITS = 10;

/** A version of a record that another one has replaced, or soon will. */
export interface VersionDocument extends RecordDocument {
  /** `versionKey` of the record and the version: whoever archives it again finds it there. */
  readonly _id: string;
  readonly recordId: string;
}

export function toVersionDocument(record: RecordDocument): VersionDocument {
  return { ...record, _id: versionKey(record._id, record.version), recordId: record._id };
}

export function versionKey(recordId: string, version: number): string {
  return `${recordId}/${String(version).padStart(VERSION_DIGITS, '0')}`;
}

/** The version as it was when it was the record. */
export function toReplacedRecord({ recordId, ...version }: VersionDocument): RecordDocument {
  return { ...version, _id: recordId };
}
