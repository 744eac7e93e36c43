import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openCollection } from '../../../storage/collection/open-collection.ts';
import type { CollectionStore } from '../../../storage/collection/port.ts';
import { KeyRing } from '../../../storage/key-ring.ts';
import { storeAdapter } from '../../../storage/open-adapter.ts';
import type { HubStore } from '../../../storage/port.ts';
import { collectedItems } from '../../../subgraphs/_runtime/intake/collected-items.ts';
import { commitChunk } from '../../../subgraphs/_runtime/intake/prepared-chunk.ts';
import { loadSubgraph } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import { changed, RECEIVED_ON, sample } from './reading.ts';

const keys = new KeyRing(KeyRing.generate());

let folder: string;
let store: HubStore;
let collection: CollectionStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  store = await (await storeAdapter(undefined, folder, keys)).open();
  collection = await openCollection(undefined, folder, keys);
});
afterEach(async () => {
  await store.close();
  await collection.close();
  rmSync(folder, { recursive: true });
});

/** What is in the stores: entries of the journal, and rows that wait, with their versions. */
async function state() {
  const journal = (await store.journal('market', 0, 100)).map(({ recordId, version }) => [recordId, version]);
  const waiting = (await collection.waitingRows({ first: 100 })).rows.map(({ id, version }) => [id, version]);
  return { journal, waiting };
}

test('a chunk with rows and their corrections, a person and an unknown company, leaves the same when it is written twice', async () => {
  const items = collectedItems([await loadSubgraph('market')], { store, keys, queue: collection });
  const item = items.get('market.administrative-penalty');
  if (item === undefined) throw new Error('there is no such item');
  const {
    header,
    rows: [company = [], , person = []],
  } = sample('penalties-2018.csv');
  const corrected = (row: readonly string[]) => changed(header, row, { 违法事实: '经营超过保质期的饮料。' });
  const rows = [person, corrected(person), company, corrected(company)].map((values, index) => ({
    number: index + 2,
    values,
  }));
  const batch = await collection.beginBatch({
    department: 'market',
    item: 'market.administrative-penalty',
    key: 'twice',
    source: 'file',
    reportedBy: 'test',
    at: `${RECEIVED_ON}T00:00:00.000Z`,
  });
  const read = item.reader(header, RECEIVED_ON);
  const place = { batchId: batch.id, number: 1, receivedAt: new Date(`${RECEIVED_ON}T00:00:00Z`) };
  const write = async () => {
    const chunk = await item.intake.prepare(rows, read, place);
    await commitChunk(chunk, { department: 'market', batch, store, collection });
    return state();
  };
  const once = await write();
  expect([once.journal.length, once.waiting.length]).toEqual([1, 1]);
  expect(await write()).toEqual(once);
  const { counts } = (await collection.batch(batch.id)) ?? {};
  expect(counts).toMatchObject({ received: 4, accepted: 2, waiting: 2, byRule: { R11: 2 } });
  const { problems } = await collection.problems(batch.id, { first: 10 });
  const superseded = problems.filter(({ findings }) => findings.some(({ rule }) => rule === 'R11'));
  expect(superseded.map(({ row, outcome }) => [row, outcome])).toEqual([
    [2, 'accepted'],
    [4, 'waiting'],
  ]);
});

test('of any rows about few records, the last of each counts and every other one is said to be superseded', async () => {
  const item = collectedItems([await loadSubgraph('market')], { store, keys, queue: collection }).get(
    'market.administrative-penalty',
  );
  if (item === undefined) throw new Error('there is no such item');
  const {
    header,
    rows: [, , person = []],
  } = sample('penalties-2018.csv');
  const read = item.reader(header, RECEIVED_ON);
  const place = { batchId: 'any', number: 1, receivedAt: new Date(`${RECEIVED_ON}T00:00:00Z`) };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { minLength: 1, maxLength: 12 }), async (documents) => {
      const rows = documents.map((document, index) => ({
        number: index + 1,
        values: changed(header, person, { 行政处罚决定书文号: `罚${document}号`, 违法事实: `第${index}次所述。` }),
      }));
      const { changes, outcomes } = await item.intake.prepare(rows, read, place);
      expect(outcomes.map(({ row }) => row)).toEqual(rows.map(({ number }) => number));
      const isSuperseded = ({ findings }: (typeof outcomes)[number]) => findings.some(({ rule }) => rule === 'R11');
      expect(outcomes.map(isSuperseded)).toEqual(
        documents.map((document, index) => documents.lastIndexOf(document) !== index),
      );
      expect(changes.length + outcomes.filter(isSuperseded).length).toBe(rows.length);
      for (const { content } of changes) {
        const document = documents.findLastIndex((one) => content.documentNo === `罚${one}号`);
        expect(JSON.parse(content.fields)).toMatchObject({ facts: `第${document}次所述。` });
      }
    }),
    { numRuns: 30 },
  );
});
