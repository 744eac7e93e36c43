import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Passport } from '../../../schema/access/passport.ts';
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

const BUYER = application('finance', 'procurement-review');
const SUPPLIER = 'PROCUREMENT_SUPPLIER_REVIEW';

const CHECK = `mutation ($subject: ID!, $powerItem: String!) {
  creditCheck(subject: $subject, powerItem: $powerItem, caseNo: "18号") {
    check {
      receiptNo verdict needsConfirmation state feedbackBy
      hits { source documentNo until objectionMarked isResponsible catalogueItem measure { code class } }
      incentives { code }
    }
    problems { code field }
  }
}`;

async function checked(passport: Passport, subject: string, powerItem = SUPPLIER, on = TODAY) {
  const { data, codes } = await town.ask(passport, CHECK, { subject, powerItem }, on);
  if (codes.length > 0) throw new Error(String(codes));
  return data.creditCheck;
}

const verdictOn = async (subject: string, on = TODAY) => (await checked(BUYER, subject, SUPPLIER, on)).check?.verdict;
const debtor = (content = {}, about = TOWN.near) => town.recorded('JudgmentDebtor', 'JUDGMENT_DEBTOR', about, content);

describe('a check blocks', () => {
  test('only for a measure that reduces rights, for its subject kind, body and power item', async () => {
    await debtor();
    const { check } = await checked(BUYER, TOWN.near.id);
    expect(check).toMatchObject({
      verdict: 'BLOCK',
      needsConfirmation: false,
      state: 'OPEN',
      feedbackBy: '2026-11-09',
    });
    expect(check.hits).toContainEqual({
      source: 'RECORD',
      documentNo: '1号',
      until: '2029-02-01',
      objectionMarked: false,
      isResponsible: false,
      catalogueItem: 'court.judgment-debtor',
      measure: { code: 'A05', class: 'A' },
    });
    // In an inspection of labour law, nothing of that reduces rights.
    const labour = application('human-resources', 'daily-supervision');
    expect((await checked(labour, TOWN.near.id, 'LABOUR_INSPECTION')).check.verdict).toBe('WARN');
    expect((await checked(BUYER, TOWN.far.id)).check).toMatchObject({
      verdict: 'PASS',
      state: 'NOTHING_DUE',
      feedbackBy: null,
      hits: [],
    });
  });

  test('never for what is disputed, here or in a department', async () => {
    await debtor({ state: 'UNDER_OBJECTION' });
    const { check } = await checked(BUYER, TOWN.near.id);
    expect(check.verdict).toBe('WARN');
    expect(new Set(check.hits.map((hit: { objectionMarked: boolean }) => hit.objectionMarked))).toEqual(
      new Set([true]),
    );
    const FEED_BACK = `mutation ($input: CheckFeedbackInput!) {
      feedBackCreditCheck(input: $input) { problems { code field } }
    }`;
    const { receiptNo } = check;
    const input = { receiptNo, action: 'PUNISHED', measures: ['A05'], on: TODAY, documentNo: '1', effect: '拒绝参与' };
    const { data } = await town.ask(BUYER, FEED_BACK, { input });
    expect(data.feedBackCreditCheck.problems).toEqual([{ code: 'INVALID', field: 'measures' }]);
  });

  test('not for what was removed, has run its term, is repaired, withdrawn, or out of publicity', async () => {
    const standings = [
      { fields: { removedDate: TODAY } },
      { fields: { plannedRemovalDate: '2026-11-01' } },
      { state: 'REPAIRED' },
      { state: 'WITHDRAWN' },
      { publicityEndDate: '2026-11-01' },
    ] as const;
    for (const [index, content] of standings.entries()) await debtor({ documentNo: `${index}号`, ...content });
    expect(await verdictOn(TOWN.near.id)).toBe('PASS');
    await debtor({ documentNo: 'last', publicityEndDate: TODAY, fields: { plannedRemovalDate: TODAY } });
    expect(await verdictOn(TOWN.near.id)).toBe('BLOCK');
  });

  test('once for a decision that is coordinated here and reported too, and not at all where either is disputed', async () => {
    const documentNo = '7号';
    await town.listed('PROCUREMENT_VIOLATION', 'finance', TOWN.near, { documentNo });
    await town.recorded('ProcurementViolation', 'PROCUREMENT_VIOLATION', TOWN.near, { documentNo });
    const { check } = await checked(BUYER, TOWN.near.id);
    const codes = check.hits.map(({ measure }: { measure: { code: string } }) => measure.code);
    expect([check.verdict, codes]).toEqual(['BLOCK', [...new Set(codes)]]);
    await town.recorded('ProcurementViolation', 'PROCUREMENT_VIOLATION', TOWN.near, {
      documentNo,
      state: 'UNDER_OBJECTION',
    });
    expect(await verdictOn(TOWN.near.id)).toBe('WARN');
  });

  test('for entries that are coordinated here, from the day of effect to the last day', async () => {
    await town.listed('PROCUREMENT_VIOLATION', 'finance', TOWN.near, { endsOn: '2026-12-31' });
    expect(await verdictOn(TOWN.near.id, '2026-12-31')).toBe('BLOCK');
    expect(await verdictOn(TOWN.near.id, '2027-01-01')).toBe('PASS');
  });
});

