import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Passport } from '../../../schema/access/passport.ts';
import { TOWN } from '../small-town.ts';
import {
  application as app,
  callerWith,
  officer,
  type TestCoordination,
  TODAY,
  testCoordination,
} from './coordination-fixtures.ts';
import {
  ACCEPT,
  APPLY,
  APPROVE,
  application,
  PENALTY_ITEM,
  payload,
  penalised,
  read,
  self,
} from './repair-fixtures.ts';

let town: TestCoordination;
beforeEach(async () => {
  town = await testCoordination();
});
afterEach(() => town[Symbol.asyncDispose]());

const OBJECTION = `objection {
  id version state via dueOn isBeingCarriedOut corrections { field value }
  timeline { what by } told { department { code } other notice }
} problems { code field message }`;

const FILE = `mutation ($target: CreditTargetInput!) { fileObjection(target: $target, grounds: "并非我单位所为") { ${OBJECTION} } }`;

const step = (name: string, more = '') =>
  `mutation ($id: ID!, $version: Int!) { ${name}(id: $id, version: $version ${more}) { ${OBJECTION} } }`;

const DECISION = 'documentNo: "贺市监异〔2026〕1号" reason: "经核查"';
const TAKE_ON = step('acceptObjection');
const DECLINE = step('declineObjection', 'reason: "不属于受理范围"');
const REJECT = step('rejectObjection', DECISION);
const WITHDRAW = step('withdrawUponObjection', DECISION);
const correct = (corrections: string) => step('correctUponObjection', `${DECISION} corrections: [${corrections}]`);

async function done(by: Passport, query: string, variables: object, on?: string) {
  const told = await town.ask(by, query, variables, on);
  const { problems, ...rest } = payload(told);
  expect([told.codes, problems]).toEqual([[], []]);
  return rest.objection;
}

const refusal = async (by: Passport, query: string, variables: object) =>
  payload(await town.ask(by, query, variables)).problems.map(
    ({ code, field }: { code: string; field: string | null }) => `${code} ${field}`,
  );

const penalty = (content = {}) => penalised(town, TOWN.near, ['CONFISCATION_OF_GAINS'], content);
const target = (record: string) => ({ target: { item: PENALTY_ITEM, record } });
const filed = (record: string, on?: string) => done(self(TOWN.near), FILE, target(record), on);
const taken = async (record: string) => done(officer('market'), TAKE_ON, await filed(record));
const kept = async (id: string) => (await town.store.recordsById('MarketPenalty', [id])).get(id);

const journal = async () =>
  (await town.store.journal('market', 0, 20)).map(({ operation, reason }) => `${operation} ${reason}`);

