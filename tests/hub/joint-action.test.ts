import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, NOON, type TestHub, testHub } from '../harness/test-hub.ts';
import { answerTo, askAs, officer, PROCUREMENT, type Who } from './taking-part.ts';

/** Departments that were asked anything, in order. */
let received: string[] = [];
let today = NOON;
let hub: TestHub;
/** A company against which nothing is in force. */
let company: string;
beforeAll(async () => {
  hub = await testHub({ now: () => today, onFetch: (department) => received.push(department) });
  company = await cleanCompany();
});
beforeEach(() => {
  received = [];
});
afterAll(() => hub[Symbol.asyncDispose]());

const as = (who: Who, query: string, variables?: Readonly<Record<string, unknown>>) =>
  askAs(hub, who, query, variables);
const done = (who: Who, query: string, variables?: Readonly<Record<string, unknown>>) =>
  answerTo(hub, who, query, variables);

const CHECK = `mutation ($subject: ID!, $powerItem: String!) {
  creditCheck(subject: $subject, powerItem: $powerItem, caseNo: "贺采〔2026〕18号") {
    check {
      receiptNo verdict needsConfirmation state feedbackBy
      hits { source documentNo until objectionMarked list { code } measure { code class legalBasis } }
      incentives { kind }
    }
    problems { code field }
  }
}`;

const INITIATE = `mutation ($input: InitiateListingInput!) {
  initiateListing(input: $input) { listing { id version state objectBy endsOn tasks { id } } problems { code field } }
}`;

const EFFECT = `mutation ($id: ID!, $version: Int!) {
  makeListingEffective(id: $id, version: $version) {
    listing { version state tasks { id department { code } measure { code mechanism } state dueOn } }
    problems { code message }
  }
}`;

const TASKS = `{ jointTasks(first: 100) { nodes { id state dueOn measure { code } listing { id subject { id name } } } } }`;

const decision = (subject: string) => ({
  list: 'MARKET_SERIOUS_VIOLATION',
  subject,
  documentNo: '贺市监列字〔2026〕7号',
  decidedOn: '2026-10-30',
  reason: '生产销售不符合食品安全标准的食品，情节严重',
  legalBasis: '《市场监督管理严重违法失信名单管理办法》（国家市场监督管理总局令第44号）第五条',
});

async function cleanCompany(): Promise<string> {
  const { data } = await hub.ask(
    '{ searchSubjects(name: "有限公司", kind: ORGANIZATION, first: 40) { nodes { id } } }',
  );
  for (const { id } of data.searchSubjects.nodes) {
    const { check } = await done(PROCUREMENT, CHECK, { subject: id, powerItem: 'PROCUREMENT_SUPPLIER_REVIEW' });
    const measures = `query ($id: ID!) { subject(id: $id) { measuresInForce { source } } }`;
    const { measuresInForce } = await done(PROCUREMENT, measures, { id });
    if (check.verdict === 'PASS' && measuresInForce.length === 0) return id;
  }
  throw new Error('the test city has no company without a record');
}

