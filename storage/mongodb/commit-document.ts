import type { JournalEntry } from '../port.ts';
import type { RecordDocument } from './record-document.ts';

/** No commit holds more changes; readers count on it, so that it may never become smaller. */
export const MAX_COMMIT_ENTRIES = 500;

/** Digits of a journal number in a key: the order of keys is the order of numbers. */
const SEQ_DIGITS = 15;

/**
 * One batch of a department's changes. To insert it is the commit point: the key is free for one writer only. The records
 * that it makes wait in it until they are written, then they leave it and its entries become visible.
 */
export interface CommitDocument {
  /** `commitKey` of the department and the first number. */
  readonly _id: string;
  readonly department: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly entries: readonly Omit<JournalEntry, 'department'>[];
  /** There until the records are written. At most the last commit of a department has it. */
  readonly pending?: true;
  /** Versions that the batch both makes and replaces, none of which ever stands among the records. */
  readonly passed?: readonly RecordDocument[];
  /** Records that were not there before, as they are after the batch. */
  readonly inserts?: readonly RecordDocument[];
  /** Records that were there before, as they are after the batch. */
  readonly replacements?: readonly RecordDocument[];
}

export function commitKey(department: string, firstSeq: number): string {
  return `${department}/${String(firstSeq).padStart(SEQ_DIGITS, '0')}`;
}

/** The highest key that a department's commit can have. */
export function lastCommitKey(department: string): string {
  return `${department}/${'9'.repeat(SEQ_DIGITS)}`;
}

export function toEntry(department: string, entry: CommitDocument['entries'][number]): JournalEntry {
  return { department, ...entry };
}

export function toCommitEntry({ department: _, ...entry }: JournalEntry): CommitDocument['entries'][number] {
  return entry;
}
