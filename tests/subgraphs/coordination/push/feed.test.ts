import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Passport } from '../../../../schema/access/passport.ts';
import { tellOfClock } from '../../../../subgraphs/_runtime/push/clock-notices.ts';
import { NOON } from '../../../harness/test-hub.ts';
import { engineLocations } from '../../../storage/engine-locations.ts';
import { TOWN } from '../../small-town.ts';
import { application, callerWith, officer, type TestCoordination, testCoordination } from '../coordination-fixtures.ts';

const { locations, drop } = engineLocations('push_feed');

afterAll(drop);

const FEED = `query ($after: String, $first: Int) {
  coordinationFeed(after: $after, first: $first) { nodes { id what about } pageInfo { hasNextPage endCursor } }
}`;

interface Node {
  readonly id: string;
  readonly what: string;
  readonly about: string;
}

interface Page {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describe.each(locations)('the feed of a department on %s', (_, location) => {
  let town: TestCoordination;
  beforeEach(async () => {
    town = await testCoordination(location);
  });
  afterEach(() => town[Symbol.asyncDispose]());

  const page = async (by: Passport, after: string | null = null, first = 100): Promise<Page> => {
    const told = await town.ask(by, FEED, { after, first });
    if (told.codes.length > 0) throw new Error(String(told.codes[0]));
    return told.data.coordinationFeed;
  };
  const finance = application('finance', 'joint-action');
  const nodesAfter = async (after: string) => (await page(finance, after)).nodes;

  test('tells tasks that are opened and ended, each by the id that its department asks with, and nothing about whom', async () => {
    const { endCursor: before } = (await page(finance)).pageInfo;
    const id = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near, { documentNo: `${location}1号` });
    const opened = await page(finance, before);
    expect(new Set(opened.nodes.map(({ what }) => what))).toEqual(new Set(['TASK_OPENED']));
    const tasks = `{ jointTasks(first: 100) { nodes { id listing { id } } } }`;
    const { nodes } = (await town.ask(finance, tasks)).data.jointTasks;
    const own = nodes.filter((task: { listing: { id: string } }) => task.listing.id === id);
    expect(opened.nodes.map(({ about }) => about)).toEqual(own.map((task: { id: string }) => task.id));
    const revoke = `mutation ($id: ID!) {
      revokeListing(id: $id, version: 2, documentNo: "2号", reason: "撤销") { problems { code } }
    }`;
    await town.ask(officer('market'), revoke, { id });
    const ended = await nodesAfter(opened.pageInfo.endCursor);
    expect(ended.map(({ what, about }) => [what, about])).toEqual(
      opened.nodes.map(({ about }) => ['TASK_ENDED', about]),
    );
  });

  test('tells the keeper of a list what becomes of its entries, and no department what is another one’s', async () => {
    const market = officer('market');
    const { endCursor: before } = (await page(market)).pageInfo;
    const bystander = (await page(officer('customs'))).pageInfo.endCursor;
    const id = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.far, { documentNo: `${location}2号` });
    const [task] = (
      await town.ask(finance, '{ jointTasks(first: 100) { nodes { id listing { id } } } }')
    ).data.jointTasks.nodes.filter((one: { listing: { id: string } }) => one.listing.id === id);
    await town.ask(finance, 'mutation ($id: ID!) { acceptTask(id: $id) { problems { code } } }', { id: task.id });
    const told = (await page(market, before)).nodes.map(({ what, about }) => [what, about]);
    expect(told.filter(([what]) => what === 'LISTING_CHANGED')).toEqual([
      ['LISTING_CHANGED', id],
      ['LISTING_CHANGED', id],
    ]);
    expect(told.at(-1)).toEqual(['TASK_ANSWERED', task.id]);
    const { nodes, pageInfo } = await page(officer('customs'), bystander);
    expect(nodes).toEqual([]);
    expect((await page(officer('customs'), pageInfo.endCursor)).pageInfo.endCursor).toBe(pageInfo.endCursor);
  });

