import type { PullerPlace } from '../../../storage/exchange/port.ts';
import type { HubStore, JournalEntry } from '../../../storage/port.ts';
import { filterOf } from './feed-filter.ts';

/** How long journals are kept. */
export interface Retention {
  /** Days for which entries stay in any case. */
  readonly keepDays: number;
  /** Days after which they go, whoever has not read them. */
  readonly maxDays: number;
}

/** What decides about entries. */
export interface RetentionSetting {
  readonly store: Pick<HubStore, 'epoch' | 'journal'>;
  /** How far those who pull say that they are. */
  readonly places: readonly PullerPlace[];
  readonly retention: Retention;
  readonly now: Date;
}

const DAY_MS = 24 * 3_600_000;

const READ_AT_ONCE = 1_000;

/**
 * The number up to which a department's journal may be forgotten; 0 for nothing of it. Entries are looked at from the oldest on, up
 * to the first one that has to stay: where clocks went wrong, more is kept than need be, and no gap is ever made.
 */
export async function forgettable(
  department: string,
  { store, places, retention, now }: RetentionSetting,
): Promise<number> {
  const read = readByAll(department, places, await store.epoch());
  const olderThan = (days: number, { at }: JournalEntry) => Date.parse(at) < now.getTime() - days * DAY_MS;
  const mayGo = (entry: JournalEntry) =>
    olderThan(retention.keepDays, entry) && (entry.seq <= read || olderThan(retention.maxDays, entry));
  for (let upTo = 0; ; ) {
    const entries = await store.journal(department, upTo, READ_AT_ONCE);
    for (const entry of entries) {
      if (!mayGo(entry)) return upTo;
      upTo = entry.seq;
    }
    if (entries.length === 0) return upTo;
  }
}

/** What everybody who pulls from the department has read; without such a one, everything. */
function readByAll(department: string, places: readonly PullerPlace[], epoch: string): number {
  const read = places
    .filter((one) => one.epoch === epoch) // all others begin anew, and need no journal for that
    .map(({ place, feed }) => place[department] ?? (isOfAll(feed) ? 0 : Number.POSITIVE_INFINITY));
  return Math.min(Number.POSITIVE_INFINITY, ...read);
}

/** Whether the feed takes in departments that have come since. */
function isOfAll(feed: string): boolean {
  const { departments, items } = filterOf(feed);
  return departments === null && items === null;
}
