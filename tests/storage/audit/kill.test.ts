import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { packageRoot } from '../../../schema/package-root.ts';
import { openTrail } from '../../../storage/audit/open-trail.ts';
import { engineLocations } from '../engine-locations.ts';
import { auditEntry, verdictOn, wholeChain } from './trail-fixtures.ts';

/** How often the appending processes are killed. */
const KILLS = 5;

/** Processes that append at the same time. */
const PROCESSES = 2;

/** Appends eight at a time for ever, and says the number and hash of each entry that is acknowledged. */
const APPENDER = `
const [dist, location, folder, entry] = process.argv.slice(2);
const { openTrail } = await import(dist + '/storage/audit/open-trail.js');
const trail = await openTrail(location || undefined, folder, { segmentEntries: 16 });
const appendForEver = async () => {
  for (;;) {
    const { seq, hash } = await trail.append(JSON.parse(entry));
    process.stdout.write(seq + ' ' + hash + '\\n');
  }
};
await Promise.all(Array.from({ length: 8 }, appendForEver));
`;

let folder: string;
let children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  rmSync(folder, { recursive: true, force: true });
});

/** Runs an appender until it has acknowledged something, and kills it at a random moment after that. What it acknowledged. */
async function appendAndKill(location: string): Promise<readonly string[]> {
  const script = join(folder, 'appender.mjs');
  writeFileSync(script, APPENDER);
  const args = [script, join(packageRoot, 'dist'), location, folder, JSON.stringify(auditEntry())];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let printed = '';
  await new Promise<void>((resolve) =>
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      resolve();
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await closed;
  return printed.split('\n').slice(0, -1); // the last line may be half printed
}

const { locations, drop } = engineLocations('audit_kill');

afterAll(drop);

describe.each(locations)(
  'gateways that append to a trail on %s at the same time and are killed at any moment',
  (_, location) => {
    test('lose nothing that was acknowledged, and leave one sound chain', async () => {
      const acknowledged: string[] = [];
      for (let kill = 0; kill < KILLS; kill += 1) {
        const of = await Promise.all(Array.from({ length: PROCESSES }, () => appendAndKill(location)));
        acknowledged.push(...of.flat());
        const trail = await openTrail(location === '' ? undefined : location, folder);
        expect(await verdictOn(trail)).toMatchObject({ kind: 'sound' });
        const chain = await wholeChain(trail);
        const kept = new Set(chain.map(({ seq, hash }) => `${seq} ${hash}`));
        expect(acknowledged.filter((place) => !kept.has(place))).toEqual([]);
        expect(await trail.uses('A-2026-0001', '2026-11-02')).toBe(chain.length);
        expect(await trail.segments()).toHaveLength(Math.floor(chain.length / 16));
        await trail.close();
      }
      expect(new Set(acknowledged).size).toBe(acknowledged.length);
    }, 60_000);
  },
);
