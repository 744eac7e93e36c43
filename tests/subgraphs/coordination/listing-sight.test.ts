import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller, Passport } from '../../../schema/access/passport.ts';
import { TOWN } from '../small-town.ts';
import {
  application,
  callerWith,
  officer,
  PERSONS,
  type TestCoordination,
  TODAY,
  testCoordination,
} from './coordination-fixtures.ts';

let town: TestCoordination;
beforeEach(async () => {
  town = await testCoordination();
});
afterEach(() => town[Symbol.asyncDispose]());

const of = (kind: Caller['kind'], subject: string | null = null) =>
  callerWith({ kind, id: `${kind}:x`, department: null, subject }, 'joint-action');

const LISTING = `query ($id: ID!) {
  jointListing(id: $id) { state responsiblePersons { id } tasks { department { code } } timeline { what by } }
}`;

/** What a caller sees of the entry, in a word. */
async function sight(id: string, by: Passport): Promise<string> {
  const told = await town.ask(by, LISTING, { id });
  const { jointListing: listing } = told.data;
  if (listing === null) {
    expect(told.subjects).toEqual([]);
    return 'nothing';
  }
  const departments = new Set(listing.tasks.map((task: { department: { code: string } }) => task.department.code));
  if (listing.responsiblePersons !== null) return listing.timeline[0].by === null ? 'wrong' : 'all';
  if (listing.timeline !== null) {
    const isNamed = listing.timeline.some(({ by: who }: { by: string | null }) => who !== null);
    return isNamed || departments.size > 0 ? 'wrong' : 'own';
  }
  return departments.size === 0 ? 'entry' : [...departments].join();
}

describe('an entry of a company', () => {
  const INITIATE = `mutation ($input: InitiateListingInput!) { initiateListing(input: $input) { listing { id } } }`;

  test('that is not in effect is seen by its keeper, by who is to be entered, and by auditors', async () => {
    const input = {
      list: 'MARKET_SERIOUS_VIOLATION',
      subject: TOWN.near.id,
      documentNo: '7号',
      decidedOn: TODAY,
      reason: '事由',
      legalBasis: '依据',
    };
    const { id } = (await town.ask(officer('market'), INITIATE, { input })).data.initiateListing.listing;
    expect(await sight(id, officer('market'))).toBe('all');
    expect(await sight(id, application('market', 'joint-action'))).toBe('all');
    expect(await sight(id, of('auditor'))).toBe('all');
    expect(await sight(id, of('subject', TOWN.near.id))).toBe('own');
    for (const by of [officer('finance'), of('subject', TOWN.far.id), of('platform'), of('operator'), of('agency')]) {
      expect(await sight(id, by)).toBe('nothing');
    }
  });

  test('that is in effect is seen by all, its tasks by whose they are; once it is taken back only by those', async () => {
    const id = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near);
    expect(await sight(id, officer('finance'))).toBe('finance');
    expect(await sight(id, officer('education'))).toBe('entry');
    expect(await sight(id, of('platform'))).toBe('entry');
    expect(await sight(id, of('subject', TOWN.far.id))).toBe('nothing');
    const REVOKE = `mutation ($id: ID!) {
      revokeListing(id: $id, version: 2, documentNo: "2号", reason: "撤销") { problems { code } }
    }`;
    expect((await town.ask(officer('market'), REVOKE, { id })).data.revokeListing.problems).toEqual([]);
    expect(await sight(id, officer('finance'))).toBe('finance');
    expect(await sight(id, officer('education'))).toBe('nothing');
    expect(await sight(id, of('subject', TOWN.near.id))).toBe('own');
  });
});

test('an entry of a natural person is seen by whose right it is, and departments with tasks upon it', async () => {
  const id = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.person);
  expect(await sight(id, officer('market'))).toBe('all');
  expect(await sight(id, officer('education'))).toBe('nothing');
  expect(await sight(id, application('education', 'joint-action', PERSONS))).toBe('entry');
  expect(await sight(id, of('subject', TOWN.person.id))).toBe('own');
  expect(await sight(id, officer('emergency'))).toBe('emergency');
  expect(await sight(id, of('platform'))).toBe('nothing');
});

describe('what is coordinated about a subject', () => {
  const SUBJECT = `query ($of: [_Any!]!) {
    _entities(representations: $of) {
      ... on CreditSubject { listings { id } measuresInForce { measure { code } } incentives { code } }
    }
  }`;
  const about = async (id: string, by: Passport) => {
    const told = await town.ask(by, SUBJECT, { of: [{ __typename: 'CreditSubject', id }] });
    return { ...told.data._entities[0], subjects: told.subjects };
  };

  test('is what the caller may see, and measures and incentives only where it may know all', async () => {
    const id = await town.listed('WAGE_ARREARS', 'human-resources', TOWN.person);
    const seen = await about(TOWN.person.id, application('finance', 'procurement-review', PERSONS));
    expect(seen).toMatchObject({ listings: [{ id }], incentives: [], subjects: [TOWN.person.id] });
    expect(seen.measuresInForce.map(({ measure }: { measure: { code: string } }) => measure.code)).toContain('A06');
    const denied = await about(TOWN.person.id, application('education', 'joint-action'));
    expect(denied).toEqual({ listings: [], measuresInForce: null, incentives: null, subjects: [] });
  });

  test('is nothing to the public', async () => {
    const nobody = { ...of('anonymous'), rights: { authenticated: false, grants: [] } } as const;
    await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near);
    expect(await about(TOWN.near.id, nobody)).toEqual({
      listings: null,
      measuresInForce: null,
      incentives: null,
      subjects: [],
    });
  });
});
