import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RecordState } from '../../../storage/port.ts';
import { ACCIDENT, change, Puller, platform, testExchange } from './exchange-fixtures.ts';

const READER = platform({ clear: [ACCIDENT.scope] });

const WRITERS = [
  { department: 'market', type: 'MarketPenalty' },
  { department: ACCIDENT.department, type: ACCIDENT.type },
  { department: 'tax', type: 'TaxPenalty' },
] as const;

const write = fc.record({
  writer: fc.constantFrom(...WRITERS),
  keys: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 4 }),
  state: fc.constantFrom<RecordState>('EFFECTIVE', 'UNDER_OBJECTION', 'REPAIRED', 'WITHDRAWN'),
  documentNo: fc.constantFrom('1', '2', '3'),
});

test('who pages while departments write holds exactly what was committed and is open in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(write, { maxLength: 25 }), fc.integer({ min: 1, max: 5 }), async (writes, first) => {
      await using exchange = await testExchange();
      const puller = new Puller(exchange, READER, { first });
      const expected = new Map<string, number>();
      const writing = (async () => {
        for (const { writer, keys, state, documentNo } of writes) {
          const changes = keys.map((key) => change(key, { type: writer.type, state, documentNo, reason: 'CORRECTED' }));
          const outcomes = await exchange.store.write(writer.department, changes);
          for (const { id, version } of outcomes) {
            if (state === 'EFFECTIVE' || state === 'UNDER_OBJECTION') expected.set(id, version);
            else expected.delete(id);
          }
          await new Promise(setImmediate);
        }
      })();
      const versions = new Map<string, number>();
      const pull = async () => {
        const page = await puller.pull();
        for (const { recordId, version, reason } of page.nodes) {
          if (reason === 'REPORTED') continue; // of the first load, after which it comes once more where it has changed
          expect(version).toBeGreaterThan(versions.get(recordId) ?? 0); // in order, none twice
          versions.set(recordId, version);
        }
        return page.pageInfo.hasNextPage;
      };
      let isWriting = true;
      void writing.then(() => {
        isWriting = false;
      });
      while (isWriting) {
        await pull();
        await new Promise(setImmediate); // a turn for the writers
      }
      await writing;
      while (await pull());
      expect(puller.held).toEqual(expected);
    }),
    { numRuns: 40 },
  );
}, 120_000);
