import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
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
  const decisions = (id: string) => collection.waitingRow(id);
  const items = collectedItems([await loadSubgraph('market')], { store, keys, decisions });
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
  expect(counts).toMatchObject({ received: 4, accepted: 2, waiting: 2 });
});