describe('an objection', () => {
  test('is filed by the subject, or for it by officers who decided or of the credit office; to others there is none', async () => {
    const record = await penalty();
    const agency = callerWith({ kind: 'agency', id: 'agency:x', department: null, subject: null }, 'joint-action');
    for (const by of [self(TOWN.far), officer('tax'), app('market', 'joint-action'), agency]) {
      const told = await town.ask(by, FILE, target(record));
      expect(payload(told).problems).toMatchObject([{ code: 'NOT_FOUND', field: 'target' }]);
      expect(told.subjects).toEqual([]);
      expect((await town.ask(by, FILE, target('none'))).data).toEqual(told.data);
    }
    const objection = await filed(record);
    expect(objection).toMatchObject({ state: 'FILED', dueOn: '2026-11-03' });
    expect((await kept(record))?.state).toBe('EFFECTIVE');
    expect(await refusal(self(TOWN.near), FILE, target(record))).toEqual(['WRONG_STATUS null']);
  });

  test('may be about any record of the subject, and one of another item than was said is none', async () => {
    const record = await penalty();
    const wrong = { target: { item: 'market.administrative-permit', record } };
    expect(await refusal(self(TOWN.near), FILE, wrong)).toEqual(['NOT_FOUND target']);
    expect(await refusal(self(TOWN.near), FILE, { target: { item: PENALTY_ITEM } })).toEqual(['NOT_FOUND target']);
    expect(await refusal(self(TOWN.near), FILE, { target: { item: PENALTY_ITEM, record, listing: 'x' } })).toEqual([
      'NOT_FOUND target',
    ]);
  });

  test('is verified within three working days where it was put before who decided, and seven where it was handed over', async () => {
    // Told on Fri 13 February 2026: Sat 14 is worked, 15 to 23 are holidays, Sat 28 is worked.
    const one = await penalty({ decisionDate: '2026-01-05', documentNo: '1号' });
    const first = await filed(one, '2026-02-13');
    expect(first.dueOn).toBe('2026-02-14');
    expect((await done(officer('market'), TAKE_ON, first, '2026-02-14')).dueOn).toBe('2026-02-26');
    const two = await penalty({ decisionDate: '2026-01-05', documentNo: '2号' });
    const handed = await done(officer('development-reform'), TAKE_ON, await filed(two, '2026-02-13'), '2026-02-14');
    expect([handed.via, handed.dueOn]).toEqual(['CREDIT_OFFICE', '2026-03-03']);
  });

  test('is nobody’s to decide but the officers’ who decided', async () => {
    const objection = await filed(await penalty());
    expect(await refusal(self(TOWN.near), TAKE_ON, objection)).toEqual(['NOT_ALLOWED null']);
    expect(await refusal(app('market', 'joint-action'), TAKE_ON, objection)).toEqual(['NOT_ALLOWED null']);
    expect(await refusal(officer('tax'), TAKE_ON, objection)).toEqual(['NOT_FOUND id']);
    const marked = await done(officer('development-reform'), TAKE_ON, objection);
    expect(await refusal(officer('development-reform'), REJECT, marked)).toEqual(['NOT_ALLOWED null']);
    expect(await refusal(self(TOWN.near), correct('{ field: "noSuchField" }'), marked)).toEqual(['NOT_ALLOWED null']);
    expect(await refusal(officer('market'), REJECT, objection)).toEqual(['CONFLICT version']);
  });
});

describe('what is disputed', () => {
  test('is marked wherever it is read, and the journal says so', async () => {
    const record = await penalty();
    const objection = await taken(record);
    expect(objection).toMatchObject({ state: 'ACCEPTED', isBeingCarriedOut: false });
    expect((await kept(record))?.state).toBe('UNDER_OBJECTION');
    expect(await journal()).toEqual(['UPSERT REPORTED', 'UPSERT OBJECTION']);
  });

  test('is as it was before once the objection is rejected', async () => {
    const record = await penalty();
    const before = await kept(record);
    const rejected = await done(officer('market'), REJECT, await taken(record));
    expect([rejected.state, rejected.told]).toEqual(['REJECTED', []]);
    const after = await kept(record);
    expect(after?.contentHash).toBe(before?.contentHash);
    expect(await journal()).toEqual(['UPSERT REPORTED', 'UPSERT OBJECTION', 'UPSERT OBJECTION']);
    expect((await filed(record)).id).not.toBe(rejected.id);
  });

  test('is not repaired meanwhile, whether or not its repair was applied for', async () => {
    const record = await penalty();
    const { repair } = payload(await town.ask(self(TOWN.near), APPLY, application(target(record).target)));
    const accepted = payload(await town.ask(officer('market'), ACCEPT, repair)).repair;
    const objection = await taken(record);
    expect(await refusal(officer('market'), APPROVE, accepted)).toEqual(['WRONG_STATUS null']);
    await done(officer('market'), REJECT, objection);
    expect(await refusal(officer('market'), APPROVE, accepted)).toEqual([]);
    expect((await kept(record))?.state).toBe('REPAIRED');
    expect(await refusal(self(TOWN.near), FILE, target(record))).toEqual(['WRONG_STATUS null']);
  });

  test('blocks nothing, whether it is the entry or the report of the same decision', async () => {
    const documentNo = '贺法失信〔2026〕9号';
    const listing = await town.listed('JUDGMENT_DEBTOR', 'court', TOWN.near, { documentNo });
    const CHECK = `mutation ($subject: ID!) {
      creditCheck(subject: $subject, powerItem: "PROCUREMENT_SUPPLIER_REVIEW", caseNo: "1号") { check { verdict } problems { code } }
    }`;
    const verdict = async () =>
      payload(await town.ask(app('finance', 'procurement-review'), CHECK, { subject: TOWN.near.id })).check.verdict;
    expect(await verdict()).toBe('BLOCK');
    const objection = await done(self(TOWN.near), FILE, { target: { listing } });
    expect(await verdict()).toBe('BLOCK');
    const marked = await done(officer('court'), TAKE_ON, objection);
    expect(await verdict()).not.toBe('BLOCK');
    await done(officer('court'), REJECT, marked);
    expect(await verdict()).toBe('BLOCK');
  });

  test('of which the subject was only told is marked at once, and does not take effect', async () => {
    const INITIATE = `mutation ($input: InitiateListingInput!) { initiateListing(input: $input) { listing { id } } }`;
    const input = {
      list: 'MARKET_SERIOUS_VIOLATION',
      subject: TOWN.near.id,
      documentNo: '7号',
      decidedOn: TODAY,
      reason: '事由',
      legalBasis: '依据',
    };
    const { id } = payload(await town.ask(officer('market'), INITIATE, { input })).listing;
    const objection = await done(self(TOWN.near), FILE, { target: { listing: id } });
    expect(objection.timeline.map(({ what }: { what: string }) => what)).toEqual(['FILED', 'MARK_LISTING']);
    const EFFECT = 'mutation ($id: ID!) { makeListingEffective(id: $id, version: 2) { problems { code field } } }';
    const late = payload(await town.ask(officer('market'), EFFECT, { id }, '2026-11-20'));
    expect(late.problems).toEqual([{ code: 'WRONG_STATUS', field: null }]);
    await done(officer('market'), DECLINE, objection);
    const LISTING = 'query ($id: ID!) { jointListing(id: $id) { underObjection timeline { what } } }';
    const entry = (await town.ask(officer('market'), LISTING, { id })).data.jointListing;
    expect(entry.underObjection).toBe(false);
    expect(entry.timeline.map(({ what }: { what: string }) => what)).toEqual([
      'NOTIFIED',
      'MARK_OBJECTION',
      'CLEAR_OBJECTION',
    ]);
  });
});