describe('about a natural person', () => {
  const READER = application('finance', 'procurement-review', PERSONS);

  test('nothing is decided until an officer has confirmed', async () => {
    await debtor({}, TOWN.person);
    const { check } = await checked(READER, TOWN.person.id);
    expect(check).toMatchObject({ verdict: 'WARN', needsConfirmation: true });
    const CONFIRM = `mutation ($receiptNo: ID!) {
      confirmCreditCheck(receiptNo: $receiptNo) { check { verdict confirmedOn needsConfirmation } problems { code } }
    }`;
    const confirm = async (by: Passport) =>
      (await town.ask(by, CONFIRM, { receiptNo: check.receiptNo })).data.confirmCreditCheck;
    expect((await confirm(READER)).problems).toEqual([{ code: 'NOT_ALLOWED' }]);
    expect(await confirm(officer('tax'))).toEqual({ check: null, problems: [{ code: 'NOT_FOUND' }] });
    expect(await confirm(officer('finance'))).toEqual({
      check: { verdict: 'BLOCK', confirmedOn: TODAY, needsConfirmation: false },
      problems: [],
    });
    expect((await confirm(officer('finance'))).problems).toEqual([{ code: 'WRONG_STATUS' }]);
  });

  test('an officer confirms nothing that is not in force any more', async () => {
    await debtor({}, TOWN.person);
    const { check } = await checked(READER, TOWN.person.id);
    await debtor({ state: 'UNDER_OBJECTION' }, TOWN.person);
    const CONFIRM = `mutation ($receiptNo: ID!) { confirmCreditCheck(receiptNo: $receiptNo) { problems { code } } }`;
    const { data } = await town.ask(officer('finance'), CONFIRM, { receiptNo: check.receiptNo });
    expect(data.confirmCreditCheck.problems).toEqual([{ code: 'WRONG_STATUS' }]);
  });

  test('who may not read it is told what is told of nobody at all, and no check is kept', async () => {
    await debtor({}, TOWN.person);
    const unknown = await town.ask(BUYER, CHECK, { subject: 'p.nobody', powerItem: SUPPLIER });
    const denied = await town.ask(BUYER, CHECK, { subject: TOWN.person.id, powerItem: SUPPLIER });
    expect(denied).toEqual(unknown);
    expect(denied.data.creditCheck).toEqual({ check: null, problems: [{ code: 'NOT_FOUND', field: 'subject' }] });
    expect(await town.cases.desk({ kind: 'check', first: 10 })).toEqual({ items: [], hasNextPage: false });
  });

  test('who answers for a company meets the measures that the law aims at persons, and no others', async () => {
    await town.listed('WAGE_ARREARS', 'human-resources', TOWN.near, { responsiblePersons: [TOWN.person.id] });
    const { check } = await checked(READER, TOWN.person.id);
    expect(check.hits).toMatchObject([{ isResponsible: true, measure: { code: 'A06' } }]);
    expect((await checked(READER, TOWN.stranger.id)).check.verdict).toBe('PASS');
  });
});

describe('a check fails closed', () => {
  test.each(['agency', 'platform', 'subject', 'auditor', 'operator'] as const)(
    'for a caller of kind %s',
    async (kind) => {
      const subject = kind === 'subject' ? TOWN.near.id : null;
      const caller = callerWith({ kind, id: `${kind}:x`, department: null, subject }, 'joint-action');
      const { data } = await town.ask(caller, CHECK, { subject: TOWN.near.id, powerItem: SUPPLIER });
      expect(data.creditCheck).toEqual({ check: null, problems: [{ code: 'NOT_ALLOWED', field: null }] });
    },
  );

  test('for the public', async () => {
    const nobody = callerWith({ kind: 'anonymous', id: 'public', department: null, subject: null }, 'joint-action');
    const passport = { ...nobody, rights: { ...nobody.rights, authenticated: false } } as const;
    const { data } = await town.ask(passport, CHECK, { subject: TOWN.near.id, powerItem: SUPPLIER });
    expect(data.creditCheck).toBeNull();
  });
});

