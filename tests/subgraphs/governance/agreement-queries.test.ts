import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../schema/access/passport.ts';
import type { AuditTrail } from '../../../storage/audit/port.ts';
import { agreement, application } from '../../storage/governance/governance-fixtures.ts';
import {
  AGENCY,
  APPROVAL,
  AUDITOR,
  COURT_OFFICER,
  type GovernanceBench,
  governanceBench,
  OPERATOR,
  OTHER_APPLICATION,
  PLATFORM,
  PUBLIC,
  SUBJECT,
  TAX_OFFICER,
} from './governance-fixtures.ts';

const { request } = agreement();
const TERMS = {
  clear: request.scopes,
  masked: [],
  purposes: request.purposes,
  kinds: request.kinds,
  areas: request.areas,
  validFrom: request.validFrom,
  validTo: request.validTo,
  quotaPerDay: request.quotaPerDay,
};

const DAYS = { validFrom: '2026-01-01', validTo: '2027-11-01' };

/** An agreement that was approved at the instant. */
function activeSince(id: string, at: string, days: Partial<typeof DAYS> = {}) {
  const history = [
    { at, by: APPROVAL.id, what: 'REQUESTED', reason: null },
    { at, by: TAX_OFFICER.id, what: 'APPROVED', reason: null },
  ] as const;
  return agreement({ id, status: 'ACTIVE', terms: { ...TERMS, ...DAYS, ...days }, history });
}

let bench: GovernanceBench;
let figuresAsked: unknown[];
beforeEach(async () => {
  figuresAsked = [];
  const figures: AuditTrail['figures'] = async (by, since) => {
    figuresAsked.push([by, since]);
    return [{ key: 'used', requests: 3, subjects: 3, lastAt: '2026-11-01T00:00:00.000Z' }];
  };
  // cast: nothing else is asked of the trail
  bench = await governanceBench({ figures } as AuditTrail);
  await bench.store.saveApplication(application());
  await bench.store.saveApplication(application({ id: OTHER_APPLICATION.id, department: 'finance' }));
  await bench.store.saveAgreement(agreement({ id: 'new', at: '2026-11-02T01:00:00.000Z' }));
  await bench.store.saveAgreement(agreement({ id: 'late', at: '2026-10-01T01:00:00.000Z', decideBy: '2026-10-23' }));
  await bench.store.saveAgreement(activeSince('over', '2026-01-05T01:00:00.000Z', { validTo: '2026-11-01' }));
  await bench.store.saveAgreement(activeSince('used', '2026-01-04T01:00:00.000Z'));
  await bench.store.saveAgreement(activeSince('unused', '2026-01-03T01:00:00.000Z'));
  await bench.store.saveAgreement(activeSince('young', '2026-10-30T01:00:00.000Z'));
});
afterEach(async () => {
  await bench[Symbol.asyncDispose]();
});

const ALL = ['new', 'young', 'late', 'over', 'used', 'unused'];
const EVERYBODY: [string, Caller, { readonly agreements: boolean; readonly applications: 'all' | 'own' | 'none' }][] = [
  ['its application', APPROVAL, { agreements: true, applications: 'own' }],
  ['an officer of the provider', TAX_OFFICER, { agreements: true, applications: 'all' }],
  ['an officer of another department', COURT_OFFICER, { agreements: false, applications: 'all' }],
  ['an auditor', AUDITOR, { agreements: true, applications: 'all' }],
  ['an operator', OPERATOR, { agreements: true, applications: 'all' }],
  ['another application', OTHER_APPLICATION, { agreements: false, applications: 'none' }],
  ['a platform', PLATFORM, { agreements: false, applications: 'none' }],
  ['an agency', AGENCY, { agreements: false, applications: 'none' }],
  ['a subject', SUBJECT, { agreements: false, applications: 'none' }],
  [
    'a person with the id of the application',
    { ...SUBJECT, id: APPROVAL.id },
    { agreements: false, applications: 'none' },
  ],
];