describe('an objection that is upheld', () => {
  test('corrects the record through its department’s intake, and everybody who had received it is told', async () => {
    const record = await penalty();
    await read(town, TOWN.near, app('finance', 'procurement-review'));
    const corrections = '{ field: "facts", value: "\\"更正后的事实。\\"" }, { field: "remarks", value: null }';
    const corrected = await done(officer('market'), correct(corrections), await taken(record));
    expect(corrected).toMatchObject({
      state: 'CORRECTED',
      corrections: [
        { field: 'facts', value: '"更正后的事实。"' },
        { field: 'remarks', value: 'null' },
      ],
      told: [{ department: { code: 'finance' }, other: null, notice: 'CORRECTED' }],
    });
    const after = await kept(record);
    expect([after?.state, after?.fields.facts]).toEqual(['EFFECTIVE', '更正后的事实。']);
    expect(await journal()).toEqual(['UPSERT REPORTED', 'UPSERT OBJECTION', 'UPSERT CORRECTED']);
  });

  test.each<[string, string]>([
    ['a value that its type does not allow', '{ field: "penaltyKinds", value: "[\\"NO_SUCH_KIND\\"]" }'],
    ['a field that the type does not have', '{ field: "noSuchField", value: "1" }'],
    ['a value that is no JSON', '{ field: "facts", value: "更正" }'],
    ['an identifier of a person', '{ field: "legalRepresentativeIdNo", value: "\\"451102197001013456\\"" }'],
    ['a number of a person in a text', '{ field: "facts", value: "\\"电话 138 0013 8000\\"" }'],
    ['another number of the document', '{ field: "documentNo", value: "\\"99号\\"" }'],
    ['the state of the record', '{ field: "state", value: "\\"REPAIRED\\"" }'],
    ['longer publicity', '{ field: "publicityEndDate", value: "\\"2029-05-31\\"" }'],
    ['nothing', ''],
  ])('is not decided with %s', async (_, corrections) => {
    const record = await penalty();
    const objection = await taken(record);
    expect(await refusal(officer('market'), correct(corrections), objection)).toEqual(['INVALID corrections']);
    expect((await town.cases.case(objection.id))?.version).toBe(objection.version);
    expect((await kept(record))?.version).toBe(2);
  });

  test('withdraws the record and takes back the entry of the same decision', async () => {
    const documentNo = '贺市监列字〔2026〕9号';
    const listing = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near, { documentNo });
    const record = await town.recorded('MarketSeriousViolation', 'MARKET_SERIOUS_VIOLATION', TOWN.near, { documentNo });
    const about = { target: { item: 'market.serious-violation-list', record } };
    const marked = await done(officer('market'), TAKE_ON, await done(self(TOWN.near), FILE, about));
    const stateOf = async () => [
      (await town.store.recordsById('MarketSeriousViolation', [record])).get(record)?.state,
      (
        await town.ask(officer('market'), 'query ($id: ID!) { jointListing(id: $id) { state underObjection } }', {
          id: listing,
        })
      ).data.jointListing,
    ];
    expect(await stateOf()).toEqual(['UNDER_OBJECTION', { state: 'EFFECTIVE', underObjection: true }]);
    const withdrawn = await done(officer('market'), WITHDRAW, marked);
    expect(await stateOf()).toEqual(['WITHDRAWN', { state: 'REVOKED', underObjection: false }]);
    expect((await journal()).at(-1)).toBe('WITHDRAW REVOKED');
    const told = withdrawn.told.map(({ department }: { department: { code: string } | null }) => department?.code);
    expect(told).toContain('finance');
  });
});

