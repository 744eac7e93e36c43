import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HubSetting, type RunningHub, startHub } from '../../cli/commands/start.ts';
import type { SiteLimits } from '../../cli/public-site/public-site.ts';
import { createLog } from '../../gateway/log.ts';
import { countingStore } from './counting-store.ts';

/** The instant at which test hubs live, unless a test says otherwise: noon of a working day in the city. */
export const NOON = new Date('2026-11-02T04:00:00Z');

/** An answer of a graph. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is the query's
  readonly data?: any;
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

/** A hub in a folder of its own, which goes when the hub does. */
export interface TestHub extends RunningHub {
  readonly folder: string;
  [Symbol.asyncDispose](): Promise<void>;
  ask(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
}

/** Starts a whole hub on a small city. */
export async function testHub(
  setting: HubSetting = {},
  subjects = 400,
  limits: Partial<SiteLimits> = {},
): Promise<TestHub> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const hub = await quietly(() =>
    startHub({ data: folder, port: 0, subjects, ...limits }, { now: () => NOON, log: createLog('silent'), ...setting }),
  );
  return {
    ...hub,
    folder,
    ask: (query, variables = {}, headers = {}) => ask(`${hub.url}/graphql`, query, variables, headers),
    [Symbol.asyncDispose]: async () => {
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A whole hub, and the names of the reads that its departments make of the store, in order. */
export async function countingHub(): Promise<{ readonly hub: TestHub; readonly calls: string[] }> {
  let calls: string[] = [];
  const hub = await testHub({
    wrapStore: (inner) => {
      const counting = countingStore(inner);
      calls = counting.calls;
      return counting.store;
    },
  });
  return { hub, calls };
}

/** Asks a graph over HTTP. */
export async function ask(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

/** Progress of the seeding is for people at a terminal. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const write = process.stdout.write;
  const log = console.log;
  process.stdout.write = () => true;
  console.log = () => undefined;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
    console.log = log;
  }
}
