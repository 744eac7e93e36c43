import { HubError } from '../schema/errors.ts';
import type { KeyRing } from './key-ring.ts';
import type { JournalEntry, RecordChange, RecordContent, StoredRecord, Subject } from './port.ts';
import { sealFields } from './sealing.ts';

/** The record that a change makes, personal identifiers sealed. */
export function storedRecord(keys: KeyRing, change: RecordChange, version: number, hash: string): StoredRecord {
  const { id, reportedAt, content } = change;
  // Named one by one: to spread the content costs a bulk import several times as much.
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
    contentHash: hash,
    fields: content.fields,
    sealed: sealFields(keys, id, content.sealed),
  };
}

/** The journal entry of a change under this number. */
export function journalEntry(
  department: string,
  seq: number,
  change: RecordChange,
  record: Pick<StoredRecord, 'version' | 'contentHash'>,
): JournalEntry {
  return {
    department,
    seq,
    type: change.content.type,
    recordId: change.id,
    subjectId: change.content.subjectId,
    version: record.version,
    operation: change.operation,
    reason: change.reason,
    at: change.reportedAt,
    contentHash: record.contentHash,
  };
}

/**
 * Refuses texts that an engine would give back changed: with a NUL, or half of a surrogate pair. Texts inside `fields`
 * are kept escaped, and may hold both.
 *
 * @throws HubError RECORD_INVALID that names the field.
 */
export function refuseUnstorableRecord({ id, reportedAt, content }: RecordChange): void {
  refuseText('id', id);
  refuseText('reportedAt', reportedAt);
  for (const name of TEXTS) refuseText(name, content[name]);
  refuseTexts(content.sealed);
}

const TEXTS = [
  'type',
  'subjectId',
  'subjectKind',
  'state',
  'documentNo',
  'decidingOrgCode',
  'decisionDate',
  'publicityStartDate',
  'publicityEndDate',
] as const satisfies readonly (keyof RecordContent)[];

/** The same of a subject. */
export function refuseUnstorableSubject({ formerNumbers, sealed, ...texts }: Subject): void {
  const numbers = Object.fromEntries(formerNumbers.map(({ kind, value }) => [kind, value]));
  refuseTexts({ ...texts, ...numbers, ...sealed });
}

function refuseTexts(texts: Readonly<Record<string, string | null>>): void {
  for (const field in texts) refuseText(field, texts[field] ?? null);
}

function refuseText(field: string, text: string | null): void {
  if (text === null || !/[\0\p{Cs}]/u.test(text)) return;
  throw new HubError('RECORD_INVALID', { details: { problem: `"${field}" holds a character that is not text.` } });
}
