import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Answer, NOON, type TestHub, testHub } from '../harness/test-hub.ts';
import { answerTo, officer, PROCUREMENT, type Who } from './taking-part.ts';

/** Departments that were asked anything, in order. */
let received: string[] = [];
let today = NOON;
let hub: TestHub;
/** A penalty in publicity, of a company that is on no list. */
let penalty: Penalty;
beforeAll(async () => {
  hub = await testHub({ now: () => today, onFetch: (department) => received.push(department) });
  penalty = await repairablePenalty();
});
beforeEach(() => {
  received = [];
});
afterAll(() => hub[Symbol.asyncDispose]());

interface Penalty {
  readonly id: string;
  readonly subject: string;
  readonly decisionDate: string;
}

const REGION: Who = { kind: 'platform', sub: 'platform:guangxi', purpose: 'platform-exchange' };
const company = (subject: string): Who => ({ kind: 'subject', sub: 'subject:self', subject });

const done = (who: Who, query: string, variables?: Readonly<Record<string, unknown>>) =>
  answerTo(hub, who, query, variables);

const ITEM = 'market.administrative-penalty';

const APPLY = `mutation ($input: RepairApplicationInput!) {
  applyForRepair(input: $input) { repair { id version state dueOn } firstPossibleOn problems { code message } }
}`;

const application = (target: object, dutyFulfilledOn: string) => ({
  input: {
    target,
    dutyFulfilledOn,
    evidence: [{ kind: 'PAYMENT', documentNo: '缴款书0001号' }],
    commitment: '我单位承诺依法诚信经营。',
  },
});

const step = (name: string, more = '') => `mutation ($id: ID!, $version: Int!) {
  ${name}(id: $id, version: $version ${more}) {
    repair { id version state told { department { code } other notice } timeline { what by } }
    problems { code field }
  }
}`;

const ACCEPT = step('acceptRepair');
const APPROVE = step('approveRepair', 'documentNo: "贺市监修〔2026〕1号" reason: "已纠正失信行为"');

async function repairablePenalty(): Promise<Penalty> {
  const query = `{ marketPenalties(first: 100) {
    nodes { id decisionDate subject { id } }
  } }`;
  const { data } = (await hub.ask(query)) as Answer;
  for (const { id, decisionDate, subject } of data.marketPenalties.nodes) {
    const CHECK = `query ($id: ID!) { subject(id: $id) { measuresInForce { source } } }`;
    if (!subject.id.startsWith('o.') || decisionDate < '2023-05-01' || decisionDate > '2025-10-01') continue;
    const { measuresInForce } = await done(PROCUREMENT, CHECK, { id: subject.id });
    if (measuresInForce.length === 0) return { id, subject: subject.id, decisionDate };
  }
  throw new Error('the test city has no such penalty');
}

