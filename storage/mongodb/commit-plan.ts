import { contentHash } from '../content-hash.ts';
import type { KeyRing } from '../key-ring.ts';
import type { JournalEntry, RecordChange, StoredRecord, WriteOutcome } from '../port.ts';
import { journalEntry, storedRecord } from '../stored-record.ts';
import { type CommitDocument, commitKey, MAX_COMMIT_ENTRIES, toCommitEntry } from './commit-document.ts';
import { toRecordDocument } from './record-document.ts';

/** A commit document may have 16 MB; what stands beside the content takes a part of it. */
const MAX_COMMIT_BYTES = 4 * 1024 * 1024;

/** What the store holds of a record. */
export type KnownRecord = Pick<StoredRecord, 'version' | 'contentHash'>;

/** What becomes of a batch of changes; `commit` is null where nothing changes. */
export interface CommitPlan {
  readonly outcomes: readonly WriteOutcome[];
  readonly commit: CommitDocument | null;
}

/** Decides a batch against the records that the store holds after journal number `head`. */
export function planCommit(
  keys: KeyRing,
  department: string,
  head: number,
  known: ReadonlyMap<string, KnownRecord>,
  changes: readonly RecordChange[],
): CommitPlan {
  const written = new Map<string, StoredRecord>();
  const passed: StoredRecord[] = [];
  const entries: JournalEntry[] = [];
  const decide = (change: RecordChange): WriteOutcome => {
    const { id } = change;
    const hash = contentHash(keys, change.content);
    const earlier = written.get(id);
    const before = earlier ?? known.get(id);
    if (before?.contentHash === hash) return { id, outcome: 'unchanged', version: before.version, seq: null };
    const record = storedRecord(keys, change, (before?.version ?? 0) + 1, hash);
    const seq = head + entries.length + 1;
    if (earlier !== undefined) passed.push(earlier);
    written.set(id, record);
    entries.push(journalEntry(department, seq, change, record));
    return { id, outcome: before === undefined ? 'inserted' : 'updated', version: record.version, seq };
  };
  const outcomes = changes.map(decide);
  return { outcomes, commit: entries.length === 0 ? null : commitOf(department, entries, passed, written, known) };
}

function commitOf(
  department: string,
  entries: readonly JournalEntry[],
  passed: readonly StoredRecord[],
  written: ReadonlyMap<string, StoredRecord>,
  known: ReadonlyMap<string, KnownRecord>,
): CommitDocument {
  const firstSeq = entries[0]?.seq ?? 0;
  const records = [...written.values()];
  return {
    _id: commitKey(department, firstSeq),
    department,
    firstSeq,
    lastSeq: firstSeq + entries.length - 1,
    entries: entries.map(toCommitEntry),
    pending: true,
    passed: passed.map(toRecordDocument),
    inserts: records.filter(({ id }) => !known.has(id)).map(toRecordDocument),
    replacements: records.filter(({ id }) => known.has(id)).map(toRecordDocument),
  };
}

/** Cuts changes into batches that fit into a commit. */
export function batches(changes: readonly RecordChange[]): readonly (readonly RecordChange[])[] {
  const result: RecordChange[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const change of changes) {
    const size = Buffer.byteLength(JSON.stringify(change.content));
    const batch = result.at(-1);
    if (batch === undefined || bytes + size > MAX_COMMIT_BYTES || batch.length === MAX_COMMIT_ENTRIES) {
      result.push([change]);
      bytes = size;
    } else {
      batch.push(change);
      bytes += size;
    }
  }
  return result;
}
