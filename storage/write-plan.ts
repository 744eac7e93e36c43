import { journalEntry } from './journal-entry.ts';
import type { JournalEntry, PreparedChange, StoredRecord, WriteOutcome } from './port.ts';
import { inState } from './prepared-change.ts';
import { type RecordRow, recordRow } from './stored-record.ts';

/** What the store holds of a record. */
export type KnownRecord = Pick<StoredRecord, 'version' | 'contentHash' | 'state'>;

/** What becomes of changes; nothing but the outcomes where nothing changes. */
export interface WritePlan {
  readonly outcomes: readonly WriteOutcome[];
  readonly entries: readonly JournalEntry[];
  /** Records that were not there before, as they are after the changes. */
  readonly inserts: readonly RecordRow[];
  /** Records that were there before, as they are after the changes. */
  readonly replacements: readonly RecordRow[];
  /** Versions that the changes both make and replace, none of which ever stands among the records. */
  readonly passed: readonly RecordRow[];
}

/** Decides changes against the records that the store holds after journal number `head`. */
export function planWrite(
  department: string,
  head: number,
  known: ReadonlyMap<string, KnownRecord>,
  changes: readonly PreparedChange[],
): WritePlan {
  const written = new Map<string, RecordRow>();
  const passed: RecordRow[] = [];
  const entries: JournalEntry[] = [];
  const decide = (reported: PreparedChange): WriteOutcome => {
    const { id } = reported;
    const earlier = written.get(id);
    const before = earlier ?? known.get(id);
    const { onVersion = before?.version } = reported;
    if (before?.version !== onVersion) return { id, outcome: 'conflict', version: before?.version ?? 0, seq: null };
    const change = before === undefined ? reported : onTopOf(before, reported);
    if (before?.contentHash === change.contentHash)
      return { id, outcome: 'unchanged', version: before.version, seq: null };
    const record = recordRow(change, (before?.version ?? 0) + 1);
    const seq = head + entries.length + 1;
    if (earlier !== undefined) passed.push(earlier);
    written.set(id, record);
    entries.push(journalEntry(department, seq, change, record.version));
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
function onTopOf({ state }: KnownRecord, change: PreparedChange): PreparedChange {
  if (change.reason !== 'REPORTED') return change;
  if (change.content.state !== 'EFFECTIVE' || state === 'EFFECTIVE') return { ...change, reason: 'CORRECTED' };
  const operation = state === 'WITHDRAWN' ? 'WITHDRAW' : change.operation;
  return { ...inState(change, state), operation, reason: 'CORRECTED' };
}