const CHANGES = `query ($after: String) {
  changes(after: $after, first: 500, items: ["${ITEM}"]) {
    nodes { operation reason recordId record { __typename } subject { id } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** All that follows the cursor, and the cursor behind it. */
async function pulled(after: string | null) {
  const nodes: { readonly recordId: string; readonly operation: string }[] = [];
  for (let cursor = after; ; ) {
    const page = await done(REGION, CHANGES, { after: cursor });
    nodes.push(...page.nodes);
    cursor = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) return { nodes, cursor };
  }
}

const shown = async () => {
  const query = `query ($id: ID!) { subject(id: $id) { marketPenalties(first: 50) { nodes { id state } } } }`;
  const { data } = await hub.ask(query, { id: penalty.subject });
  return data.subject.marketPenalties.nodes.find(({ id }: { id: string }) => id === penalty.id)?.state ?? null;
};

describe('a company that has paid its fine', () => {
  let cursor: string | null;
  let repair: { id: string; version: number };

  test('is read by departments and pulled by the region while its penalty is public', async () => {
    expect(await shown()).toBe('EFFECTIVE');
    const READ = `query ($id: ID!) { subject(id: $id) { marketPenalties(first: 50) { nodes { documentNo } } } }`;
    await done(PROCUREMENT, READ, { id: penalty.subject });
    const first = await pulled(null);
    cursor = first.cursor;
    expect(first.nodes.find(({ recordId }) => recordId === penalty.id)).toMatchObject({
      operation: 'UPSERT',
      record: { __typename: 'MarketPenalty' },
    });
  });

  test('applies for its repair itself; whoever else does is told that there is nothing', async () => {
    const input = application({ item: ITEM, record: penalty.id }, penalty.decisionDate);
    const foreign = await done(officer('tax'), APPLY, input);
    expect(foreign).toMatchObject({ repair: null, problems: [{ code: 'NOT_FOUND' }] });
    received = [];
    const made = await done(company(penalty.subject), APPLY, input);
    expect(made).toMatchObject({ problems: [], repair: { state: 'SUBMITTED', dueOn: '2026-11-05' } });
    expect(received).toEqual(['coordination']);
    repair = made.repair;
    expect(await shown()).toBe('EFFECTIVE');
    received = [];
    const { errors } = await hub.ask(APPLY, input);
    expect(errors?.[0]?.extensions).toMatchObject({ reason: 'UNAUTHENTICATED' });
    expect(received).toEqual([]);
  });

  test('is seen to by the department that decided, and by nobody else', async () => {
    const foreign = await done(officer('tax'), ACCEPT, repair);
    expect(foreign).toEqual({ repair: null, problems: [{ code: 'NOT_FOUND', field: 'id' }] });
    const office = await done(officer('development-reform'), ACCEPT, repair);
    expect(office.problems).toEqual([{ code: 'NOT_ALLOWED', field: null }]);
    const plain = await done(officer('market'), ACCEPT, repair);
    const graded = step('acceptRepair', 'severity: GENERAL');
    const accepted = plain.problems.length === 0 ? plain : await done(officer('market'), graded, repair);
    expect([accepted.problems, accepted.repair.state]).toEqual([[], 'ACCEPTED']);
    repair = accepted.repair;
  });

  test('is repaired: nobody sees the penalty, and who had it is told', async () => {
    const { repair: repaired, problems } = await done(officer('market'), APPROVE, repair);
    expect([problems, repaired.state]).toEqual([[], 'EFFECTED']);
    expect(await shown()).toBeNull();
    expect(repaired.told).toEqual(
      expect.arrayContaining([
        { department: { code: 'finance' }, other: null, notice: 'REPAIRED' },
        { department: null, other: 'platform platform:guangxi', notice: 'REPAIRED' },
      ]),
    );
    const NOTICES = '{ creditNotices { nodes { notice catalogueItem record } } }';
    for (const who of [PROCUREMENT, REGION]) {
      const { nodes } = await done(who, NOTICES);
      expect(nodes).toEqual([{ notice: 'REPAIRED', catalogueItem: ITEM, record: penalty.id }]);
    }
    expect((await done(officer('education'), NOTICES)).nodes).toEqual([]);
    expect(await done(company(penalty.subject), NOTICES)).toBeNull();
  });

  test('and the next pull of the region carries the tombstone', async () => {
    const next = await pulled(cursor);
    expect(next.nodes).toEqual([
      { operation: 'WITHDRAW', reason: 'REPAIRED', recordId: penalty.id, record: null, subject: null },
    ]);
  });

  test('reads what happened, but not who did it; an auditor reads that too', async () => {
    const CASES = `query ($id: ID!) { subject(id: $id) { repairCases { state timeline { what by } } } }`;
    const own = await done(company(penalty.subject), CASES, { id: penalty.subject });
    expect(own.repairCases[0].state).toBe('EFFECTED');
    for (const { by } of own.repairCases[0].timeline) expect(by).toBeNull();
    const auditor: Who = { kind: 'auditor', sub: 'auditor:city', purpose: 'audit' };
    const seen = await done(auditor, CASES, { id: penalty.subject });
    expect(seen.repairCases[0].timeline.map(({ by }: { by: string }) => by)).toContain('officer:market');
    for (const who of [officer('tax'), PROCUREMENT]) {
      expect((await done(who, CASES, { id: penalty.subject })).repairCases).toEqual([]);
    }
    const { entries } = await hub.audit.find({ subject: penalty.subject, callerId: 'officer:market', first: 5 });
    expect(entries.map(({ entry }) => entry.operation.kind)).toContain('mutation');
  });
});

describe('a company on a list', () => {
  const decision = {
    list: 'JUDGMENT_DEBTOR',
    documentNo: '（2026）桂1102执18号',
    decidedOn: '2026-10-26',
    reason: '有履行能力而拒不履行生效法律文书确定的义务',
    legalBasis: '《最高人民法院关于公布失信被执行人名单信息的若干规定》（法释〔2017〕7号）第一条',
  };
  const CHECK = `mutation ($subject: ID!) {
    creditCheck(subject: $subject, powerItem: "PROCUREMENT_SUPPLIER_REVIEW", caseNo: "贺采〔2026〕18号") {
      check { verdict } problems { code }
    }
  }`;
  const TASKS = `query ($queue: TaskQueue) { jointTasks(queue: $queue, first: 100) { nodes { id state liftBy listing { id } } } }`;
  let listing: string;

  test('is blocked, and a department carries its measure out', async () => {
    const INITIATE = `mutation ($input: InitiateListingInput!) { initiateListing(input: $input) { listing { id } problems { code } } }`;
    const input = { ...decision, subject: penalty.subject };
    listing = (await done(officer('court'), INITIATE, { input })).listing.id;
    today = new Date('2026-11-10T01:00:00Z');
    const EFFECT = 'mutation ($id: ID!) { makeListingEffective(id: $id, version: 1) { problems { code } } }';
    expect((await done(officer('court'), EFFECT, { id: listing })).problems).toEqual([]);
    const { check } = await done(PROCUREMENT, CHECK, { subject: penalty.subject });
    expect(check.verdict).toBe('BLOCK');
    const [task] = (await done(officer('finance'), TASKS)).nodes;
    const EXECUTE = `mutation ($id: ID!) {
      executeTask(id: $id, input: { on: "2026-11-10", documentNo: "1号", effect: "已在供应商库中限制" }) { problems { code } }
    }`;
    expect((await done(officer('finance'), EXECUTE, { id: task.id })).problems).toEqual([]);
  });

  test('disputes it: nothing blocks until that is decided, and it learns who asked meanwhile', async () => {
    const FILE = `mutation ($listing: ID!) {
      fileObjection(target: { listing: $listing }, grounds: "已经履行完毕") { objection { id version } problems { code } }
    }`;
    const filed = await done(company(penalty.subject), FILE, { listing });
    const ACCEPT_IT = `mutation ($id: ID!, $version: Int!) {
      acceptObjection(id: $id, version: $version) { objection { id version dueOn } problems { code } }
    }`;
    const marked = await done(officer('development-reform'), ACCEPT_IT, filed.objection);
    expect(marked).toMatchObject({ problems: [], objection: { dueOn: '2026-11-19' } });
    today = new Date('2026-11-10T02:00:00Z');
    expect((await done(PROCUREMENT, CHECK, { subject: penalty.subject })).check.verdict).not.toBe('BLOCK');
    today = new Date('2026-11-11T01:00:00Z');
    const REJECT = `mutation ($id: ID!, $version: Int!) {
      rejectObjection(id: $id, version: $version, documentNo: "2号", reason: "尚未履行完毕") { problems { code } }
    }`;
    expect((await done(officer('court'), REJECT, marked.objection)).problems).toEqual([]);
    expect((await done(PROCUREMENT, CHECK, { subject: penalty.subject })).check.verdict).toBe('BLOCK');
    const READERS = `query ($id: ID!) { objectionCase(id: $id) { readers { kind id } } }`;
    const { readers } = await done(company(penalty.subject), READERS, { id: filed.objection.id });
    expect(readers).toContainEqual({ kind: 'APPLICATION', id: 'app:procurement' });
    expect(await done(officer('tax'), READERS, { id: filed.objection.id })).toBeNull();
  });

  test('performs and is repaired: every measure is lifted, and who carried one out confirms it', async () => {
    today = new Date('2026-11-12T01:00:00Z');
    const made = await done(company(penalty.subject), APPLY, application({ listing }, '2026-11-12'));
    expect(made.problems).toEqual([]);
    const accepted = await done(officer('court'), ACCEPT, made.repair);
    const repaired = await done(officer('court'), APPROVE, accepted.repair);
    expect([repaired.problems, repaired.repair.state]).toEqual([[], 'EFFECTED']);
    expect((await done(officer('finance'), TASKS)).nodes).toEqual([]);
    const toLift = (await done(officer('finance'), TASKS, { queue: 'TO_LIFT' })).nodes;
    expect(toLift).toEqual([
      { id: expect.any(String), state: 'ENDED', liftBy: '2026-11-17', listing: { id: listing } },
    ]);
    const CONFIRM = `mutation ($id: ID!) {
      confirmLift(id: $id, input: { on: "2026-11-12", documentNo: "3号", effect: "已解除限制" }) { problems { code } }
    }`;
    expect((await done(officer('finance'), CONFIRM, { id: toLift[0].id })).problems).toEqual([]);
    expect((await done(officer('finance'), TASKS, { queue: 'TO_LIFT' })).nodes).toEqual([]);
    expect((await done(PROCUREMENT, CHECK, { subject: penalty.subject })).check.verdict).not.toBe('BLOCK');
  });
});
