import type { ChangeReason, JournalEntry, StoredRecord } from '../../storage/port.ts';
import { type RowAccess, sightsOfRecord } from '../_runtime/access/row-access.ts';
import type { RecordType } from '../_runtime/record-type.ts';

/** A change as a reader is told of it. */
export interface Change {
  readonly operation: 'UPSERT' | 'WITHDRAW';
  /** Null where the reader's rights do not cover the record. */
  readonly reason: ChangeReason | null;
  readonly item: string;
  readonly recordId: string;
  readonly version: number;
  readonly at: string;
  /** The record that the reader is given; null for a tombstone, which says no more than that. */
  readonly record: { readonly type: string; readonly subjectId: string } | null;
}

/** What a change is judged by. */
export interface Judged {
  readonly entry: Pick<JournalEntry, 'recordId' | 'version' | 'reason' | 'at'>;
  /** The record as it is now, or as it was in the version that counts. */
  readonly record: StoredRecord;
  readonly type: RecordType;
  /** What the reader sees of records about this subject. */
  readonly row: RowAccess;
  /** Whether its rights to the item have been others since it began to read. */
  readonly hadOtherRights: boolean;
  readonly today: string;
}

/**
 * What the reader is told; null for nothing. Of a record in its first version that it does not see it holds nothing that could be
 * taken back; of one that its rights never covered neither.
 */
export function changeOf({ entry, record, type, row, hadOtherRights, today }: Judged): Change | null {
  const { recordId, version, reason, at } = entry;
  const told = { item: type.entry.code, recordId, version, at };
  if (isHeld(record, type, row, today)) {
    return { ...told, operation: 'UPSERT', reason, record: { type: type.name, subjectId: record.subjectId } };
  }
  if (version === 1) return null;
  if (isCovered(row)) return { ...told, operation: 'WITHDRAW', reason, record: null };
  return hadOtherRights ? { ...told, operation: 'WITHDRAW', reason: null, record: null } : null;
}

/** Whether a reader with this access holds the record, once it has read everything. */
export function isHeld(record: StoredRecord, type: RecordType, row: RowAccess, today: string): boolean {
  if (!isCovered(row) || record.state === 'WITHDRAWN') return false;
  return sightsOfRecord(row, record, type.guard.isPublished, today) !== null;
}

/** A feed is a list across subjects: natural persons are in it for those who may read them in bulk. */
function isCovered({ current, isListed }: RowAccess): boolean {
  return isListed && current.row !== 'denied';
}
