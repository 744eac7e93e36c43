import { HubError } from '../../schema/errors.ts';
import type { JournalPlace } from '../../storage/exchange/port.ts';
import type { HubStore, JournalEntry } from '../../storage/port.ts';
import type { JournalHeads } from './feed-cursor.ts';

/** The journals of the departments as they are. */
export async function journalHeads(
  departments: readonly string[],
  store: Pick<HubStore, 'epoch' | 'journalHead'>,
): Promise<JournalHeads> {
  const epoch = await store.epoch();
  const heads = await Promise.all(departments.map(async (code) => [code, await store.journalHead(code)] as const));
  return { epoch, heads: Object.fromEntries(heads) };
}

/** Entries of journals that are to be read. */
export interface Unread {
  /** Everything up to here was read. */
  readonly from: JournalPlace;
  /** Nothing is read beyond. */
  readonly to: JournalPlace;
  /** About as many entries are read at once. */
  readonly atOnce: number;
}

/**
 * Entries of all the journals, some at a time, each journal in its own order. Departments take turns, one entry each: a large
 * report of one holds up no other. Who begins goes on with what was read, so that short pages are fair too.
 */
export async function* inTurn(
  { from, to, atOnce }: Unread,
  store: Pick<HubStore, 'journal'>,
): AsyncGenerator<readonly JournalEntry[]> {
  const place = new Map(Object.keys(to).map((department) => [department, from[department] ?? 0]));
  for (;;) {
    const waiting = [...place].filter(([department, seq]) => seq < (to[department] ?? 0));
    if (waiting.length === 0) return;
    const share = Math.ceil(atOnce / waiting.length);
    const read = await Promise.all(
      rotated(waiting).map(([department, seq]) => {
        return entriesAfter(department, seq, Math.min(share, (to[department] ?? 0) - seq), store);
      }),
    );
    if (read.every(({ length }) => length === 0)) return;
    for (const entries of read) for (const { department, seq } of entries) place.set(department, seq);
    yield dealt(read, share);
  }
}

/**
 * Entries right after a number.
 *
 * @throws HubError CURSOR_EXPIRED where some of them were compacted
 */
export async function entriesAfter(
  department: string,
  after: number,
  limit: number,
  store: Pick<HubStore, 'journal'>,
): Promise<readonly JournalEntry[]> {
  const entries = await store.journal(department, after, limit);
  // Each is looked at: a journal may be compacted while it is read.
  if (entries.some(({ seq }, index) => seq !== after + 1 + index)) throw new HubError('CURSOR_EXPIRED');
  return entries;
}

function rotated(waiting: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] {
  const first = waiting.reduce((sum, [, seq]) => sum + seq, 0) % waiting.length;
  return [...waiting.slice(first), ...waiting.slice(0, first)];
}

/** One of each list, then the next of each. */
function dealt(lists: readonly (readonly JournalEntry[])[], longest: number): readonly JournalEntry[] {
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
}
