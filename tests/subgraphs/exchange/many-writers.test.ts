import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RecordState } from '../../../storage/port.ts';
import { ACCIDENT, change, idOf, Puller, platform, type TestExchange, testExchange } from './exchange-fixtures.ts';
import { ENGINES } from './places.ts';

const READER = platform({ clear: [ACCIDENT.scope] });

const TYPES = [
  { department: 'market', type: 'MarketPenalty' },
  { department: ACCIDENT.department, type: ACCIDENT.type },
] as const;

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];

const STATES: readonly RecordState[] = ['EFFECTIVE', 'EFFECTIVE', 'UNDER_OBJECTION', 'REPAIRED', 'WITHDRAWN'];

const writer = fc.record({
  type: fc.constantFrom(...TYPES),
  writes: fc.array(
    fc.record({
      keys: fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 4 }),
      state: fc.constantFrom(...STATES),
      documentNo: fc.constantFrom('1', '2', '3'),
      pauseMs: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  /** Whether it lets go of its store in the middle of its last write, of which it never hears. */
  isCutOff: fc.boolean(),
});

type Writer = typeof writer extends fc.Arbitrary<infer One> ? One : never;

/** Writes through a store of its own, as a process of its own would. */
async function write(exchange: TestExchange, { type, writes, isCutOff }: Writer): Promise<void> {
  const store = await exchange.openAnother();
  for (const [n, { keys, state, documentNo, pauseMs }] of writes.entries()) {
    const changes = keys.map((key) => change(key, { type: type.type, state, documentNo, reason: 'CORRECTED' }));
    const written = store.write(type.department, changes);
    if (isCutOff && n === writes.length - 1) {
      await Promise.all([store.close(), written.catch(() => undefined)]);
      return;
    }
    await written;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  await store.close();
}

/** Versions of the records that the reader may hold, as the store has them. */
async function committed({ openAnother }: TestExchange): Promise<Map<string, number>> {
  const store = await openAnother(); // settles what was cut off
  const held = new Map<string, number>();
  for (const { type } of TYPES) {
    const ids = KEYS.map((key) => idOf(type, key));
    for (const { id, version, state } of (await store.recordsById(type, ids)).values()) {
      if (state === 'EFFECTIVE' || state === 'UNDER_OBJECTION') held.set(id, version);
    }
  }
  await store.close();
  return held;
}

describe.each(ENGINES)('on %s', (_, newPlace) => {
  test('who pages while many write, and some are cut off, holds what was committed in the end, in its order', async () => {
    const writers = fc.array(writer, { minLength: 2, maxLength: 4 });
    const property = fc.asyncProperty(writers, fc.integer({ min: 1, max: 4 }), async (all, first) => {
      await using place = newPlace();
      await using exchange = await testExchange(place.location);
      let isWriting = true;
      const writing = Promise.all(all.map((one) => write(exchange, one))).finally(() => {
        isWriting = false;
      });
      const puller = new Puller(exchange, READER, { first });
      const versions = new Map<string, number>();
      const pull = async () => {
        const { nodes, pageInfo } = await puller.pull();
        for (const { recordId, version, reason } of nodes) {
          if (reason === 'REPORTED') continue; // of the first load, which has no order
          expect(version).toBeGreaterThan(versions.get(recordId) ?? 0);
          versions.set(recordId, version);
        }
        return pageInfo.hasNextPage;
      };
      while (isWriting) {
        await pull();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await writing;
      const expected = await committed(exchange);
      while (await pull());
      expect(puller.held).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 15 });
  }, 180_000);
});