describe.each(EVERYBODY)('%s', (_, as, sees) => {
  test(`sees ${sees.agreements ? 'the' : 'no'} agreements`, async () => {
    const query = `{ agreement(id: "new") { id } unknown: agreement(id: "none") { id } agreements { nodes { id } } }`;
    const { data, codes } = await bench.ask(query, { as });
    expect(codes).toEqual([]);
    expect(data.agreement).toEqual(sees.agreements ? { id: 'new' } : data.unknown);
    expect(data.unknown).toBeNull();
    expect(data.agreements.nodes.map(({ id }: { id: string }) => id)).toEqual(sees.agreements ? ALL : []);
  });

  test(`sees applications: ${sees.applications}`, async () => {
    const query = `{ application(id: "app:approval") { id } unknown: application(id: "app:x") { id } applications { id } }`;
    const { data, codes } = await bench.ask(query, { as });
    expect(codes).toEqual([]);
    expect(data.application).toEqual(sees.applications === 'none' ? data.unknown : { id: 'app:approval' });
    const all = [{ id: 'app:approval' }, { id: 'app:finance' }];
    expect(data.applications).toEqual(sees.applications === 'all' ? all : null);
  });
});

test('the public, and who does not say what for, see nothing', async () => {
  const query = `{
    agreement(id: "new") { id } agreements { nodes { id } } application(id: "app:approval") { id } applications { id }
    unusedAgreements { id }
  }`;
  const nothing = {
    agreement: null,
    agreements: null,
    application: null,
    applications: null,
    unusedAgreements: null,
  };
  expect((await bench.ask(query, { as: PUBLIC })).data).toEqual(nothing);
  const rights = { authenticated: false, grants: [] };
  expect((await bench.ask(query, { as: AUDITOR, rights })).data).toEqual(nothing);
});

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describe('lists of agreements', () => {
  const ids = async (args: string, now?: Date) => {
    const query = `{ agreements${args} { nodes { id } } }`;
    const { data } = await bench.ask(query, { as: AUDITOR, ...(now === undefined ? {} : { now }) });
    return data.agreements.nodes.map(({ id }: { id: string }) => id);
  };

  test('are narrowed by provider, consumer, state of today and lateness', async () => {
    expect(await ids('(provider: "tax", consumer: "app:approval")')).toEqual(ALL);
    expect(await ids('(provider: "court")')).toEqual([]);
    expect(await ids('(consumer: "app:finance")')).toEqual([]);
    expect(await ids('(status: [EXPIRED])')).toEqual(['over']);
    expect(await ids('(status: [ACTIVE, REQUESTED])')).toEqual(['new', 'young', 'late', 'used', 'unused']);
    expect(await ids('(status: [])')).toEqual([]);
    expect(await ids('(overdue: true)')).toEqual(['late']);
  });

  test('call approved, and not active, what begins later, until its first day in the city', async () => {
    await bench.store.saveAgreement(activeSince('coming', '2026-01-02T01:00:00.000Z', { validFrom: '2026-11-03' }));
    const before = new Date('2026-11-02T15:59:59.000Z');
    const after = new Date('2026-11-02T16:00:00.000Z');
    expect(await ids('(status: [APPROVED])', before)).toEqual(['coming']);
    expect(await ids('(status: [ACTIVE])', before)).not.toContain('coming');
    expect(await ids('(status: [APPROVED])', after)).toEqual([]);
    expect(await ids('(status: [ACTIVE])', after)).toContain('coming');
    const { data } = await bench.ask('{ agreement(id: "coming") { status } }', { as: TAX_OFFICER });
    expect(data.agreement).toEqual({ status: 'APPROVED' });
  });

  test('hold what is so today in the city, where the day begins eight hours before that of UTC', async () => {
    expect(await ids('(status: [EXPIRED])', new Date('2026-11-01T15:59:59.000Z'))).toEqual([]);
    expect(await ids('(status: [EXPIRED])', new Date('2026-11-01T16:00:00.000Z'))).toEqual(['over']);
  });

  test('come in pages, also when an agreement is added meanwhile', async () => {
    const page = async (after: string | null) => {
      const query = `query ($after: String) { agreements(first: 2, after: $after) {
        nodes { id } pageInfo { hasNextPage endCursor }
      } }`;
      const { data } = await bench.ask(query, { as: AUDITOR, variables: { after } });
      const { nodes, pageInfo } = data.agreements;
      return { ids: nodes.map(({ id }: { id: string }) => id), ...pageInfo };
    };
    const first = await page(null);
    await bench.store.saveAgreement(agreement({ id: 'newest', at: '2026-11-02T02:00:00.000Z' }));
    const second = await page(first.endCursor);
    const third = await page(second.endCursor);
    expect([...first.ids, ...second.ids, ...third.ids]).toEqual(ALL);
    expect([first.hasNextPage, second.hasNextPage, third.hasNextPage]).toEqual([true, true, false]);
    const end = await page(third.endCursor);
    expect(end).toEqual({ ids: [], hasNextPage: false, endCursor: third.endCursor });
  });

  test('come in pages of those that are in a state today, however they are stored', async () => {
    const paged: string[] = [];
    for (let after: string | null = null, hasNextPage = true; hasNextPage; ) {
      const query = `query ($after: String) { agreements(status: [ACTIVE], first: 1, after: $after) {
        nodes { id status } pageInfo { hasNextPage endCursor }
      } }`;
      const { data }: { data: { agreements: Page } } = await bench.ask(query, { as: AUDITOR, variables: { after } });
      const { nodes, pageInfo } = data.agreements;
      expect(nodes).toMatchObject([{ status: 'ACTIVE' }]);
      paged.push(...nodes.map(({ id }) => id));
      ({ endCursor: after, hasNextPage } = pageInfo);
    }
    // "over" is stored as active, and lies between them.
    expect(paged).toEqual(['young', 'used', 'unused']);
    expect((await bench.store.agreement('over'))?.status).toBe('ACTIVE');
  });

  test.each(['x', 'WzEsMl0', 'e30'])('refuse a cursor of somebody else: %s', async (cursor) => {
    const { data, codes } = await bench.ask(`{ agreements(after: "${cursor}") { nodes { id } } }`, { as: AUDITOR });
    expect([data.agreements, codes]).toEqual([null, ['INVALID_CURSOR']]);
  });
});

