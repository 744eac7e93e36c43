import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BatchPosition, CollectionStore, RowProblem } from '../../../../storage/collection/port.ts';
import { chunk, counts, type MakeCollectionPlace, opening, openTwo, problem } from '../collection-fixtures.ts';

export function batches(makePlace: MakeCollectionPlace): void {
  describe('an intake batch', () => {
    test('is made once for a department, an item and a key, also when many begin it at once', async () => {
      await using stores = await openTwo(makePlace);
      const begun = await Promise.all(
        Array.from({ length: 12 }, (_, n) => {
          const later = {
            source: 'upload' as const,
            reportedBy: `officer:${n}`,
            at: `2026-11-02T01:00:${n + 10}.000Z`,
          };
          return (n % 2 ? stores.one : stores.other).beginBatch(opening(later));
        }),
      );
      for (const batch of begun) expect(batch).toEqual(begun[0]);
      expect((await stores.one.batches({ first: 10 })).batches).toEqual([begun[0]]);
    });

    test('is another one for another department, item or key', async () => {
      await using stores = await openTwo(makePlace);
      const begun = [
        await stores.one.beginBatch(opening()),
        await stores.one.beginBatch(opening({ department: 'tax' })),
        await stores.one.beginBatch(opening({ item: 'market.product-inspection' })),
        await stores.one.beginBatch(opening({ key: '2026-12 "\u0000\ud842' })),
      ];
      expect(new Set(begun.map(({ id }) => id)).size).toBe(4);
      for (const { department, item, key, id } of begun) {
        expect((await stores.other.batchByKey(department, item, key))?.id).toBe(id);
        expect(await stores.other.batch(id)).toMatchObject({ department, item, key });
      }
      expect(await stores.one.batchByKey('market', 'market.administrative-penalty', 'unknown')).toBeNull();
    });

    test('sums the counts of its chunks, and of each number the first one that was saved', async () => {
      await using stores = await openTwo(makePlace);
      const { id, ...begun } = await stores.one.beginBatch(opening());
      expect(begun).toEqual({ ...opening(), counts: counts(), chunks: 0, finishedAt: null });
      expect(await stores.one.saveChunk(id, chunk({ number: 1 }))).toBe(true);
      expect(await stores.other.saveChunk(id, chunk({ number: 1, counts: counts({ received: 99 }) }))).toBe(false);
      const second = counts({ received: 5, accepted: 5, byRule: { R11: 1, R40: 2 } });
      expect(await stores.other.saveChunk(id, chunk({ number: 7, month: '2026-12', counts: second }))).toBe(true);
      expect(await stores.one.batch(id)).toEqual({
        ...opening(),
        id,
        counts: { received: 8, accepted: 6, refused: 1, waiting: 1, byRule: { R03: 2, R11: 2, R40: 2 } },
        chunks: 2,
        finishedAt: null,
      });
      expect(await stores.one.beginBatch(opening())).toEqual(await stores.one.batch(id));
    });

    test('has a chunk once, whoever saves it at the same time', async () => {
      await using stores = await openTwo(makePlace);
      const { id } = await stores.one.beginBatch(opening());
      const saved = await Promise.all(
        Array.from({ length: 10 }, (_, n) => (n % 2 ? stores.one : stores.other).saveChunk(id, chunk())),
      );
      expect(saved.filter((isSaved) => isSaved)).toHaveLength(1);
      expect(await stores.one.batch(id)).toMatchObject({ chunks: 1, counts: { received: 3 } });
    });

    test('is finished once, and takes what still comes', async () => {
      await using stores = await openTwo(makePlace);
      const { id } = await stores.one.beginBatch(opening());
      await stores.one.finishBatch(id, '2026-11-02T02:00:00.000Z');
      await stores.other.finishBatch(id, '2026-11-02T03:00:00.000Z');
      await stores.other.saveChunk(id, chunk());
      expect(await stores.one.batch(id)).toMatchObject({ finishedAt: '2026-11-02T02:00:00.000Z', chunks: 1 });
    });

    test('that there is not takes nothing', async () => {
      await using stores = await openTwo(makePlace);
      const unknown = { code: 'INVALID_ARGUMENT', details: { argument: 'batchId' } };
      await expect(stores.one.saveChunk('unknown', chunk())).rejects.toMatchObject(unknown);
      await expect(stores.one.finishBatch('unknown', '2026-11-02T02:00:00.000Z')).rejects.toMatchObject(unknown);
      expect(await stores.one.figures({ fromMonth: '2026-01', toMonth: '2026-12' })).toEqual([]);
    });

    test('comes in pages, newest first, of a department and an item where they are named', async () => {
      await using stores = await openTwo(makePlace);
      const sketches = [
        { key: 'a', at: '2026-11-02T01:00:00.000Z' },
        { key: 'b', at: '2026-11-03T01:00:00.000Z', department: 'tax' },
        { key: 'c', at: '2026-11-03T01:00:00.000Z' },
        { key: 'd', at: '2026-11-03T01:00:00.000Z', item: 'market.product-inspection' },
        { key: 'e', at: '2026-11-01T01:00:00.000Z' },
      ];
      for (const sketch of sketches) {
        const { id } = await stores.one.beginBatch(opening(sketch));
        if (sketch.key === 'a') await stores.one.saveChunk(id, chunk());
      }
      const all = await pagedKeys(stores.other, {});
      expect([...all.slice(0, 3)].sort()).toEqual(['b', 'c', 'd']);
      expect(all.slice(3)).toEqual(['a', 'e']);
      expect((await pagedKeys(stores.other, { department: 'market' })).slice(2)).toEqual(['a', 'e']);
      expect(await pagedKeys(stores.other, { department: 'market', item: opening().item })).toEqual(['c', 'a', 'e']);
      expect(await pagedKeys(stores.other, { department: 'court' })).toEqual([]);
      const { batches: listed } = await stores.other.batches({ first: 10 });
      expect(listed.map((batch) => [batch.key, batch.chunks, batch.counts.received])).toContainEqual(['a', 1, 3]);
    });
  });

  test('the digests of a batch are those of its chunks that have one, each as it was saved first', async () => {
    await using stores = await openTwo(makePlace);
    const { id } = await stores.one.beginBatch(opening());
    const another = await stores.one.beginBatch(opening({ key: 'another' }));
    await stores.one.saveChunk(another.id, chunk({ digest: 'of another batch' }));
    await stores.one.saveChunk(id, chunk({ number: 1, digest: 'one' }));
    await stores.one.saveChunk(id, chunk({ number: 2 }));
    await stores.one.saveChunk(id, chunk({ number: 3, digest: 'three' }));
    expect(await stores.other.saveChunk(id, chunk({ number: 3, digest: 'later' }))).toBe(false);
    expect(await stores.other.chunkDigests(id)).toEqual(
      new Map([
        [1, 'one'],
        [3, 'three'],
      ]),
    );
    expect(await stores.other.chunkDigests('unknown')).toEqual(new Map());
  });

  describe('problems of a batch', () => {
    test('come in the order of rows, whatever the order and the cut of the chunks', async () => {
      const runs = fc.asyncProperty(anyChunks, fc.integer({ min: 1, max: 5 }), async (rowsOfChunks, first) => {
        await using stores = await openTwo(makePlace);
        const { id } = await stores.one.beginBatch(opening());
        const another = await stores.one.beginBatch(opening({ key: 'another' }));
        await stores.one.saveChunk(another.id, chunk({ problems: [problem(1)] }));
        for (const [number, rows] of rowsOfChunks.entries()) {
          await stores.one.saveChunk(id, chunk({ number, problems: rows.map((row) => problem(row)) }));
        }
        const expected = rowsOfChunks.flat().sort((one, other) => one - other);
        const found = await pagedProblems(stores.other, id, first);
        expect(found.map(({ row }) => row)).toEqual(expected);
      });
      await fc.assert(runs, { numRuns: 12 });
    });

    test('say what was found, and what became of the row', async () => {
      await using stores = await openTwo(makePlace);
      const { id } = await stores.one.beginBatch(opening());
      const problems = [
        problem(2),
        problem(3, { outcome: 'accepted', findings: [{ rule: 'R11', field: null }] }),
        problem(5, { outcome: 'waiting', findings: [] }),
      ];
      await stores.one.saveChunk(id, chunk({ problems }));
      expect(await stores.one.problems(id, { first: 3 })).toEqual({ problems, hasNextPage: false });
      expect(await stores.one.problems(id, { first: 1, after: 2 })).toEqual({
        problems: [problems[1]],
        hasNextPage: true,
      });
    });
  });
}

/** Rows, each in one of some chunks at random. */
const anyChunks = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 4 })), {
    selector: ([row]) => row,
    maxLength: 20,
  })
  .map((placed) => [0, 1, 2, 3, 4].map((n) => placed.filter(([, chunk]) => chunk === n).map(([row]) => row)));

async function pagedKeys(store: CollectionStore, filter: { department?: string; item?: string }): Promise<string[]> {
  const keys: string[] = [];
  let after: BatchPosition | undefined;
  for (;;) {
    const page = await store.batches({ ...filter, first: 2, ...(after ? { after } : {}) });
    keys.push(...page.batches.map(({ key }) => key));
    after = page.batches.at(-1);
    if (!page.hasNextPage) return keys;
  }
}

async function pagedProblems(store: CollectionStore, id: string, first: number): Promise<RowProblem[]> {
  const found: RowProblem[] = [];
  for (;;) {
    const page = await store.problems(id, { first, after: found.at(-1)?.row ?? 0 });
    found.push(...page.problems);
    if (!page.hasNextPage) return found;
  }
}
