import { describe, expect, test } from '@jest/globals';
import type {
  CollectionStore,
  UnmatchedRow,
  WaitingPosition,
  WaitingQuery,
  WaitingRow,
} from '../../../../storage/collection/port.ts';
import { CANDIDATE, type MakeCollectionPlace, openTwo, unmatched } from '../collection-fixtures.ts';

const WAITING = { version: 1, state: 'WAITING', subjectId: null, recordId: null };
const UNDECIDED = { decidedBy: null, decidedAt: null, note: null };

/** What the queue tells of a row that was put into it. */
function toldOf({ about: _about, ...told }: UnmatchedRow) {
  return told;
}

export function matchingQueue(makePlace: MakeCollectionPlace): void {
  describe('a row that matches no subject', () => {
    test('waits as it came, its candidate sealed until it is asked for', async () => {
      await using stores = await openTwo(makePlace);
      expect(await stores.one.putWaiting([unmatched()])).toEqual(['WAITING']);
      const row = await waiting(stores.other);
      expect(row).toEqual({ ...toldOf(unmatched()), ...WAITING, ...UNDECIDED, candidate: expect.any(String) });
      for (const clear of ['欧阳小明', '45110219000101001X', '45110219'])
        expect(JSON.stringify(row)).not.toContain(clear);
      expect(stores.other.unsealCandidate(row)).toBe(CANDIDATE);
      const moved = () => stores.other.unsealCandidate({ id: 'row-2', candidate: row.candidate });
      expect(moved).toThrow(expect.objectContaining({ code: 'STORE_WRONG_KEYS' }));
    });

    test('is found by what it is about while it waits, and not after it was decided on', async () => {
      await using stores = await openTwo(makePlace);
      await stores.one.putWaiting([
        unmatched({ id: 'row-3', about: 'a' }),
        unmatched({ id: 'row-1', about: 'a' }),
        unmatched({ id: 'row-2', about: 'b' }),
        unmatched({ id: 'row-4' }),
      ]);
      await stores.other.putWaiting([unmatched({ id: 'row-1', about: 'a' }), unmatched({ id: 'row-1', about: 'c' })]);
      expect(await stores.other.waitingAbout(['a', 'c', 'nothing'])).toEqual([
        { id: 'row-1', about: 'a' },
        { id: 'row-1', about: 'c' },
        { id: 'row-3', about: 'a' },
      ]);
      const row = await stores.other.waitingRow('row-1');
      if (row === null) throw new Error('there is no row');
      await stores.other.saveDecision({ ...row, version: row.version + 1, state: 'DISCARDED' });
      expect(await stores.one.waitingAbout(['a', 'b'])).toEqual([
        { id: 'row-2', about: 'b' },
        { id: 'row-3', about: 'a' },
      ]);
      expect(await stores.one.waitingAbout([])).toEqual([]);
    });

    test('that comes again with the same content stays as it is', async () => {
      await using stores = await openTwo(makePlace);
      await stores.one.putWaiting([unmatched()]);
      const before = await waiting(stores.one);
      const again = unmatched({ batchId: 'batch-2', row: 9, receivedAt: '2026-11-05T01:00:00.000Z' });
      expect(await stores.other.putWaiting([again, again])).toEqual(['WAITING', 'WAITING']);
      expect(await waiting(stores.one)).toEqual(before);
    });

    test('that comes again with other content is replaced in the next version, and keeps its place', async () => {
      await using stores = await openTwo(makePlace);
      await stores.one.putWaiting([unmatched()]);
      const again = unmatched({
        batchId: 'batch-2',
        row: 9,
        candidate: '{"name":"欧阳大明"}',
        reasons: ['two subjects carry it'],
        receivedAt: '2026-11-05T01:00:00.000Z',
      });
      expect(await stores.other.putWaiting([again])).toEqual(['WAITING']);
      const row = await waiting(stores.one);
      expect(row).toEqual({
        ...toldOf(again),
        ...WAITING,
        ...UNDECIDED,
        version: 2,
        receivedAt: unmatched().receivedAt,
        candidate: expect.any(String),
      });
      expect(stores.one.unsealCandidate(row)).toBe('{"name":"欧阳大明"}');
    });

    test('in one call several times takes the last content', async () => {
      await using stores = await openTwo(makePlace);
      const rows = ['1', '2', '3'].map((candidate) => unmatched({ candidate }));
      expect(await stores.one.putWaiting(rows)).toEqual(['WAITING', 'WAITING', 'WAITING']);
      const row = await waiting(stores.one);
      expect([row.version, stores.one.unsealCandidate(row)]).toEqual([3, '3']);
    });

    test('that was decided on is left alone, and its state is told', async () => {
      await using stores = await openTwo(makePlace);
      await stores.one.putWaiting([unmatched(), unmatched({ id: 'row-2' })]);
      await stores.one.saveDecision(matched(await waiting(stores.one)));
      const decided = await waiting(stores.one);
      const again = unmatched({ candidate: '{}' });
      expect(await stores.other.putWaiting([unmatched({ id: 'row-2' }), again, unmatched()])).toEqual([
        'WAITING',
        'MATCHED',
        'MATCHED',
      ]);
      expect(await waiting(stores.other)).toEqual(decided);
    });

    test('from many writers at once is there once, and none of its contents is lost on the way', async () => {
      await using stores = await openTwo(makePlace);
      const states = await Promise.all(
        Array.from({ length: 12 }, (_, n) => {
          const rows = [unmatched({ candidate: `${n}` }), unmatched({ id: `own-${n}` }), unmatched({ id: 'same' })];
          return (n % 2 ? stores.one : stores.other).putWaiting(rows);
        }),
      );
      expect(new Set(states.flat())).toEqual(new Set(['WAITING']));
      expect((await waiting(stores.one)).version).toBe(12);
      expect((await stores.one.waitingRow('same'))?.version).toBe(1);
      expect((await stores.one.waitingRows({ first: 100 })).rows).toHaveLength(14);
    });
  });

  describe('a decision', () => {
    test('is saved in the next version, and changes nothing else', async () => {
      await using stores = await openTwo(makePlace);
      await stores.one.putWaiting([unmatched()]);
      const row = await waiting(stores.one);
      const decision = matched(row);
      await stores.one.saveDecision({ ...decision, item: 'forged', candidate: 'forged', reasons: [], row: 1 });
      expect(await waiting(stores.other)).toEqual(decision);
      expect(stores.other.unsealCandidate(await waiting(stores.other))).toBe(CANDIDATE);
    });

    test('on another version than the row is in is refused', async () => {
      await using stores = await openTwo(makePlace);
      await stores.one.putWaiting([unmatched()]);
      const row = await waiting(stores.one);
      const conflict = { code: 'CONFLICT' };
      await expect(stores.one.saveDecision({ ...matched(row), version: 1 })).rejects.toMatchObject(conflict);
      await expect(stores.one.saveDecision({ ...matched(row), version: 3 })).rejects.toMatchObject(conflict);
      await expect(stores.one.saveDecision({ ...matched(row), id: 'unknown' })).rejects.toMatchObject(conflict);
      await stores.other.putWaiting([unmatched({ candidate: '{}' })]);
      await expect(stores.one.saveDecision(matched(row))).rejects.toMatchObject(conflict);
      expect(await waiting(stores.one)).toMatchObject({ version: 2, state: 'WAITING' });
    });

    test('of several at once is taken from one', async () => {
      await using stores = await openTwo(makePlace);
      await stores.one.putWaiting([unmatched()]);
      const row = await waiting(stores.one);
      const saved = await Promise.allSettled(
        Array.from({ length: 8 }, (_, n) =>
          (n % 2 ? stores.one : stores.other).saveDecision({ ...matched(row), subjectId: `o.${n}` }),
        ),
      );
      expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const winner = saved.findIndex(({ status }) => status === 'fulfilled');
      expect(await waiting(stores.one)).toMatchObject({ version: 2, subjectId: `o.${winner}` });
    });
  });

  test('the queue comes in pages, oldest first, of a department, an item and a state where they are named', async () => {
    await using stores = await openTwo(makePlace);
    const day = (n: number) => `2026-11-0${n}T01:00:00.000Z`;
    await stores.one.putWaiting([
      unmatched({ id: 'c', receivedAt: day(3) }),
      unmatched({ id: 'b', receivedAt: day(3) }),
      unmatched({ id: 'd', receivedAt: day(1) }),
      unmatched({ id: 'a', receivedAt: day(4) }),
      unmatched({ id: 'e', receivedAt: day(2), department: 'tax', item: 'tax.arrears' }),
      unmatched({ id: 'f', receivedAt: day(5), item: 'market.product-inspection' }),
    ]);
    const matchedRow = await stores.one.waitingRow('b');
    if (matchedRow !== null) await stores.one.saveDecision(matched(matchedRow));
    const market = { department: 'market' };
    expect(await pagedIds(stores.other, {})).toEqual(['d', 'e', 'b', 'c', 'a', 'f']);
    expect(await pagedIds(stores.other, market)).toEqual(['d', 'b', 'c', 'a', 'f']);
    expect(await pagedIds(stores.other, { ...market, state: 'WAITING' })).toEqual(['d', 'c', 'a', 'f']);
    expect(await pagedIds(stores.other, { ...market, item: unmatched().item })).toEqual(['d', 'b', 'c', 'a']);
    expect(await pagedIds(stores.other, { state: 'MATCHED' })).toEqual(['b']);
    expect(await pagedIds(stores.other, { state: 'DISCARDED' })).toEqual([]);
    expect(await stores.other.waitingCounts()).toEqual([
      { ...market, item: unmatched().item, state: 'MATCHED', rows: 1 },
      { ...market, item: unmatched().item, state: 'WAITING', rows: 3 },
      { ...market, item: 'market.product-inspection', state: 'WAITING', rows: 1 },
      { department: 'tax', item: 'tax.arrears', state: 'WAITING', rows: 1 },
    ]);
  });
}

async function waiting(store: CollectionStore): Promise<WaitingRow> {
  const row = await store.waitingRow('row-1');
  if (row === null) throw new Error('the row is not there');
  return row;
}

function matched(row: WaitingRow): WaitingRow {
  return {
    ...row,
    version: row.version + 1,
    state: 'MATCHED',
    subjectId: 'o.91451102MA5K000001',
    recordId: 'record-1',
    decidedBy: 'officer:market-1',
    decidedAt: '2026-11-03T01:00:00.000Z',
    note: '依登记档案 "\u0000\ud842',
  };
}

async function pagedIds(store: CollectionStore, filter: Partial<WaitingQuery>): Promise<string[]> {
  const ids: string[] = [];
  let after: WaitingPosition | undefined;
  for (;;) {
    const page = await store.waitingRows({ ...filter, first: 2, ...(after ? { after } : {}) });
    ids.push(...page.rows.map(({ id }) => id));
    after = page.rows.at(-1);
    if (!page.hasNextPage) return ids;
  }
}