describe('market supervision lists a company', () => {
  let listing: string;

  test('and nobody else may, whatever it says of itself', async () => {
    for (const who of [officer('tax'), { ...officer('market'), kind: 'application' } as const]) {
      const { listing: made, problems } = await done(who, INITIATE, { input: decision(company) });
      expect([made, problems]).toEqual([null, [{ code: 'NOT_ALLOWED', field: null }]]);
    }
    const { problems } = await done(officer('market', 'daily-supervision'), INITIATE, { input: decision(company) });
    expect(problems).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  });

  test('which is told, and may object for five working days: until then no department has a task', async () => {
    const { listing: made, problems } = await done(officer('market'), INITIATE, { input: decision(company) });
    expect(problems).toEqual([]);
    expect(made).toMatchObject({
      version: 1,
      state: 'NOTIFIED',
      objectBy: '2026-11-09',
      endsOn: '2029-10-30',
      tasks: [],
    });
    listing = made.id;
    const again = await done(officer('market'), INITIATE, { input: decision(company) });
    expect(again).toEqual({ listing: made, problems: [] });
    const early = await done(officer('market'), EFFECT, { id: listing, version: 1 });
    expect(early.problems).toEqual([{ code: 'WRONG_STATUS', message: expect.stringContaining('2026-11-09') }]);
    expect((await done(officer('finance'), TASKS)).nodes).toEqual([]);
    expect(await done(officer('tax'), 'query ($id: ID!) { jointListing(id: $id) { id } }', { id: listing })).toBeNull();
    const { check } = await done(PROCUREMENT, CHECK, { subject: company, powerItem: 'PROCUREMENT_SUPPLIER_REVIEW' });
    expect(check.verdict).toBe('PASS');
  });

  test('then it takes effect, and each department that carries out a measure has its own tasks', async () => {
    today = new Date('2026-11-10T01:00:00Z');
    const { listing: made, problems } = await done(officer('market'), EFFECT, { id: listing, version: 1 });
    expect([problems, made.state]).toEqual([[], 'EFFECTIVE']);
    for (const task of made.tasks) {
      expect(task).toMatchObject({ state: 'PENDING', dueOn: '2026-11-13', measure: { mechanism: 'ADMINISTRATIVE' } });
    }
    const departments = new Set(made.tasks.map((task: { department: { code: string } }) => task.department.code));
    expect([...departments]).toEqual(expect.arrayContaining(['finance', 'market', 'development-reform']));
    const { nodes } = await done(officer('finance'), TASKS);
    const own = made.tasks.filter((task: { department: { code: string } }) => task.department.code === 'finance');
    expect(nodes.map(({ id }: { id: string }) => id)).toEqual(own.map(({ id }: { id: string }) => id));
    expect(nodes[0].listing.subject).toEqual({ id: company, name: expect.any(String) });
    expect((await done(officer('education'), TASKS)).nodes).toEqual([]);
  });

  test('three of them answer: one accepts and carries out, one says that it does not apply, one is late', async () => {
    const [task] = (await done(officer('finance'), TASKS)).nodes;
    const ACCEPT = 'mutation ($id: ID!) { acceptTask(id: $id) { task { state dueOn } problems { code } } }';
    expect(await done(officer('tax'), ACCEPT, { id: task.id })).toEqual({
      task: null,
      problems: [{ code: 'NOT_FOUND' }],
    });
    const accepted = await done(officer('finance'), ACCEPT, { id: task.id });
    expect(accepted).toEqual({ task: { state: 'ACCEPTED', dueOn: '2026-11-24' }, problems: [] });
    const EXECUTE = `mutation ($id: ID!, $input: TaskExecutionInput!) {
      executeTask(id: $id, input: $input) { task { state dueOn execution { effect } } problems { code } }
    }`;
    const input = { on: '2026-11-10', documentNo: '贺财采〔2026〕3号', effect: '已在供应商库中标注' };
    expect(await done(officer('finance'), EXECUTE, { id: task.id, input })).toEqual({
      task: { state: 'EXECUTED', dueOn: null, execution: { effect: '已在供应商库中标注' } },
      problems: [],
    });
    const DECLINE = `mutation ($id: ID!) {
      declineTask(id: $id, reason: "该企业未申请本部门许可") { task { state reason } problems { code } }
    }`;
    const [other] = (await done(officer('development-reform'), TASKS)).nodes;
    const declined = await done(officer('development-reform'), DECLINE, { id: other.id });
    expect(declined.task).toEqual({ state: 'NOT_APPLICABLE', reason: '该企业未申请本部门许可' });
    today = new Date('2026-11-16T01:00:00Z');
    const late = await done(officer('market'), '{ jointTasks(queue: OVERDUE) { nodes { state } } }');
    expect(late.nodes.length).toBeGreaterThan(0);
    expect(new Set(late.nodes.map(({ state }: { state: string }) => state))).toEqual(new Set(['OVERDUE']));
  });

  test('the procurement office checks it, is told what is in force and on what basis, and feeds back', async () => {
    received = [];
    const { check, problems } = await done(PROCUREMENT, CHECK, {
      subject: company,
      powerItem: 'PROCUREMENT_SUPPLIER_REVIEW',
    });
    expect(problems).toEqual([]);
    expect(received).toEqual(['coordination']);
    expect(check).toMatchObject({ verdict: 'WARN', needsConfirmation: false, state: 'OPEN', feedbackBy: '2026-11-23' });
    expect(check.hits).toEqual([
      {
        source: 'LISTING',
        documentNo: '贺市监列字〔2026〕7号',
        until: '2029-10-30',
        objectionMarked: false,
        list: { code: 'MARKET_SERIOUS_VIOLATION' },
        measure: { code: 'B11', class: 'B', legalBasis: expect.stringContaining('企业信息公示暂行条例') },
      },
    ]);
    const FEED_BACK = `mutation ($input: CheckFeedbackInput!) {
      feedBackCreditCheck(input: $input) { check { state feedback { action measures } } problems { code field } }
    }`;
    const input = {
      receiptNo: check.receiptNo,
      action: 'PUNISHED',
      measures: ['B11'],
      on: '2026-11-16',
      documentNo: '贺采〔2026〕18号',
      effect: '评审时作为重要考量因素',
    };
    const foreign = await done(officer('tax'), FEED_BACK, { input });
    expect(foreign).toEqual({ check: null, problems: [{ code: 'NOT_FOUND', field: 'receiptNo' }] });
    const fedBack = await done(PROCUREMENT, FEED_BACK, { input });
    expect(fedBack).toEqual({
      check: { state: 'FED_BACK', feedback: { action: 'PUNISHED', measures: ['B11'] } },
      problems: [],
    });
    const twice = await done(PROCUREMENT, FEED_BACK, { input });
    expect(twice.problems).toEqual([{ code: 'WRONG_STATUS', field: null }]);
  });

  test('once it is taken back nothing rests on it: no task is open, and a check passes', async () => {
    const REVOKE = `mutation ($id: ID!, $version: Int!) {
      revokeListing(id: $id, version: $version, documentNo: "贺市监撤字〔2026〕1号", reason: "复议决定撤销") {
        listing { state tasks { state } timeline { what department } } problems { code }
      }
    }`;
    const { version } = await done(officer('market'), 'query ($id: ID!) { jointListing(id: $id) { version } }', {
      id: listing,
    });
    const stale = await done(officer('market'), REVOKE, { id: listing, version: 1 });
    expect(stale.problems).toEqual([{ code: 'CONFLICT' }]);
    const { listing: made } = await done(officer('market'), REVOKE, { id: listing, version });
    expect(made.state).toBe('REVOKED');
    const states = new Set(made.tasks.map(({ state }: { state: string }) => state));
    expect(states).toEqual(new Set(['ENDED', 'NOT_APPLICABLE']));
    expect(
      made.timeline.map(({ what, department }: { what: string; department: string }) => `${what} ${department}`),
    ).toEqual([
      'NOTIFIED market',
      'MAKE_EFFECTIVE market',
      'TASK_ACCEPTED finance',
      'TASK_EXECUTED finance',
      'TASK_NOT_APPLICABLE development-reform',
      'REVOKE market',
    ]);
    expect((await done(officer('finance'), TASKS)).nodes).toEqual([]);
    const { check } = await done(PROCUREMENT, CHECK, { subject: company, powerItem: 'PROCUREMENT_SUPPLIER_REVIEW' });
    expect(check.verdict).toBe('PASS');
  });
});