  test('misses nothing and gives everything once, whatever the pages', async () => {
    for (const number of [3, 4, 5]) {
      await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near, { documentNo: `${location}${number}号` });
    }
    const all = (await page(finance, null, 500)).nodes;
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
        const seen: Node[] = [];
        let after: string | null = null;
        for (let at = 0; ; at += 1) {
          const size = sizes[at % sizes.length] ?? 1;
          const { nodes, pageInfo } = await page(finance, after, size);
          expect(nodes.length).toBeLessThanOrEqual(size);
          seen.push(...nodes);
          after = pageInfo.endCursor;
          if (!pageInfo.hasNextPage) break;
        }
        expect(seen).toEqual(all);
      }),
      { numRuns: 8 },
    );
  });

  test('tells once that a limit is over, on the day after it, whoever looks and however often', async () => {
    const id = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near, { documentNo: `${location}6号` });
    const { endCursor } = (await page(finance)).pageInfo;
    await Promise.all([tellOfClock(town.cases, NOON), tellOfClock(town.cases, NOON)]);
    const mine = async () => (await nodesAfter(endCursor)).filter(({ about }) => about.startsWith(id));
    expect(await mine()).toEqual([]);
    const later = new Date('2026-11-06T04:00:00Z');
    await Promise.all([tellOfClock(town.cases, later), tellOfClock(town.cases, later)]);
    await tellOfClock(town.cases, later);
    const late = await mine();
    expect(new Set(late.map(({ what }) => what))).toEqual(new Set(['TASK_OVERDUE']));
    expect(new Set(late.map(({ about }) => about)).size).toBe(late.length);
    const afterTerm = new Date('2029-10-21T04:00:00Z');
    await tellOfClock(town.cases, afterTerm);
    const ended = (await mine()).filter(({ what }) => what === 'TASK_ENDED');
    expect(ended.map(({ about }) => about).sort()).toEqual(late.map(({ about }) => about).sort());
  });
});

test('a department is told of a check, and of a measure to lift, whose limit is over', async () => {
  await using town = await testCoordination();
  const at = NOON.toISOString();
  const entry = { department: 'finance', dueOn: '2026-11-04', openUntil: null, since: at };
  const desks = [
    { ...entry, ref: 'T001', kind: 'task', state: 'TO_LIFT' },
    { ...entry, ref: 'check', kind: 'check', state: 'OPEN' },
    { ...entry, ref: 'done', kind: 'check', state: 'FED_BACK' },
  ];
  const rest = { kind: 'other', version: 1, openedAt: at, at, subjects: [], content: {}, event: {} };
  await town.cases.save({ id: 'case', ...rest, desks });
  const told = async () => {
    const { nodes } = (await town.ask(officer('finance'), FEED)).data.coordinationFeed as Page;
    return nodes.map(({ what, about }) => [what, about]);
  };
  await tellOfClock(town.cases, new Date('2026-11-04T04:00:00Z'));
  expect(await told()).toEqual([]);
  await tellOfClock(town.cases, new Date('2026-11-05T04:00:00Z'));
  await tellOfClock(town.cases, new Date('2026-11-06T04:00:00Z'));
  expect(await told()).toEqual([
    ['TASK_OVERDUE', 'case/T001'],
    ['CHECK_OVERDUE', 'case'],
  ]);
});

describe('a cursor of the feed', () => {
  let town: TestCoordination;
  beforeEach(async () => {
    town = await testCoordination();
  });
  afterEach(() => town[Symbol.asyncDispose]());

  const codes = async (by: Passport, after: string) => (await town.ask(by, FEED, { after })).codes;

  test('is refused where it was made up, is another caller’s, or from before a backup was restored', async () => {
    const market = officer('market');
    const { endCursor } = (await town.ask(market, FEED)).data.coordinationFeed.pageInfo;
    expect(await codes(market, endCursor)).toEqual([]);
    expect(await codes(market, 'made up')).toEqual(['INVALID_CURSOR']);
    expect(await codes(officer('finance'), endCursor)).toEqual(['CURSOR_FOREIGN']);
    expect(await codes(application('market', 'joint-action'), endCursor)).toEqual(['CURSOR_FOREIGN']);
    await town.store.beginEpoch();
    expect(await codes(market, endCursor)).toEqual(['CURSOR_STALE']);
  });

  test('is given to nobody who works for no department', async () => {
    for (const kind of ['platform', 'auditor', 'operator', 'agency', 'subject'] as const) {
      const nobody = callerWith({ kind, id: kind, department: null, subject: null }, 'joint-action');
      expect((await town.ask(nobody, FEED)).data).toEqual({ coordinationFeed: null });
    }
  });
});
