import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openCollection } from '../../../storage/collection/open-collection.ts';
import type { CollectionStore } from '../../../storage/collection/port.ts';
import { KeyRing } from '../../../storage/key-ring.ts';
import { KilledWriter } from '../../harness/killed-writer.ts';
import { engineLocations } from '../engine-locations.ts';

/** How often a writing process is killed. */
const KILLS = 15;
/** Rows of each chunk, every one of which has a problem and waits. */
const ROWS = 40;

let folder: string;
let keys: string;
const writer = new KilledWriter();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  keys = KeyRing.generate();
});
afterEach(() => {
  writer.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A program that saves chunks and waiting rows for ever, and says after each chunk that it is acknowledged. */
const WRITER = `
const dist = process.argv[2], location = process.argv[3] || undefined, folder = process.argv[4], from = Number(process.argv[5]);
const rows = Number(process.argv[7]);
const { KeyRing } = await import(dist + '/storage/key-ring.js');
const { openCollection } = await import(dist + '/storage/collection/open-collection.js');
const store = await openCollection(location, folder, new KeyRing(process.argv[6]));
const owner = { department: 'kill', item: 'kill.item' };
const at = '2026-11-02T01:00:00.000Z';
const { id } = await store.beginBatch({ ...owner, key: 'kill', source: 'file', reportedBy: 'officer:kill', at });
for (let number = from; ; number += 1) {
  const numbers = Array.from({ length: rows }, (_, index) => number * rows + index + 1);
  await store.putWaiting(numbers.map((row) => ({
    ...owner, id: 'row ' + row, type: 'Kill', batchId: id, row, candidate: 'candidate ' + row, reasons: [], receivedAt: at, about: 'about ' + row,
  })));
  await store.saveChunk(id, {
    number, at, month: '2026-11',
    counts: { received: rows, accepted: 0, refused: 0, waiting: rows, byRule: { R01: rows } },
    problems: numbers.map((row) => ({ row, outcome: 'waiting', findings: [{ rule: 'R01', field: 'uscc' }] })),
    digest: 'digest ' + number,
  });
  process.stdout.write(number + '\\n');
}
`;

/** Runs the writer and kills it. Last acknowledged chunk. */
function writeAndKill(location: string, from: number): Promise<number> {
  return writer.run({ program: WRITER, folder, args: [location, folder, String(from), keys, String(ROWS)] });
}

/** Chunks that are there from the first one on without a gap, each with all its problems; their rows all wait. */
async function expectWhole(store: CollectionStore, acknowledged: number): Promise<number> {
  const batch = await store.batchByKey('kill', 'kill.item', 'kill');
  const chunks = batch?.chunks ?? 0;
  expect(chunks).toBeGreaterThan(acknowledged);
  const rows = chunks * ROWS;
  expect(batch?.counts).toEqual({ received: rows, accepted: 0, refused: 0, waiting: rows, byRule: { R01: rows } });
  const { problems } = await store.problems(batch?.id ?? '', { first: rows + 1 });
  expect((await store.chunkDigests(batch?.id ?? '')).get(chunks - 1)).toBe(`digest ${chunks - 1}`);
  expect(problems.map(({ row }) => row)).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
  const waiting = await store.waitingRows({ first: rows + 2 * ROWS });
  const byRow = new Map(waiting.rows.map((each) => [each.row, each]));
  for (const { row } of problems) expect(byRow.get(row)?.version).toBe(1);
  const last = byRow.get(rows);
  expect(last && store.unsealCandidate(last)).toBe(`candidate ${rows}`);
  return chunks;
}

const { locations, drop } = engineLocations('collection_kill');

afterAll(drop);

describe.each(locations)('a collector on %s that is killed at any moment', (_, location) => {
  test('loses no chunk and no waiting row that was acknowledged, and leaves nothing half saved', async () => {
    let next = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const acknowledged = await writeAndKill(location, next);
      const store = await openCollection(location === '' ? undefined : location, folder, new KeyRing(keys));
      next = await expectWhole(store, acknowledged);
      await store.close();
    }
  }, 240_000);
});