describe('agreements that nobody uses', () => {
  const unused = async (as: Caller, args = '') =>
    (await bench.ask(`{ unusedAgreements${args} { id } }`, { as })).data.unusedAgreements;

  test('are active ones, long enough, without a request: for officers of the provider and auditors', async () => {
    expect(await unused(TAX_OFFICER)).toEqual([{ id: 'unused' }]);
    expect(await unused(AUDITOR)).toEqual([{ id: 'unused' }]);
    expect(figuresAsked[0]).toEqual(['agreement', '2026-08-04T04:00:00.000Z']);
    expect(await unused(COURT_OFFICER)).toEqual([]);
    for (const as of [APPROVAL, OPERATOR, SUBJECT, PLATFORM]) expect(await unused(as)).toBeNull();
  });

  test('are none that have not been in force so long, however long ago they were approved', async () => {
    const at = '2026-01-02T01:00:00.000Z';
    await bench.store.saveAgreement(activeSince('coming', at, { validFrom: '2026-11-03' }));
    await bench.store.saveAgreement(activeSince('begun', at, { validFrom: '2026-11-01' }));
    expect(await unused(AUDITOR)).toEqual([{ id: 'unused' }]);
    expect(await unused(AUDITOR, '(sinceDays: 1)')).toContainEqual({ id: 'begun' });
  });

  test('are asked for a number of days', async () => {
    expect(await unused(AUDITOR, '(sinceDays: 2)')).toEqual([{ id: 'young' }, { id: 'unused' }]);
    for (const days of [0, -1, 3_651]) {
      const { codes } = await bench.ask(`{ unusedAgreements(sinceDays: ${days}) { id } }`, { as: AUDITOR });
      expect(codes).toEqual(['INVALID_ARGUMENT']);
    }
  });
});