describe('a check', () => {
  test('regards departments own records of their lists, and blocks where the law says so', async () => {
    const { data } = (await hub.ask(
      '{ judgmentDebtors(first: 100) { nodes { documentNo subject { id } } } }',
    )) as Answer;
    const debtor = data.judgmentDebtors.nodes.find(({ subject }: { subject: { id: string } }) =>
      subject.id.startsWith('o.'),
    );
    const { check } = await done(PROCUREMENT, CHECK, {
      subject: debtor.subject.id,
      powerItem: 'PROCUREMENT_SUPPLIER_REVIEW',
    });
    expect(check.verdict).toBe('BLOCK');
    expect(check.hits).toContainEqual(
      expect.objectContaining({
        source: 'RECORD',
        documentNo: debtor.documentNo,
        list: { code: 'JUDGMENT_DEBTOR' },
        measure: expect.objectContaining({ code: 'A05', class: 'A' }),
      }),
    );
  });

  test('is made for what the department has in hand, under its purpose, by departments only', async () => {
    const outcome = async (who: Who, powerItem: string) => {
      const { data, errors } = await as(who, CHECK, { subject: company, powerItem });
      return errors === undefined ? data.creditCheck.problems : errors.map(({ extensions }) => extensions.code);
    };
    expect(await outcome(PROCUREMENT, 'FOOD_PERMIT')).toEqual([{ code: 'NOT_FOUND', field: 'powerItem' }]);
    expect(await outcome(PROCUREMENT, 'NO_SUCH_ITEM')).toEqual([{ code: 'NOT_FOUND', field: 'powerItem' }]);
    expect(await outcome(PROCUREMENT, 'FISCAL_FUND_PROJECT')).toEqual([{ code: 'NOT_ALLOWED', field: null }]);
    const platform = { ...PROCUREMENT, kind: 'platform', purpose: 'platform-exchange' } as unknown as Who;
    expect(await outcome(platform, 'PROCUREMENT_SUPPLIER_REVIEW')).toEqual([{ code: 'NOT_ALLOWED', field: null }]);
  });

  test('is refused for whoever has no token, and no department is asked', async () => {
    received = [];
    const { errors } = await hub.ask(CHECK, { subject: company, powerItem: 'PROCUREMENT_SUPPLIER_REVIEW' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason: 'UNAUTHENTICATED' });
    expect(received).toEqual([]);
  });

  test('is in the audit trail with the subject and the lists that were looked at', async () => {
    await done(PROCUREMENT, CHECK, { subject: company, powerItem: 'PROCUREMENT_SUPPLIER_REVIEW' });
    const { entries } = await hub.audit.find({ subject: company, first: 1 });
    expect(entries[0]?.entry).toMatchObject({ purpose: 'procurement-review', subjects: [company] });
    expect(entries[0]?.entry.items).toEqual(
      expect.arrayContaining(['court.judgment-debtor', 'tax.major-violation-list']),
    );
  });
});
