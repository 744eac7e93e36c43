import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HubStore, JournalEntry, RecordChange } from '../../../storage/port.ts';
import { change, DEPARTMENT, type MakePlace, openPlace, TYPE, upTo, wholeJournal } from '../store-fixtures.ts';

export function journal(makePlace: MakePlace): void {
  describe('the journal', () => {
    test('of a department without entries is empty', async () => {
      await using place = await openPlace(makePlace);
      expect(await place.store.journal('nobody', 0, 10)).toEqual([]);
      expect(await place.store.journalHead('nobody')).toBe(0);
    });

    test('says of each change what, whose, why and when', async () => {
      await using place = await openPlace(makePlace);
      const repaired = change({ key: 'a', state: 'REPAIRED', reason: 'REPAIRED', reportedAt: '2026-03-05T08:00:00Z' });
      await place.store.write(DEPARTMENT, [change({ key: 'a' })]);
      await place.store.write(DEPARTMENT, [repaired]);
      const record = (await place.store.recordsById(TYPE, [repaired.id])).get(repaired.id);
      expect(await place.store.journal(DEPARTMENT, 1, 10)).toEqual([
        {
          department: DEPARTMENT,
          seq: 2,
          type: TYPE,
          recordId: repaired.id,
          subjectId: 'o.1',
          version: 2,
          operation: 'UPSERT',
          reason: 'REPAIRED',
          at: '2026-03-05T08:00:00Z',
          contentHash: record?.contentHash,
        },
      ]);
    });

    test('counts each department by itself, whatever its code looks like', async () => {
      await using place = await openPlace(makePlace);
      const departments = ['a', 'a-b', 'a/b', 'a/5', 'A', 'ａ', 'a ', 'upstream:45', 'a.b', 'a$b'];
      for (const [n, department] of departments.entries()) {
        for (const k of upTo(n + 1)) await place.store.write(department, [change({ key: `${department} ${k}` })]);
      }
      for (const [n, department] of departments.entries()) {
        expect(await place.store.journalHead(department)).toBe(n + 1);
        const entries = await wholeJournal(place.store, department, 3);
        expect(entries.map(({ seq }) => seq)).toEqual(upTo(n + 1));
        expect(new Set(entries.map((entry) => entry.department))).toEqual(new Set([department]));
      }
    });

    test('is read in pages from any number on', async () => {
      await using place = await openPlace(makePlace);
      for (const batch of [1, 4, 2, 700, 3]) {
        await place.store.write(
          DEPARTMENT,
          upTo(batch).map((n) => change({ key: `${batch} ${n}` })),
        );
      }
      for (const [after, limit] of [
        [0, 3],
        [0, 710],
        [1, 2],
        [4, 5],
        [6, 1],
        [7, 500],
        [207, 500],
        [506, 3],
        [507, 300],
        [706, 10],
        [710, 10],
        [5000, 10],
      ] as const) {
        const entries = await place.store.journal(DEPARTMENT, after, limit);
        const expected = upTo(Math.max(0, Math.min(limit, 710 - after))).map((n) => after + n);
        expect(entries.map(({ seq }) => seq)).toEqual(expected);
      }
    });

    test('has no gaps and misses nothing, with writers in two stores and a reader meanwhile', async () => {
      const plan = fc.record({
        // Each writer writes batches of these sizes, one after the other.
        writers: fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }), {
          minLength: 2,
          maxLength: 4,
        }),
        contested: fc.boolean(),
        pageSize: fc.integer({ min: 1, max: 5 }),
      });
      await fc.assert(fc.asyncProperty(plan, checkConcurrent), { numRuns: 10 });
    });

    async function checkConcurrent(plan: WritersPlan): Promise<void> {
      await using place = await openPlace(makePlace);
      const stores = [place.store, await place.openAnother()];
      let writing = true;
      const writers = Promise.all(
        plan.writers.map((sizes, w) => writeAll(stores[w % 2] ?? place.store, plan, w, sizes)),
      );
      const stopped = writers.finally(() => {
        writing = false;
      });
      const [seen, numbers] = await Promise.all([
        readMeanwhile(await place.openAnother(), plan.pageSize, () => writing),
        stopped,
      ]);
      const all = numbers.flat();
      expect(all.sort((one, other) => one - other)).toEqual(upTo(all.length));
      expect(seen.map(({ seq }) => seq)).toEqual(upTo(all.length));
      expect(await wholeJournal(place.store)).toEqual(seen);
      await place.store.verify();
    }
  });
}

interface WritersPlan {
  readonly writers: readonly (readonly number[])[];
  /** Whether the writers write the same records. */
  readonly contested: boolean;
  readonly pageSize: number;
}

/** The journal numbers that the writer was given. */
async function writeAll(
  store: HubStore,
  plan: WritersPlan,
  writer: number,
  sizes: readonly number[],
): Promise<number[]> {
  const numbers: number[] = [];
  for (const [round, size] of sizes.entries()) {
    const changes: RecordChange[] = upTo(size).map((n) => {
      return change({ key: plan.contested ? `${n}` : `${writer} ${n}`, fields: { writer, round } });
    });
    const outcomes = await store.write(DEPARTMENT, changes);
    numbers.push(...outcomes.flatMap(({ seq }) => seq ?? []));
    await new Promise(setImmediate);
  }
  return numbers;
}

/** Follows the journal until the writers have stopped and its end is reached; each entry's record must be there. */
async function readMeanwhile(store: HubStore, pageSize: number, writing: () => boolean): Promise<JournalEntry[]> {
  const seen: JournalEntry[] = [];
  for (;;) {
    const last = !writing();
    const head = await store.journalHead(DEPARTMENT);
    const page = await store.journal(DEPARTMENT, seen.at(-1)?.seq ?? 0, pageSize);
    if (seen.length + page.length < Math.min(head, seen.length + pageSize)) throw new Error('head without entries');
    await checkRecords(store, page);
    seen.push(...page);
    if (last && page.length === 0) return seen;
    await new Promise(setImmediate);
  }
}

async function checkRecords(store: HubStore, page: readonly JournalEntry[]): Promise<void> {
  const ids = page.map(({ recordId }) => recordId);
  const records = await store.recordsById(TYPE, ids);
  for (const entry of page) {
    const record = records.get(entry.recordId);
    expect(record?.version).toBeGreaterThanOrEqual(entry.version);
    if (record?.version === entry.version) expect(record.contentHash).toBe(entry.contentHash);
  }
}