describe('incentives', () => {
  const WINDOW = application('development-reform', 'administrative-approval');

  test('come from lists of integrity, and from records of departments', async () => {
    await town.listed('INTEGRITY_MODEL', 'development-reform', TOWN.near);
    const { check } = await checked(WINDOW, TOWN.near.id, 'FOOD_PERMIT');
    expect(check).toMatchObject({ verdict: 'INCENTIVE', state: 'OPEN', hits: [] });
    expect(check.incentives.map(({ code }: { code: string }) => code)).toContain('I01');
    await town.recorded('LabourProtectionGrade', '', TOWN.far, { fields: { grade: 'A' } });
    expect((await checked(WINDOW, TOWN.far.id, 'FOOD_PERMIT')).check.verdict).toBe('INCENTIVE');
    await town.recorded('LabourProtectionGrade', '', TOWN.trader, { fields: { grade: 'B' } });
    expect((await checked(WINDOW, TOWN.trader.id, 'FOOD_PERMIT')).check.verdict).toBe('PASS');
  });

  test('are not for whom anything is in force against, and such a one enters no list of integrity', async () => {
    await town.listed('INTEGRITY_MODEL', 'development-reform', TOWN.near);
    await debtor();
    const { check } = await checked(WINDOW, TOWN.near.id, 'FOOD_PERMIT');
    expect([check.verdict, check.incentives]).toEqual(['WARN', []]);
    await debtor({}, TOWN.far);
    await expect(town.listed('INTEGRITY_MODEL', 'development-reform', TOWN.far)).rejects.toThrow(/INVALID/);
  });
});

describe('a batch of checks', () => {
  const START = `mutation ($total: Int!) {
    startBatchCheck(powerItem: "${SUPPLIER}", caseNo: "18号", total: $total) { batch { id done total } problems { code field } }
  }`;
  const ROWS = `mutation ($batch: ID!, $fromRow: Int!, $subjects: [String!]!) {
    checkBatchRows(batch: $batch, fromRow: $fromRow, subjects: $subjects) {
      batch { done notFound byVerdict { PASS WARN BLOCK INCENTIVE } }
      rows { row check { receiptNo verdict } problem { code } }
      problems { code field }
    }
  }`;

  test('says of each row what it came to, and how far it is', async () => {
    await debtor();
    const uscc = '11451100MB0T01157W';
    await town.store.saveSubjects([{ ...TOWN.far, id: `o.${uscc}`, uscc }]);
    const { batch } = (await town.ask(BUYER, START, { total: 4 })).data.startBatchCheck;
    expect(batch).toMatchObject({ done: 0, total: 4 });
    const send = async (fromRow: number, subjects: readonly string[], by = BUYER) =>
      (await town.ask(by, ROWS, { batch: batch.id, fromRow, subjects })).data.checkBatchRows;
    const first = await send(1, [TOWN.near.id, uscc, TOWN.person.id]);
    expect(
      first.rows.map(
        ({ check, problem }: { check?: { verdict: string }; problem?: { code: string } }) =>
          check?.verdict ?? problem?.code,
      ),
    ).toEqual(['BLOCK', 'PASS', 'NOT_FOUND']);
    expect(first.batch).toEqual({ done: 3, notFound: 1, byVerdict: { PASS: 1, WARN: 0, BLOCK: 1, INCENTIVE: 0 } });
    expect((await send(1, [TOWN.far.id])).problems).toEqual([{ code: 'INVALID', field: 'fromRow' }]);
    expect((await send(4, [TOWN.far.id, TOWN.near.id])).problems).toEqual([{ code: 'INVALID', field: 'subjects' }]);
    expect((await send(4, [TOWN.far.id], application('tax', 'procurement-review'))).batch).toBeNull();
    expect((await send(4, [TOWN.trader.id])).batch).toMatchObject({ done: 4 });
    const QUERY = `query ($id: ID!) { batchCheck(id: $id) { done total } }`;
    expect((await town.ask(BUYER, QUERY, { id: batch.id })).data.batchCheck).toEqual({ done: 4, total: 4 });
    expect((await town.ask(officer('tax'), QUERY, { id: batch.id })).data.batchCheck).toBeNull();
  });

  test('counts rows once that are sent twice at once', async () => {
    const { batch } = (await town.ask(BUYER, START, { total: 10 })).data.startBatchCheck;
    const rows = { batch: batch.id, fromRow: 1, subjects: [TOWN.near.id, TOWN.far.id] };
    const both = await Promise.all([town.ask(BUYER, ROWS, rows), town.ask(BUYER, ROWS, rows)]);
    const payloads = both.map(({ data }) => data.checkBatchRows);
    expect(payloads.map(({ problems }) => problems.length).sort()).toEqual([0, 1]);
    for (const payload of payloads) expect(payload.batch.done).toBe(2);
    expect((await town.cases.desk({ kind: 'check', first: 10 })).items).toHaveLength(2);
  });
});

