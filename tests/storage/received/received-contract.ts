import { describe, expect, test } from '@jest/globals';
import { KeyRing } from '../../../storage/key-ring.ts';
import {
  ACCIDENT,
  CITY,
  held,
  type MakeReceivedPlace,
  NUMBER,
  PENALTY,
  page,
  state,
  upsert,
  withdraw,
} from './received-fixtures.ts';

const ABOUT = upsert('').subjectId;
const ALL = { items: [PENALTY, ACCIDENT], first: 100 };

/** What every adapter of the port of received records promises. Each test makes a place of its own, empty at first. */
export function receivedContract(name: string, makePlace: MakeReceivedPlace): void {
  describe(`the port of received records on ${name}`, () => {
    test('holds nothing at first', async () => {
      await using place = await makePlace();
      const store = await place.open();
      expect(await store.pullState(CITY)).toBeNull();
      expect(await store.recordsAbout(ABOUT, ALL)).toEqual({ records: [], hasNextPage: false });
      expect(await held(store)).toEqual([]);
      expect(await store.heldItems(CITY)).toEqual([]);
      expect(await store.figures(CITY)).toEqual({ held: 0, tombstones: 0 });
      await store.close();
    });

    test('keeps a page and the state behind it, for whoever opens the store next', async () => {
      await using place = await makePlace();
      const one = await place.open();
      await one.takePage(page(1, [upsert('a'), upsert('b', { version: 3, decisionDate: '2026-03-01' })]));
      await one.close();
      const store = await place.open();
      expect(await store.pullState(CITY)).toEqual(state({ cursor: 'cursor 1' }));
      expect(await held(store)).toEqual([
        { recordId: 'a', version: 1, month: '2026-02' },
        { recordId: 'b', version: 3, month: '2026-03' },
      ]);
      const { records } = await store.recordsAbout(ABOUT, ALL);
      expect(records.map(({ recordId }) => recordId)).toEqual(['b', 'a']);
      const { operation: _, content, ...told } = upsert('a');
      expect(records[1]).toEqual({ ...told, origin: CITY, receivedAt: state().at, sealed: expect.any(String) });
      expect(records.map((record) => store.contentOf(record).fields.documentNo)).toEqual(['b', 'a']);
      expect(records[1] && store.contentOf(records[1])).toEqual(content);
      await store.close();
    });

    test('gives contents out encrypted, each for its own record', async () => {
      await using place = await makePlace();
      const store = await place.open();
      await store.takePage(page(1, [upsert('a'), upsert('b')]));
      const { records } = await store.recordsAbout(ABOUT, ALL);
      expect(JSON.stringify(records)).not.toContain(NUMBER);
      const [a, b] = records;
      if (a === undefined || b === undefined) throw new Error('there are two');
      expect(() => store.contentOf({ ...a, sealed: b.sealed })).toThrow(
        expect.objectContaining({ code: 'STORE_WRONG_KEYS' }),
      );
      await store.close();
    });

    test('replaces a record that comes again, and leaves a tombstone of a withdrawn one that says nothing about it', async () => {
      await using place = await makePlace();
      const store = await place.open();
      await store.takePage(page(1, [upsert('a'), upsert('b')]));
      await store.takePage(
        page(2, [upsert('a', { version: 2, decisionDate: '2026-05-05' }), withdraw('b', 2), withdraw('never', 2)]),
      );
      expect(await held(store)).toEqual([{ recordId: 'a', version: 2, month: '2026-05' }]);
      expect(await store.figures(CITY)).toEqual({ held: 1, tombstones: 1 });
      expect((await store.recordsAbout(ABOUT, ALL)).records).toMatchObject([{ recordId: 'a', version: 2 }]);
      await store.takePage(page(3, [upsert('b', { version: 3 })]));
      expect(await store.figures(CITY)).toEqual({ held: 2, tombstones: 0 });
      await store.close();
    });

    test('counts a record whose content was withdrawn before it came, and shows it to nobody', async () => {
      await using place = await makePlace();
      const store = await place.open();
      await store.takePage(page(1, [upsert('a'), { operation: 'EMPTY', item: PENALTY, recordId: 'b', version: 1 }]));
      await store.takePage(page(2, [{ operation: 'EMPTY', item: PENALTY, recordId: 'a', version: 2 }]));
      expect(await held(store)).toEqual([
        { recordId: 'a', version: 2, month: null },
        { recordId: 'b', version: 1, month: null },
      ]);
      expect((await store.recordsAbout(ABOUT, ALL)).records).toEqual([]);
      await store.close();
    });

    test('takes a page only after the one before it: of two pulls one ends, and changes nothing', async () => {
      await using place = await makePlace();
      const [one, other] = [await place.open(), await place.open()];
      await one.takePage(page(1, [upsert('a')]));
      const conflict = { code: 'PULL_CONFLICT' };
      await expect(other.takePage(page(1, [upsert('b')]))).rejects.toMatchObject(conflict);
      await expect(other.takePage(page(3, [upsert('b')]))).rejects.toMatchObject(conflict);
      expect(await held(other)).toMatchObject([{ recordId: 'a' }]);
      const both = await Promise.allSettled([one, other].map((store) => store.takePage(page(2, [upsert('c')]))));
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await other.pullState(CITY)).toMatchObject({ page: 2 });
      await one.close();
      await other.close();
    });

    test('sweeps what a fresh load did not bring, of one item or of all, and only of its origin', async () => {
      await using place = await makePlace();
      const store = await place.open();
      const accident = (recordId: string) => upsert(recordId, { item: ACCIDENT, type: 'SafetyAccident' });
      await store.takePage(page(1, [upsert('a'), upsert('b'), accident('x'), accident('y')]));
      await store.takePage(page(1, [upsert('a')], { origin: 'upstream' }));
      const afresh = page(2, [accident('x')], { generation: 2 });
      await store.takePage({ ...afresh, sweep: { item: ACCIDENT, below: 2 } });
      expect(await held(store, CITY, ACCIDENT)).toMatchObject([{ recordId: 'x' }]);
      expect(await held(store)).toHaveLength(2);
      await store.takePage(page(3, [upsert('b')], { generation: 3 }));
      await store.takePage({ ...page(4, [], { generation: 3 }), sweep: { item: null, below: 3 } });
      expect(await held(store)).toMatchObject([{ recordId: 'b' }]);
      expect(await held(store, CITY, ACCIDENT)).toEqual([]);
      expect(await store.figures(CITY)).toEqual({ held: 1, tombstones: 3 });
      expect(await held(store, 'upstream')).toMatchObject([{ recordId: 'a' }]);
      expect(await store.heldItems(CITY)).toEqual([ACCIDENT, PENALTY]);
      await store.close();
    });

    test('shows records of a subject page by page, of the origins and items that are asked for', async () => {
      await using place = await makePlace();
      const store = await place.open();
      const day = (n: number) => `2026-02-0${1 + (n % 3)}`;
      const many = Array.from({ length: 7 }, (_, n) => upsert(`r${n}`, { decisionDate: day(n) }));
      await store.takePage(
        page(1, [...many, upsert('x', { item: ACCIDENT }), upsert('other', { subjectId: 'o.other' })]),
      );
      await store.takePage(page(1, [upsert('r1'), upsert('up')], { origin: 'upstream' }));
      const whole = (await store.recordsAbout(ABOUT, ALL)).records;
      expect(whole).toHaveLength(10);
      const byDay = whole.map(({ decisionDate }) => decisionDate);
      expect(byDay).toEqual([...byDay].sort().reverse());
      const paged: unknown[] = [];
      for (let after: (typeof whole)[number] | undefined; ; ) {
        const { records, hasNextPage } = await store.recordsAbout(ABOUT, { ...ALL, first: 3, ...(after && { after }) });
        paged.push(...records);
        after = records.at(-1);
        if (!hasNextPage) break;
      }
      expect(paged).toEqual(whole);
      const some = await store.recordsAbout(ABOUT, { ...ALL, origins: ['upstream'], items: [PENALTY] });
      expect(some.records.map(({ recordId }) => recordId)).toEqual(['r1', 'up']);
      expect((await store.recordsAbout(ABOUT, { ...ALL, items: [] })).records).toEqual([]);
      await store.close();
    });

    test('is not opened with other keys than it was made with', async () => {
      await using place = await makePlace();
      const store = await place.open();
      const other = new KeyRing(KeyRing.generate());
      await expect(place.open(other)).rejects.toMatchObject({ code: 'STORE_WRONG_KEYS' });
      await store.close();
    });
  });
}
