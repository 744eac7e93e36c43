import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { packageRoot } from '../../../../schema/package-root.ts';
import { openCoordination } from '../../../../storage/coordination/open-coordination.ts';
import type { CoordinationStore } from '../../../../storage/coordination/port.ts';
import { webhookCase } from '../../../../subgraphs/_runtime/push/webhook.ts';
import { queueOf } from '../../../../subgraphs/_runtime/push/webhook-delivery.ts';
import { type ScriptedReceiver, scriptedReceiver } from './scripted-receiver.ts';

/** How often the sending process is killed. */
const KILLS = 6;

/** Notices that each of them finds. */
const NEWS = 25;

/** A program that sends what is to be sent, for ever. Its clock goes fast, so that attempts that were cut off are made again soon. */
const SENDER = `
const [, , dist, folder] = process.argv;
const { openCoordination } = await import(dist + '/storage/coordination/open-coordination.js');
const { Dispatcher } = await import(dist + '/subgraphs/_runtime/push/dispatcher.js');
const { sendWebhook } = await import(dist + '/subgraphs/_runtime/push/send-webhook.js');
const { PUBLIC_ADDRESSES } = await import(dist + '/subgraphs/_runtime/push/webhook-address.js');
const begun = Date.now();
const dispatcher = new Dispatcher({
  store: await openCoordination(undefined, folder),
  keys: { unseal: () => 'whsec_c2VjcmV0' },
  send: (request) => sendWebhook(request, { rules: { ...PUBLIC_ADDRESSES, allowsLocalHttp: true } }),
  waits: [1, 1, 1, 1, 1],
  now: () => new Date(begun + (Date.now() - begun) * 600),
  log: (cause) => console.error(cause),
});
for (;;) {
  await dispatcher.round();
  await new Promise((resolve) => setTimeout(resolve, 5));
}
`;

let folder: string;
let receiver: ScriptedReceiver;
let child: ChildProcess | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  receiver = await scriptedReceiver();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

function startSender(): ChildProcess {
  const script = join(folder, 'sender.mjs');
  writeFileSync(script, SENDER);
  const args = [script, join(packageRoot, 'dist'), folder];
  child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return child;
}

async function kill(sender: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => sender.once('close', resolve));
  sender.kill('SIGKILL');
  await closed;
}

async function register(store: CoordinationStore): Promise<void> {
  const webhook = { department: 'finance', state: 'ACTIVE', registeredBy: 'x', from: 0, sealed: {} } as const;
  const event = { what: 'REGISTERED', by: 'x' } as const;
  await store.save(webhookCase('hook', null, { ...webhook, url: receiver.url }, event, new Date()));
}

async function happens(store: CoordinationStore, round: number): Promise<readonly string[]> {
  const abouts = Array.from({ length: NEWS }, (_, index) => `${round}-${index}`);
  for (const about of abouts) {
    const at = new Date().toISOString();
    const notices = [{ department: 'finance', what: 'TASK_OPENED', about }];
    const rest = { kind: 'listing', version: 1, openedAt: at, at, subjects: [], content: {}, event: {}, desks: [] };
    await store.save({ id: `case-${about}`, notices, ...rest });
  }
  return abouts;
}

test('a sender that is killed at any moment misses nothing, and sends again under the same id', async () => {
  const store = await openCoordination(undefined, folder);
  await register(store);
  const wanted: string[] = [];
  for (let round = 0; round < KILLS; round += 1) {
    const before = receiver.received.length;
    wanted.push(...(await happens(store, round)));
    const sender = startSender();
    await receiver.got(before + 1);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    await kill(sender);
  }
  const last = startSender();
  const idsOf = new Map<string, Set<string>>();
  const isAllThere = () => {
    for (const { body, headers } of receiver.received) {
      const { about } = JSON.parse(body).data;
      idsOf.set(about, (idsOf.get(about) ?? new Set()).add(String(headers['webhook-id'])));
    }
    return wanted.every((about) => idsOf.has(about));
  };
  const query = { kind: queueOf('hook'), department: 'finance', first: 1 } as const;
  const isLeft = async () => (await store.desk({ ...query, states: ['WAITING'] })).items.length > 0;
  while (!isAllThere() || (await isLeft())) await pause();
  await kill(last);
  for (const about of wanted) expect(idsOf.get(about)?.size).toBe(1);
  expect((await store.desk({ ...query, states: ['DEAD'] })).items).toEqual([]);
  await store.close();
}, 120_000);

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
