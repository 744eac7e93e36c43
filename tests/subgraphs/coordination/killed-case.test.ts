import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { HubError } from '../../../schema/errors.ts';
import { packageRoot } from '../../../schema/package-root.ts';
import type { HubStore } from '../../../storage/port.ts';
import { settleAll } from '../../../subgraphs/coordination/settle-case.ts';
import { NOON } from '../../harness/test-hub.ts';
import { TOWN } from '../small-town.ts';
import { officer, type TestCoordination, testCoordination } from './coordination-fixtures.ts';
import { ACCEPT, APPLY, APPROVE, application, payload, self } from './repair-fixtures.ts';

let town: TestCoordination;
beforeEach(async () => {
  town = await testCoordination();
});
afterEach(() => town[Symbol.asyncDispose]());

/** A hub's process that carries out a case, and is killed at the given write: before it is made, or when it was. */
const CHILD = `
const [, , dist, folder, id, call, when] = process.argv;
const { keyedAdapter } = await import(dist + '/cli/open-store.js');
const { openCoordination } = await import(dist + '/storage/coordination/open-coordination.js');
const { openTrail } = await import(dist + '/storage/audit/open-trail.js');
const { loadSubgraphs } = await import(dist + '/subgraphs/_runtime/load-subgraphs.js');
const { exchangedItems } = await import(dist + '/subgraphs/_runtime/exchange.js');
const { settleCase } = await import(dist + '/subgraphs/coordination/settle-case.js');
const store = await (await keyedAdapter({ data: folder }, false)).adapter.open();
const cases = await openCoordination(undefined, folder);
let calls = 0;
const killing = (port, name) => {
  const make = port[name].bind(port);
  port[name] = async (...args) => {
    calls += 1;
    if (calls === Number(call) && when === 'before') process.kill(process.pid, 'SIGKILL');
    const made = await make(...args);
    if (calls === Number(call)) process.kill(process.pid, 'SIGKILL');
    return made;
  };
};
killing(store, 'write');
killing(cases, 'save');
const coordination = { store: cases, items: exchangedItems(await loadSubgraphs()) };
const audit = await openTrail(undefined, folder);
await settleCase(id, { store, coordination, audit, exchange: null }, new Date('${NOON.toISOString()}'));
`;

function killedAt(id: string, call: number, when: 'before' | 'after'): Promise<NodeJS.Signals | null> {
  const script = join(town.folder, 'child.mjs');
  writeFileSync(script, CHILD);
  const args = [script, join(packageRoot, 'dist'), town.folder, id, String(call), when];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)));
}

/** A repair that is decided, and of which nothing is carried out. */
async function decidedRepair(documentNo: string) {
  const decided = { documentNo, decidedOn: '2025-10-20' };
  const listing = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near, decided);
  const record = await town.recorded('MarketSeriousViolation', 'MARKET_SERIOUS_VIOLATION', TOWN.near, {
    documentNo,
    decisionDate: '2025-10-20',
  });
  const { repair } = payload(await town.ask(self(TOWN.near), APPLY, application({ listing })));
  const accepted = payload(await town.ask(officer('market'), ACCEPT, repair)).repair;
  const away: HubStore = new Proxy(town.store, {
    get: (store, name) => {
      if (name === 'write') return () => Promise.reject(new HubError('STORE_UNAVAILABLE'));
      const value: unknown = Reflect.get(store, name);
      return typeof value === 'function' ? value.bind(store) : value;
    },
  });
  const told = payload(await town.ask(officer('market'), APPROVE, accepted, undefined, away));
  expect(told.repair.state).toBe('APPROVED');
  return { listing, record, id: repair.id as string };
}

test('a repair is carried out whole by the next process, between whichever two steps the last one was killed', async () => {
  const writes = ['record', 'event', 'entry', 'event', 'telling'];
  for (const [index] of writes.entries()) {
    for (const when of ['before', 'after'] as const) {
      const { listing, record, id } = await decidedRepair(`贺市监列字〔2025〕${index}${when === 'after' ? 1 : 0}号`);
      expect(await killedAt(id, index + 1, when)).toBe('SIGKILL');
      await settleAll(town.work, NOON, (cause) => expect(cause).toBeUndefined());
      const timeline = await town.cases.timeline(id);
      expect(timeline.map(({ event }) => (event as { what: string }).what)).toEqual([
        'SUBMITTED',
        'ACCEPTED',
        'APPROVED',
        'REPAIR_RECORD',
        'REPAIR_LISTING',
        'TELL',
      ]);
      const versions = await town.store.recordVersions('MarketSeriousViolation', record);
      expect(versions.map(({ state }) => state)).toEqual(['EFFECTIVE', 'REPAIRED']);
      expect((await town.cases.timeline(listing)).map(({ event }) => (event as { what: string }).what)).toEqual([
        'NOTIFIED',
        'MAKE_EFFECTIVE',
        'REPAIR',
      ]);
      const { items } = await town.cases.desk({ kind: 'notice', department: 'finance', first: 100 });
      expect(items.filter(({ case: held }) => held.id === id)).toHaveLength(1);
    }
  }
}, 240_000);
