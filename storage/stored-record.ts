import { HubError } from '../schema/errors.ts';
import type { KeyRing } from './key-ring.ts';
import type { JournalEntry, RecordChange, StoredRecord, Subject } from './port.ts';
import { sealFields } from './sealing.ts';

/** The record that a change makes, personal identifiers sealed. */
export function storedRecord(keys: KeyRing, change: RecordChange, version: number, hash: string): StoredRecord {
  return {
    ...change.content,
    id: change.id,
    version,
    reportedAt: change.reportedAt,
    contentHash: hash,
    sealed: sealFields(keys, change.id, change.content.sealed),
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
  const { fields, sealed, ...texts } = content;
  refuseUnstorable({ id, reportedAt, ...texts, ...sealed });
}

/** The same of a subject. */
export function refuseUnstorableSubject({ formerNumbers, sealed, ...texts }: Subject): void {
  const numbers = Object.fromEntries(formerNumbers.map(({ kind, value }) => [kind, value]));
  refuseUnstorable({ ...texts, ...numbers, ...sealed });
}

function refuseUnstorable(texts: Readonly<Record<string, string | null>>): void {
  for (const [field, text] of Object.entries(texts)) {
    if (text === null || !/[\0\p{Cs}]/u.test(text)) continue;
    const problem = `"${field}" holds a character that is not text.`;
    throw new HubError('RECORD_INVALID', { details: { problem } });
  }
}
