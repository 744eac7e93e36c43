import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { KeyRing } from '../../storage/key-ring.ts';
import { storeAdapter } from '../../storage/open-adapter.ts';
import type { HubStore } from '../../storage/port.ts';
import { KilledWriter } from '../harness/killed-writer.ts';
import { engineLocations } from './engine-locations.ts';

/** How often a writing process is killed. */
const KILLS = 20;

/** The same for all tests, which share the place on a server. */
const keys = KeyRing.generate();

let folder: string;
const writer = new KilledWriter();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
});
afterEach(() => {
  writer.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A program that writes records for ever, some of them over again, and says after each batch how many are acknowledged. */
const WRITER = `
const dist = process.argv[2], location = process.argv[3] || undefined, folder = process.argv[4], from = Number(process.argv[5]);
const { KeyRing } = await import(dist + '/storage/key-ring.js');
const { storeAdapter } = await import(dist + '/storage/open-adapter.js');
const { recordId } = await import(dist + '/storage/record-id.js');
const store = await (await storeAdapter(location, folder, new KeyRing(process.argv[6]))).open();
for (let n = from; ; n += 7) {
  const change = (key) => ({
    id: recordId('Kill', [String(key)]), operation: 'UPSERT', reason: 'REPORTED', reportedAt: '2026-11-02T00:00:00Z',
    content: {
      type: 'Kill', subjectId: 'o.x', subjectKind: 'ORGANIZATION', state: 'EFFECTIVE', documentNo: String(key),
      decidingOrgCode: 'x', decisionDate: '2026-11-02', publicityStartDate: null, publicityEndDate: null,
      fields: { round: n }, sealed: { number: 'secret ' + n },
    },
  });
  await store.write('kill', [0, 1, 2, 3, 4, 5, 6].map((k) => change(k < 6 ? n + k : from)));
  if (process.argv[7] === 'compacts') await store.compactJournal('kill', await store.journalHead('kill') - 5);
  process.stdout.write((n + 5) + '\\n');
}
`;

/** Runs the writer and kills it. Last acknowledged key. */
function writeAndKill(location: string, from: number, compacts = false): Promise<number> {
  const args = [location, folder, String(from), keys, compacts ? 'compacts' : ''];
  return writer.run({ program: WRITER, folder, args });
}

/** Journal without gaps, each record in the version and with the content that its last entry names, all others archived. */
async function expectWhole(store: HubStore, acknowledged: number): Promise<number> {
  const head = await store.journalHead('kill');
  const entries = await store.journal('kill', 0, head + 10);
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
  const last = new Map(entries.map((entry) => [entry.recordId, entry]));
  const records = await store.recordsById('Kill', [...last.keys()]);
  for (const [id, { version, contentHash }] of last) expect(records.get(id)).toMatchObject({ version, contentHash });
  for (const [id, { version }] of last) {
    if (version === 1) continue;
    const versions = await store.recordVersions('Kill', id);
    const told = entries.filter(({ recordId }) => recordId === id);
    expect(versions.map(({ contentHash }) => contentHash)).toEqual(told.map(({ contentHash }) => contentHash));
  }
  expect((await store.figures()).records).toBe(last.size);
  const keysFound = new Set([...records.values()].map(({ documentNo }) => Number(documentNo)));
  expect(keysFound.has(acknowledged)).toBe(true);
  await store.verify();
  return Math.max(...keysFound);
}

const { locations, drop } = engineLocations('kill');

afterAll(drop);

describe.each(locations)('a writer on %s that is killed at any moment', (_, location) => {
  test('loses nothing that was acknowledged, and leaves journal and records in agreement', async () => {
    let next = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const acknowledged = await writeAndKill(location, next);
      const adapter = await storeAdapter(location === '' ? undefined : location, folder, new KeyRing(keys));
      const store = await adapter.open();
      next = (await expectWhole(store, acknowledged)) + 1;
      await store.close();
    }
  }, 240_000);

  test('and that forgets its journal meanwhile leaves no gap in it', async () => {
    let next = 1_000_000; // where the test before has left the place of a server, it has none of these
    for (let kill = 0; kill < KILLS / 2; kill += 1) {
      const acknowledged = await writeAndKill(location, next, true);
      const adapter = await storeAdapter(location === '' ? undefined : location, folder, new KeyRing(keys));
      const store = await adapter.open();
      const entries = await store.journal('kill', 0, 1_000_000);
      const first = entries[0]?.seq ?? 0;
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => first + index));
      expect(entries.at(-1)?.seq).toBe(await store.journalHead('kill'));
      await store.verify();
      next = acknowledged + 1;
      await store.close();
    }
  }, 240_000);
});
