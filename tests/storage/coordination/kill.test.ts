import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { packageRoot } from '../../../schema/package-root.ts';
import { openCoordination } from '../../../storage/coordination/open-coordination.ts';
import type { CoordinationStore } from '../../../storage/coordination/port.ts';
import { engineLocations } from '../engine-locations.ts';

/** How often a writing process is killed. */
const KILLS = 12;
/** Cases that a writer has in hand at once. */
const CASES = 4;

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A program that goes on with all cases for ever, and says after each round which version is acknowledged. */
const WRITER = `
const dist = process.argv[2], location = process.argv[3] || undefined, folder = process.argv[4], cases = Number(process.argv[5]);
const { openCoordination } = await import(dist + '/storage/coordination/open-coordination.js');
const store = await openCoordination(location, folder);
const at = '2026-11-02T01:00:00.000Z';
for (;;) {
  const rounds = await Promise.all(Array.from({ length: cases }, async (_, index) => {
    const id = 'case-' + index;
    const version = ((await store.case(id))?.version ?? 0) + 1;
    const desk = (ref) => ({ ref, kind: 'task', department: 'kill', state: String(version), dueOn: null, openUntil: null, since: at });
    const saved = await store.save({
      id, kind: 'listing', version, openedAt: at, at, subjects: ['o.one'], content: { version }, event: { version },
      desks: [desk('T1'), desk('T2')],
    });
    if (!saved) throw new Error('somebody else is writing');
    return version;
  }));
  process.stdout.write(Math.min(...rounds) + '\\n');
}
`;

/** Runs the writer until it has acknowledged something, and kills it at a random moment after that. */
async function writeAndKill(location: string): Promise<number> {
  const script = join(folder, 'writer.mjs');
  writeFileSync(script, WRITER);
  const args = [script, join(packageRoot, 'dist'), location, folder, String(CASES)];
  const writer = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child = writer;
  let acknowledged = 0;
  await new Promise<void>((resolve) =>
    writer.stdout.on('data', (chunk: Buffer) => {
      acknowledged = Number(chunk.toString().trim().split('\n').at(-1));
      resolve();
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
  const closed = new Promise((resolve) => writer.once('close', resolve));
  writer.kill('SIGKILL');
  await closed;
  return acknowledged;
}

async function expectWhole(store: CoordinationStore, acknowledged: number): Promise<void> {
  for (let index = 0; index < CASES; index += 1) {
    const id = `case-${index}`;
    const held = await store.case(id);
    const version = held?.version ?? 0;
    expect(version).toBeGreaterThanOrEqual(acknowledged);
    expect(held?.content).toEqual({ version });
    expect((await store.timeline(id)).map(({ event }) => event)).toEqual(
      Array.from({ length: version }, (_, at) => ({ version: at + 1 })),
    );
  }
  const { items } = await store.desk({ kind: 'task', first: 100 });
  expect(items).toHaveLength(2 * CASES);
  for (const { entry, case: held } of items) expect(entry.state).toBe(String(held.version));
  expect((await store.casesOfSubjects('listing', ['o.one'])).get('o.one')).toHaveLength(CASES);
}

const { locations, drop } = engineLocations('coordination_kill');

afterAll(drop);

describe.each(locations)('a hub on %s that is killed at any moment', (_, location) => {
  test('loses no event that was acknowledged, and leaves nothing half saved', async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const acknowledged = await writeAndKill(location);
      const store = await openCoordination(location === '' ? undefined : location, folder);
      await expectWhole(store, acknowledged);
      await store.close();
    }
  }, 240_000);
});
