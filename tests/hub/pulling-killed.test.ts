import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startHub } from '../../cli/commands/start.ts';
import { keyedAdapter } from '../../cli/open-store.ts';
import { createLog } from '../../gateway/log.ts';
import { packageRoot } from '../../schema/package-root.ts';
import { openReceived } from '../../storage/received/open-received.ts';
import { CITY, heldOf, openPull, platformToken, pullingHub } from '../cli/pull/pull-fixtures.ts';
import { NOON, type TestHub, testHub } from '../harness/test-hub.ts';
import { engineLocations } from '../storage/engine-locations.ts';

/** How often a pull is killed. */
const KILLS = 6;

const ITEMS = ['market.administrative-penalty', 'transport.administrative-penalty', 'emergency.accident'];

let city: TestHub;
let folder: string;
let child: ChildProcess | undefined;
beforeAll(async () => {
  city = await testHub({}, 1_000);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
afterAll(async () => city[Symbol.asyncDispose]());

/** A pull in a process of its own, in pages so small that it is rarely between two. */
async function pulling(location: string): Promise<ChildProcess> {
  const file = join(folder, 'token');
  writeFileSync(file, await platformToken(city.folder));
  const store = location === '' ? [] : ['--store', location];
  const pull = ['pull', '--from', city.url, '--as', CITY, '--token-file', file, '--data', folder, '--page-size', '20'];
  const args = [join(packageRoot, 'dist', 'cli', 'main.js'), ...pull, '--items', ITEMS.join(), ...store];
  child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return child;
}

const ended = (one: ChildProcess) => new Promise<number | null>((resolve) => one.once('close', resolve));

async function opened(location: string) {
  const place = location === '' ? undefined : location;
  const { adapter, keys } = await keyedAdapter(
    { data: folder, ...(place === undefined ? {} : { store: place }) },
    true,
  );
  if (!(await adapter.exists())) await adapter.load([], () => undefined);
  return openReceived(place, folder, keys);
}

/** What a pull holds that nobody disturbed. */
async function undisturbed(): Promise<readonly unknown[]> {
  await using region = await pullingHub();
  const setting = { url: city.url, token: await platformToken(city.folder), items: ITEMS };
  await using one = await openPull(region, setting);
  await one.pull.catchUp();
  return Promise.all(ITEMS.map((item) => heldOf(region.received, item)));
}

const { locations, drop } = engineLocations('pull_kill');

afterAll(drop);

describe.each(locations)('a pull into %s that is killed at any moment', (_, location) => {
  test('ends with the records and digests of a pull that nobody disturbed', async () => {
    const store = await opened(location);
    let lastPage = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const one = await pulling(location);
      const closed = ended(one);
      const begun = performance.now();
      const after = 30 + Math.random() * 150;
      let page = lastPage;
      while (page === lastPage && one.exitCode === null && performance.now() - begun < 20_000) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        page = (await store.pullState(CITY))?.page ?? 0;
      }
      await new Promise((resolve) => setTimeout(resolve, after));
      one.kill('SIGKILL');
      await closed;
      const state = await store.pullState(CITY);
      expect(state?.page).toBeGreaterThanOrEqual(page);
      lastPage = state?.page ?? 0;
    }
    const last = await pulling(location);
    let said = '';
    last.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    expect(await ended(last)).toBe(0);
    expect(said).toContain('Both sides hold the same.');
    expect(said).not.toContain('differed');
    const held = await Promise.all(ITEMS.map((item) => heldOf(store, item)));
    expect(held).toEqual(await undisturbed());
    await store.close();
  }, 240_000);
});

test('a pull stops at a termination signal once the page in hand is kept, and says where', async () => {
  const store = await opened('');
  const one = await pulling('');
  let said = '';
  one.stdout?.on('data', (chunk) => {
    said += chunk;
  });
  const before = (await store.pullState(CITY))?.page ?? 0;
  const closed = ended(one);
  while (((await store.pullState(CITY))?.page ?? 0) <= before && one.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  one.kill('SIGTERM');
  const code = await closed;
  if (code !== 0) {
    expect(code).toBe(3);
    expect(said).toContain(`Stopped at page ${(await store.pullState(CITY))?.page};`);
  }
  await store.close();
}, 60_000);

test('a provider that goes away in the middle of a page, and comes back, is pulled to the end', async () => {
  const data = join(folder, 'provider');
  const options = { data, port: 0, subjects: 1_000 };
  const setting = { now: () => NOON, log: createLog('silent') };
  let provider = await startHub(options, setting);
  const port = Number(new URL(provider.url).port);
  await using region = await pullingHub();
  const pages: number[] = [];
  let awayAt = 0;
  const token = await platformToken(data);
  const parts = { url: provider.url, token, items: ITEMS, first: 20, retries: 30 };
  await using one = await openPull(region, { ...parts, onPage: () => pages.push(performance.now()) });
  const caughtUp = one.pull.catchUp();
  while (pages.length < 2) await new Promise((resolve) => setImmediate(resolve));
  awayAt = pages.length;
  await provider.close();
  provider = await startHub({ ...options, port }, setting);
  expect(await caughtUp).toBe(true);
  expect(pages.length).toBeGreaterThan(awayAt);
  const held = await Promise.all(ITEMS.map((item) => heldOf(region.received, item)));
  expect(held.map(({ size }) => size > 0)).toEqual([true, true, true]);
  expect(held).toEqual(await undisturbed());
  await provider.close();
}, 60_000);