describe('who read meanwhile what is disputed', () => {
  const READERS = `query ($id: ID!) {
    objectionCase(id: $id) { readers { kind id department { code } purpose times } }
  }`;

  test('is listed for officers who decided, the subject and auditors, as in the trail: people by their department only', async () => {
    const record = await penalty();
    await read(town, TOWN.near, app('tax', 'daily-supervision'), '2026-11-01T04:00:00.000Z');
    const objection = await taken(record);
    await read(town, TOWN.near, app('finance', 'procurement-review'), '2026-11-02T05:00:00.000Z');
    await read(town, TOWN.near, app('finance', 'procurement-review'), '2026-11-02T06:00:00.000Z');
    await read(town, TOWN.near, officer('housing'), '2026-11-02T07:00:00.000Z');
    await read(town, TOWN.near, self(TOWN.near), '2026-11-02T08:00:00.000Z');
    await done(officer('market'), REJECT, objection, '2026-11-04');
    await read(town, TOWN.near, app('health', 'daily-supervision'), '2026-11-05T04:00:00.000Z');
    const purpose = 'administrative-approval';
    const readers = [
      { kind: 'OFFICER', id: null, department: { code: 'housing' }, purpose, times: 1 },
      { kind: 'APPLICATION', id: 'app:finance', department: { code: 'finance' }, purpose, times: 2 },
    ];
    const auditor = callerWith({ kind: 'auditor', id: 'auditor:x', department: null, subject: null }, 'audit');
    for (const by of [officer('market'), self(TOWN.near), auditor]) {
      expect((await town.ask(by, READERS, objection)).data.objectionCase).toEqual({ readers });
    }
    const agency = callerWith({ kind: 'agency', id: 'agency:x', department: null, subject: null }, 'credit-report', [
      { policies: ['subject-consent'], rows: { subjects: [TOWN.near.id] } },
    ]);
    for (const by of [officer('development-reform'), app('market', 'joint-action'), agency]) {
      expect((await town.ask(by, READERS, objection)).data.objectionCase).toEqual({ readers: null });
    }
    for (const by of [officer('tax'), self(TOWN.far)]) {
      const told = await town.ask(by, READERS, objection);
      expect([told.data.objectionCase, told.subjects]).toEqual([null, []]);
    }
  });
});

test('the credit office and who decided find objections on their desks, and nobody else any', async () => {
  const objection = await filed(await penalty());
  const DESK = 'query ($department: String) { objectionCases(state: FILED, department: $department) { nodes { id } } }';
  const desk = async (by: Passport, department?: string) =>
    (await town.ask(by, DESK, { department })).data.objectionCases?.nodes.map(({ id }: { id: string }) => id) ?? null;
  expect(await desk(officer('market'))).toEqual([objection.id]);
  expect(await desk(officer('development-reform'))).toEqual([objection.id]);
  expect(await desk(officer('tax'))).toEqual([]);
  expect(await desk(app('market', 'joint-action'))).toBeNull();
  expect(await desk(self(TOWN.near))).toBeNull();
});
