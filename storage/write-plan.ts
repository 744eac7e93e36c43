import { contentHash } from './content-hash.ts';
import type { KeyRing } from './key-ring.ts';
import type { JournalEntry, RecordChange, StoredRecord, WriteOutcome } from './port.ts';
import { journalEntry, storedRecord } from './stored-record.ts';

/** What the store holds of a record. */
export type KnownRecord = Pick<StoredRecord, 'version' | 'contentHash' | 'state'>;

/** What becomes of changes; nothing but the outcomes where nothing changes. */
export interface WritePlan {
  readonly outcomes: readonly WriteOutcome[];
  readonly entries: readonly JournalEntry[];
  /** Records that were not there before, as they are after the changes. */
  readonly inserts: readonly StoredRecord[];
  /** Records that were there before, as they are after the changes. */
  readonly replacements: readonly StoredRecord[];
  /** Versions that the changes both make and replace, none of which ever stands among the records. */
  readonly passed: readonly StoredRecord[];
}

/** Decides changes against the records that the store holds after journal number `head`. */
export function planWrite(
  keys: KeyRing,
  department: string,
  head: number,
  known: ReadonlyMap<string, KnownRecord>,
  changes: readonly RecordChange[],
): WritePlan {
  const written = new Map<string, StoredRecord>();
  const passed: StoredRecord[] = [];
  const entries: JournalEntry[] = [];
  const decide = (reported: RecordChange): WriteOutcome => {
    const { id } = reported;
    const earlier = written.get(id);
    const before = earlier ?? known.get(id);
    const change = before === undefined ? reported : onTopOf(before, reported);
    const hash = contentHash(keys, change.content);
    if (before?.contentHash === hash) return { id, outcome: 'unchanged', version: before.version, seq: null };
    const record = storedRecord(keys, change, (before?.version ?? 0) + 1, hash);
    const seq = head + entries.length + 1;
    if (earlier !== undefined) passed.push(earlier);
    written.set(id, record);
    entries.push(journalEntry(department, seq, change, record));
    return { id, outcome: before === undefined ? 'inserted' : 'updated', version: record.version, seq };
  };
  const outcomes = changes.map(decide);
  const records = [...written.values()];
  return {
    outcomes,
    entries,
    inserts: records.filter(({ id }) => !known.has(id)),
    replacements: records.filter(({ id }) => known.has(id)),
    passed,
  };
}

/**
 * What is reported of a record that is there corrects it. A report that says nothing of where the record stands leaves it where it
 * is: whoever reports an old file once more must not bring back what was withdrawn or repaired meanwhile.
 */
function onTopOf({ state }: KnownRecord, change: RecordChange): RecordChange {
  if (change.reason !== 'REPORTED') return change;
  const { content } = change;
  if (content.state !== 'EFFECTIVE' || state === 'EFFECTIVE') return { ...change, reason: 'CORRECTED' };
  const operation = state === 'WITHDRAWN' ? 'WITHDRAW' : change.operation;
  return { ...change, operation, reason: 'CORRECTED', content: { ...content, state } };
}
