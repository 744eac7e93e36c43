import { describe, expect, test } from '@jest/globals';
import type { MakeCollectionPlace } from './collection-fixtures.ts';
import { chunk, newKeys, opening, openTwo, unmatched } from './collection-fixtures.ts';
import { batches } from './contract/batches.ts';
import { figures } from './contract/figures.ts';
import { matchingQueue } from './contract/matching-queue.ts';

/** What every adapter of the collection port promises. Each test makes a place of its own, empty at first. */
export function collectionContract(name: string, makePlace: MakeCollectionPlace): void {
  describe(`the collection port on ${name}`, () => {
    test('holds nothing at first', async () => {
      await using stores = await openTwo(makePlace);
      const months = { fromMonth: '0000-00', toMonth: '9999-99' };
      expect(await stores.one.batches({ first: 10 })).toEqual({ batches: [], hasNextPage: false });
      expect(await stores.one.batch('unknown')).toBeNull();
      expect(await stores.one.problems('unknown', { first: 10 })).toEqual({ problems: [], hasNextPage: false });
      expect(await stores.one.figures(months)).toEqual([]);
      expect(await stores.one.zeroReports(months)).toEqual([]);
      expect(await stores.one.waitingRows({ first: 10 })).toEqual({ rows: [], hasNextPage: false });
      expect(await stores.one.waitingRow('unknown')).toBeNull();
      expect(await stores.one.waitingCounts()).toEqual([]);
      expect(await stores.one.putWaiting([])).toEqual([]);
    });

    test('holds the same after it was closed and opened anew', async () => {
      await using place = await makePlace();
      const before = await place.open();
      const { id } = await before.beginBatch(opening());
      await before.saveChunk(id, chunk());
      await before.putWaiting([unmatched()]);
      const held = async (store: typeof before) => [
        await store.batch(id),
        await store.figures({ fromMonth: '2026-11', toMonth: '2026-11' }),
        await store.waitingRows({ first: 10 }),
      ];
      const expected = await held(before);
      await before.close();
      const after = await place.open();
      expect(await held(after)).toEqual(expected);
      await after.close();
    });

    test('is not opened with other keys than it was made with', async () => {
      await using place = await makePlace();
      const store = await place.open();
      await expect(place.open(newKeys())).rejects.toMatchObject({ code: 'STORE_WRONG_KEYS' });
      await store.close();
    });

    batches(makePlace);
    figures(makePlace);
    matchingQueue(makePlace);
  });
}
