import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { engineLocations } from '../../storage/engine-locations.ts';
import { TOWN } from '../small-town.ts';
import { officer, type TestCoordination, TODAY, testCoordination } from './coordination-fixtures.ts';

const { locations, drop } = engineLocations('two_officers');

const TASKS = '{ jointTasks(first: 100) { nodes { id state } } }';
const ACCEPT = 'mutation ($id: ID!) { acceptTask(id: $id) { task { state } problems { code } } }';
const DECLINE = 'mutation ($id: ID!) { declineTask(id: $id, reason: "不涉及") { task { state } problems { code } } }';
const EXECUTE = `mutation ($id: ID!) {
  executeTask(id: $id, input: { on: "${TODAY}", documentNo: "1号", effect: "已办" }) { task { state } problems { code } }
}`;
const REVOKE = `mutation ($id: ID!, $version: Int!) {
  revokeListing(id: $id, version: $version, documentNo: "2号", reason: "撤销") { listing { state } problems { code } }
}`;
const LISTING = 'query ($id: ID!) { jointListing(id: $id) { version state tasks { state } timeline { what task } } }';

// biome-ignore lint/suspicious/noExplicitAny: payloads of several mutations
const payload = ({ data }: { data: any }) => Object.values(data)[0] as any;

describe.each(locations)('on %s', (_, location) => {
  let town: TestCoordination;
  beforeEach(async () => {
    town = await testCoordination(location);
  });
  afterEach(async () => {
    await town[Symbol.asyncDispose]();
    await drop();
  });

  test('of two officers who answer a task in two ways one does, and the other is told', async () => {
    const id = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near);
    const { nodes } = (await town.ask(officer('finance'), TASKS)).data.jointTasks;
    expect(nodes.length).toBeGreaterThan(0);
    for (const task of nodes) {
      const both = await Promise.all(
        [EXECUTE, DECLINE].map((step) => town.ask(officer('finance'), step, { id: task.id })),
      );
      const problems = both.map((told) => payload(told).problems.map(({ code }: { code: string }) => code));
      expect(problems.flat()).toEqual(['WRONG_STATUS']);
    }
    const { timeline } = (await town.ask(officer('market'), LISTING, { id })).data.jointListing;
    const told = timeline.filter(({ task }: { task: string | null }) => task !== null);
    expect(told).toHaveLength(nodes.length);
  });

  test('officers of many departments who answer their own tasks at once all do', async () => {
    const id = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near);
    const { items } = await town.cases.desk({ kind: 'task', first: 100 });
    expect(new Set(items.map(({ entry }) => entry.department)).size).toBeGreaterThanOrEqual(3);
    const answers = await Promise.all(
      items.map(({ entry }) => town.ask(officer(entry.department), ACCEPT, { id: `${id}/${entry.ref}` })),
    );
    for (const answer of answers) expect(payload(answer)).toEqual({ task: { state: 'ACCEPTED' }, problems: [] });
    const { version } = (await town.ask(officer('market'), LISTING, { id })).data.jointListing;
    expect(version).toBe(2 + items.length);
  });

  test('the same decision that is entered many times at once is one entry', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 8 }, () => {
        const input = {
          list: 'MARKET_SERIOUS_VIOLATION',
          subject: TOWN.near.id,
          documentNo: '7号',
          decidedOn: TODAY,
          reason: '事由',
          legalBasis: '依据',
        };
        const INITIATE = `mutation ($input: InitiateListingInput!) { initiateListing(input: $input) { listing { id } } }`;
        return town.ask(officer('market'), INITIATE, { input });
      }),
    );
    expect(new Set(numbers.map((told) => payload(told).listing.id)).size).toBe(1);
    expect((await town.cases.desk({ kind: 'listing', first: 10 })).items).toHaveLength(1);
  });

  test('whatever officers do at once, what they did fits together: no task is done after the entry was taken back', async () => {
    let number = 0;
    const step = fc.constantFrom(ACCEPT, EXECUTE, DECLINE, 'REVOKE');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(step, fc.nat()), { minLength: 2, maxLength: 8 }), async (steps) => {
        number += 1;
        const id = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near, { documentNo: `${number}号` });
        const tasks = ((await town.cases.case(id))?.desks ?? []).filter(({ kind }) => kind === 'task');
        await Promise.all(
          steps.map(([what, index]) => {
            if (what === 'REVOKE') return town.ask(officer('market'), REVOKE, { id, version: 2 });
            const task = tasks[index % tasks.length];
            return town.ask(officer(task?.department ?? ''), what, { id: `${id}/${task?.ref}` });
          }),
        );
        const listing = (await town.ask(officer('market'), LISTING, { id })).data.jointListing;
        const timeline: { what: string; task: string | null }[] = listing.timeline;
        expect(timeline).toHaveLength(listing.version);
        const revoked = timeline.findIndex(({ what }) => what === 'REVOKE');
        if (revoked !== -1) expect(revoked).toBe(timeline.length - 1);
        const answered = timeline.filter(({ what }) => what === 'TASK_EXECUTED' || what === 'TASK_NOT_APPLICABLE');
        expect(new Set(answered.map(({ task }) => task)).size).toBe(answered.length);
        if (listing.state === 'REVOKED') {
          for (const { state } of listing.tasks) expect(['ENDED', 'NOT_APPLICABLE']).toContain(state);
        }
      }),
      { numRuns: location === '' ? 25 : 8 },
    );
  }, 120_000);
});