test('what a check is told is kept: the department and auditors read it, as late as it is, and nobody else', async () => {
  await debtor();
  const { check } = await checked(BUYER, TOWN.near.id);
  const RECEIPT = `query ($receiptNo: ID!) { creditCheckReceipt(receiptNo: $receiptNo) { verdict state subject { id } } }`;
  const read = async (by: Passport, on = TODAY) =>
    (await town.ask(by, RECEIPT, { receiptNo: check.receiptNo }, on)).data.creditCheckReceipt;
  expect(await read(officer('finance'), '2026-11-09')).toMatchObject({ verdict: 'BLOCK', state: 'OPEN' });
  expect(await read(officer('finance'), '2026-11-10')).toMatchObject({
    state: 'OVERDUE',
    subject: { id: TOWN.near.id },
  });
  const auditor = callerWith({ kind: 'auditor', id: 'auditor:city', department: null, subject: null }, 'audit');
  expect(await read(auditor)).toMatchObject({ verdict: 'BLOCK' });
  const self = callerWith({ kind: 'subject', id: 's', department: null, subject: TOWN.near.id }, 'self-inquiry');
  for (const by of [officer('tax'), application('tax', 'procurement-review'), self]) expect(await read(by)).toBeNull();
  const LATE = '{ creditChecks(state: OVERDUE) { nodes { receiptNo } } }';
  const late = async (on: string) => (await town.ask(officer('finance'), LATE, {}, on)).data.creditChecks.nodes;
  expect(await late('2026-11-09')).toEqual([]);
  expect(await late('2026-11-10')).toEqual([{ receiptNo: check.receiptNo }]);
});

test('a department finds its own checks of a subject again, and auditors those of all', async () => {
  const buyers = [await checked(BUYER, TOWN.near.id), await checked(BUYER, TOWN.near.id, SUPPLIER, '2026-11-03')];
  await checked(BUYER, TOWN.far.id);
  const taxed = await checked(application('tax', 'daily-supervision'), TOWN.near.id, 'TAX_INSPECTION');
  const OF = `query ($of: [_Any!]!, $first: Int, $after: String) {
    _entities(representations: $of) {
      ... on CreditSubject {
        creditChecks(first: $first, after: $after) { nodes { receiptNo } pageInfo { hasNextPage endCursor } }
      }
    }
  }`;
  const of = [{ __typename: 'CreditSubject', id: TOWN.near.id }];
  const page = async (by: Passport, args = {}) =>
    (await town.ask(by, OF, { of, first: 20, ...args })).data._entities[0].creditChecks;
  const numbers = ({ nodes }: { nodes: { receiptNo: string }[] }) => nodes.map(({ receiptNo }) => receiptNo);
  const own = [buyers[1], buyers[0]].map(({ check }) => check.receiptNo);
  expect(numbers(await page(officer('finance')))).toEqual(own);
  expect(numbers(await page(officer('tax')))).toEqual([taxed.check.receiptNo]);
  const auditor = callerWith({ kind: 'auditor', id: 'auditor:city', department: null, subject: null }, 'audit');
  expect(numbers(await page(auditor))).toHaveLength(3);
  const first = await page(BUYER, { first: 1 });
  expect(numbers(first)).toEqual([own[0]]);
  const rest = await page(BUYER, { after: first.pageInfo.endCursor });
  expect([numbers(rest), rest.pageInfo.hasNextPage]).toEqual([[own[1]], false]);
  const self = callerWith({ kind: 'subject', id: 's', department: null, subject: TOWN.near.id }, 'self-inquiry');
  expect(await page(self)).toBeNull();
});
