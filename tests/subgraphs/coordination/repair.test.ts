import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Passport } from '../../../schema/access/passport.ts';
import { TOWN } from '../small-town.ts';
import {
  application as app,
  callerWith,
  officer,
  PERSONS,
  type TestCoordination,
  testCoordination,
} from './coordination-fixtures.ts';
import {
  ACCEPT,
  APPLY,
  APPROVE,
  application,
  DECEIVED,
  PENALTY_ITEM,
  payload,
  penalised,
  REJECT,
  REVOKE,
  read,
  repairStep,
  self,
} from './repair-fixtures.ts';

let town: TestCoordination;
beforeEach(async () => {
  town = await testCoordination();
});
afterEach(() => town[Symbol.asyncDispose]());

const CONFISCATION = ['CONFISCATION_OF_GAINS'];

const target = (record: string) => ({ item: PENALTY_ITEM, record });

async function done(by: Passport, query: string, variables: object, on?: string) {
  const told = await town.ask(by, query, variables, on);
  const { problems, ...rest } = payload(told);
  expect([told.codes, problems]).toEqual([[], []]);
  return rest.repair;
}

async function applied(record: string, on?: string, by = self(TOWN.near)) {
  return done(by, APPLY, application(target(record)), on);
}

async function accepted(record: string, on?: string) {
  return done(officer('market'), ACCEPT, await applied(record, on), on);
}

const stateOf = async (id: string) => (await town.store.recordsById('MarketPenalty', [id])).get(id)?.state;

describe('an application for repair', () => {
  test('that comes too early is told the first possible date, and leaves nothing behind', async () => {
    const record = await penalised(town, TOWN.near, CONFISCATION, { decisionDate: '2026-09-10' });
    const told = payload(
      await town.ask(self(TOWN.near), APPLY, application(target(record), { dutyFulfilledOn: '2026-09-20' })),
    );
    expect(told).toEqual({
      repair: null,
      firstPossibleOn: '2026-12-10',
      problems: [{ code: 'WRONG_STATUS', field: null, message: expect.stringContaining('2026-12-10') }],
    });
    expect((await town.cases.desk({ kind: 'repair', first: 1 })).items).toEqual([]);
    const repair = await done(
      self(TOWN.near),
      APPLY,
      application(target(record), { dutyFulfilledOn: '2026-09-20' }),
      '2026-12-10',
    );
    expect(repair).toMatchObject({
      state: 'SUBMITTED',
      severity: 'GENERAL',
      regime: 'NDRC_ORDER_36',
      applicant: 'SUBJECT',
    });
  });

  test.each<[string, object, string]>([
    ['a duty fulfilled before the decision', { dutyFulfilledOn: '2026-05-31' }, 'dutyFulfilledOn'],
    ['a duty fulfilled tomorrow', { dutyFulfilledOn: '2026-11-03' }, 'dutyFulfilledOn'],
    ['no evidence', { evidence: [] }, 'evidence'],
    ['no commitment', { commitment: ' ' }, 'commitment'],
    ['a commitment with a number of a person', { commitment: '联系电话 138 0013 8000' }, 'commitment'],
  ])('is refused for %s', async (_, more, field) => {
    const record = await penalised(town, TOWN.near, CONFISCATION);
    const { problems } = payload(await town.ask(self(TOWN.near), APPLY, application(target(record), more)));
    expect(problems).toEqual([{ code: 'INVALID', field, message: expect.any(String) }]);
  });

  test('is refused for a penalty while its subject is on a list of serious dishonesty', async () => {
    const record = await penalised(town, TOWN.near, CONFISCATION);
    await town.listed('WAGE_ARREARS', 'human-resources', TOWN.near);
    const { problems } = payload(await town.ask(self(TOWN.near), APPLY, application(target(record))));
    expect(problems).toMatchObject([{ code: 'WRONG_STATUS', message: expect.stringContaining('serious') }]);
  });

  test('is for the subject itself, and for officers of who decided and of the credit office: to others there is none', async () => {
    const record = await penalised(town, TOWN.near, CONFISCATION);
    const others = [
      self(TOWN.far),
      officer('tax'),
      app('market', 'joint-action'),
      callerWith({ kind: 'agency', id: 'agency:x', department: null, subject: null }, 'joint-action'),
    ];
    for (const by of others) {
      const told = await town.ask(by, APPLY, application(target(record)));
      expect(payload(told).problems).toMatchObject([{ code: 'NOT_FOUND', field: 'target' }]);
      expect(told.subjects).toEqual([]);
      const none = await town.ask(by, APPLY, application(target('no-such-record')));
      expect(none.data).toEqual(told.data);
    }
    expect((await town.cases.desk({ kind: 'repair', first: 1 })).items).toEqual([]);
    expect(await applied(record, undefined, officer('development-reform'))).toMatchObject({ applicant: 'OFFICER' });
  });

  test('of a representative names its letter of authority', async () => {
    const record = await penalised(town, TOWN.near, CONFISCATION);
    const repair = await done(self(TOWN.near), APPLY, application(target(record), { mandateNo: '授权〔2026〕1号' }));
    expect(repair.applicant).toBe('REPRESENTATIVE');
  });

  test('is made once: of many at once one is the first', async () => {
    const record = await penalised(town, TOWN.near, CONFISCATION);
    const all = await Promise.all(
      Array.from({ length: 6 }, () => town.ask(self(TOWN.near), APPLY, application(target(record)))),
    );
    expect(all.filter((told) => payload(told).repair !== null)).toHaveLength(1);
    expect(all.flatMap((told) => payload(told).problems.map(({ code }: { code: string }) => code))).toEqual(
      Array.from({ length: 5 }, () => 'WRONG_STATUS'),
    );
    expect((await town.cases.desk({ kind: 'repair', first: 10 })).items).toHaveLength(1);
  });

  test('under another purpose than its own is refused', async () => {
    const record = await penalised(town, TOWN.near, CONFISCATION);
    const by = { ...officer('market'), purpose: 'daily-supervision' };
    expect(payload(await town.ask(by, APPLY, application(target(record)))).problems).toMatchObject([
      { code: 'NOT_ALLOWED' },
    ]);
  });
});

describe('the department that decided', () => {
  test('may ask for more, and has its limit anew when that comes', async () => {
    const record = await penalised(town, TOWN.near, CONFISCATION);
    const first = await applied(record);
    expect(first.dueOn).toBe('2026-11-05');
    const asked = await done(
      officer('market'),
      repairStep('askForRepairSupplement', 'reason: "请补充整改证明"'),
      first,
    );
    expect([asked.state, asked.dueOn]).toEqual(['SUPPLEMENT_ASKED', null]);
    const more = repairStep('supplementRepair', 'evidence: [{ kind: RECTIFICATION, documentNo: "整改报告1号" }]');
    const stranger = payload(await town.ask(self(TOWN.far), more, asked));
    expect(stranger).toMatchObject({ repair: null, problems: [{ code: 'NOT_FOUND' }] });
    const given = await done(self(TOWN.near), more, asked, '2026-11-12');
    expect([given.state, given.dueOn]).toEqual(['SUBMITTED', '2026-11-17']);
  });

  test('takes longer once, and not after its limit', async () => {
    const EXTEND = repairStep('extendRepair', 'reason: "需要现场核实"');
    const one = await accepted(await penalised(town, TOWN.near, CONFISCATION));
    expect(one.dueOn).toBe('2026-11-16');
    const longer = await done(officer('market'), EXTEND, one);
    expect([longer.dueOn, longer.isExtended]).toEqual(['2026-11-30', true]);
    expect(payload(await town.ask(officer('market'), EXTEND, longer)).problems).toMatchObject([
      { code: 'WRONG_STATUS' },
    ]);
    const late = await accepted(await penalised(town, TOWN.near, CONFISCATION, { documentNo: '19号' }));
    const told = payload(await town.ask(officer('market'), EXTEND, late, '2026-11-17'));
    expect(told.problems).toMatchObject([{ code: 'WRONG_STATUS' }]);
  });

  test('says how grave an act is where the tables do not settle it, and only there', async () => {
    const record = await penalised(town, TOWN.near, ['FINE'], { decisionDate: '2026-09-01' });
    const input = application(target(record), { dutyFulfilledOn: '2026-09-20' });
    const repair = await done(self(TOWN.near), APPLY, input);
    expect(repair.severity).toBeNull();
    const as = (severity: string) => repairStep('acceptRepair', `severity: ${severity}`);
    const unsaid = payload(await town.ask(officer('market'), ACCEPT, repair));
    expect(unsaid.problems).toMatchObject([{ code: 'INVALID', field: 'severity' }]);
    const early = payload(await town.ask(officer('market'), as('GENERAL'), repair));
    expect([early.firstPossibleOn, early.repair.state]).toEqual(['2026-12-01', 'SUBMITTED']);
    expect(await done(officer('market'), as('MINOR'), repair)).toMatchObject({ state: 'ACCEPTED', severity: 'MINOR' });
    const settled = await applied(await penalised(town, TOWN.near, CONFISCATION, { documentNo: '20号' }));
    expect(payload(await town.ask(officer('market'), as('MINOR'), settled)).problems).toMatchObject([
      { code: 'INVALID', field: 'severity' },
    ]);
  });

  test('alone decides: to others it is not to do, or there is none', async () => {
    const repair = await applied(await penalised(town, TOWN.near, CONFISCATION));
    for (const [by, code] of [
      [officer('development-reform'), 'NOT_ALLOWED'],
      [app('market', 'joint-action'), 'NOT_ALLOWED'],
      [self(TOWN.near), 'NOT_ALLOWED'],
      [officer('tax'), 'NOT_FOUND'],
      [self(TOWN.far), 'NOT_FOUND'],
    ] as const) {
      expect(payload(await town.ask(by, ACCEPT, repair)).problems).toMatchObject([{ code }]);
    }
    expect((await town.cases.case(repair.id))?.version).toBe(1);
  });

  test('of two officers who decide at once in two ways one does, and the other reads it again', async () => {
    const repair = await accepted(await penalised(town, TOWN.near, CONFISCATION));
    const both = await Promise.all([APPROVE, REJECT].map((step) => town.ask(officer('market'), step, repair)));
    const codes = both.flatMap((told) => payload(told).problems.map(({ code }: { code: string }) => code));
    expect(codes).toEqual(['CONFLICT']);
  });
});

describe('a repair', () => {
  test('ends publicity and sharing, and the journal says so to whoever pulls', async () => {
    const record = await penalised(town, TOWN.near, CONFISCATION);
    const repair = await done(officer('market'), APPROVE, await accepted(record));
    expect(repair).toMatchObject({ state: 'EFFECTED', isBeingCarriedOut: false });
    expect(await stateOf(record)).toBe('REPAIRED');
    const entries = await town.store.journal('market', 0, 10);
    expect(entries.map(({ reason, recordId }) => [reason, recordId])).toEqual([
      ['REPORTED', record],
      ['REPAIRED', record],
    ]);
    expect(repair.timeline.map(({ what }: { what: string }) => what)).toEqual([
      'SUBMITTED',
      'ACCEPTED',
      'APPROVED',
      'REPAIR_RECORD',
      'TELL',
    ]);
    const kept = (await town.store.recordsById('MarketPenalty', [record])).get(record);
    if (kept === undefined) throw new Error('no record');
    expect(town.store.unseal(kept, 'legalRepresentativeIdNo')).toBe('451102197001013456');
  });

  test('tells everybody who had received the record, and nobody else', async () => {
    const record = await penalised(town, TOWN.near, CONFISCATION);
    const platform = callerWith(
      { kind: 'platform', id: 'platform:guangxi', department: null, subject: null },
      'platform-exchange',
    );
    await read(town, TOWN.near, app('finance', 'procurement-review'));
    await read(town, TOWN.near, platform);
    await read(town, TOWN.near, self(TOWN.near));
    await read(town, TOWN.near, app('market', 'daily-supervision'));
    await read(town, TOWN.far, app('tax', 'daily-supervision'));
    const repair = await done(officer('market'), APPROVE, await accepted(record));
    expect(repair.told).toEqual([
      { department: { code: 'finance' }, other: null, notice: 'REPAIRED' },
      { department: null, other: 'platform platform:guangxi', notice: 'REPAIRED' },
    ]);
    const NOTICES = '{ creditNotices { nodes { notice catalogueItem record subject { id } owner { code } } } }';
    const notice = {
      notice: 'REPAIRED',
      catalogueItem: PENALTY_ITEM,
      record,
      subject: { id: TOWN.near.id },
      owner: { code: 'market' },
    };
    for (const by of [officer('finance'), app('finance', 'procurement-review'), platform]) {
      expect((await town.ask(by, NOTICES)).data.creditNotices.nodes).toEqual([notice]);
    }
    for (const by of [officer('tax'), officer('market')]) {
      expect((await town.ask(by, NOTICES)).data.creditNotices.nodes).toEqual([]);
    }
    expect((await town.ask(self(TOWN.near), NOTICES)).data.creditNotices).toBeNull();
  });

  test('of an entry lifts every measure, which departments that carried one out confirm', async () => {
    const listing = await town.listed('JUDGMENT_DEBTOR', 'court', TOWN.near);
    const TASKS =
      'query ($queue: TaskQueue) { jointTasks(queue: $queue, first: 100) { nodes { id state liftBy lift { effect } } } }';
    const tasks = (await town.ask(officer('finance'), TASKS)).data.jointTasks.nodes;
    const [task] = tasks;
    const EXECUTE = `mutation ($id: ID!) {
      executeTask(id: $id, input: { on: "2026-11-02", documentNo: "1号", effect: "已限制" }) { problems { code } }
    }`;
    expect(payload(await town.ask(officer('finance'), EXECUTE, { id: task.id })).problems).toEqual([]);
    const CONFIRM = `mutation ($id: ID!, $on: Date!) {
      confirmLift(id: $id, input: { on: $on, documentNo: "2号", effect: "已解除" }) { task { state liftBy lift { effect } } problems { code } }
    }`;
    const soon = payload(await town.ask(officer('finance'), CONFIRM, { id: task.id, on: '2026-11-02' }));
    expect(soon.problems).toEqual([{ code: 'WRONG_STATUS' }]);
    const input = application({ listing }, { dutyFulfilledOn: '2026-11-02' });
    const repair = await done(
      officer('court'),
      APPROVE,
      await done(officer('court'), ACCEPT, await done(self(TOWN.near), APPLY, input)),
    );
    expect(repair.state).toBe('EFFECTED');
    const LISTING = 'query ($id: ID!) { jointListing(id: $id) { state tasks { state } timeline { what by } } }';
    const entry = (await town.ask(officer('court'), LISTING, { id: listing })).data.jointListing;
    expect(entry.state).toBe('REPAIRED');
    expect(new Set(entry.tasks.map(({ state }: { state: string }) => state))).toEqual(new Set(['ENDED']));
    expect(entry.timeline.at(-1)).toEqual({ what: 'REPAIR', by: 'officer:court' });
    const toLift = (await town.ask(officer('finance'), TASKS, { queue: 'TO_LIFT' })).data.jointTasks.nodes;
    expect(toLift).toEqual([{ id: task.id, state: 'ENDED', liftBy: '2026-11-05', lift: null }]);
    const foreign = payload(await town.ask(officer('tax'), CONFIRM, { id: task.id, on: '2026-11-02' }));
    expect(foreign).toEqual({ task: null, problems: [{ code: 'NOT_FOUND' }] });
    const lifted = payload(await town.ask(officer('finance'), CONFIRM, { id: task.id, on: '2026-11-02' }));
    expect(lifted).toEqual({ task: { state: 'ENDED', liftBy: null, lift: { effect: '已解除' } }, problems: [] });
    expect((await town.ask(officer('finance'), TASKS, { queue: 'TO_LIFT' })).data.jointTasks.nodes).toEqual([]);
    const told = repair.told.map(({ department }: { department: { code: string } }) => department.code);
    expect(told).toContain('finance');
    expect(told).not.toContain('court');
  });

  test('of one decision that is coordinated and reported repairs both', async () => {
    const documentNo = '贺法失信〔2026〕9号';
    const listing = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near, {
      documentNo,
      decidedOn: '2025-10-20',
    });
    const record = await town.recorded('MarketSeriousViolation', 'MARKET_SERIOUS_VIOLATION', TOWN.near, {
      documentNo,
      decisionDate: '2025-10-20',
    });
    const repair = await done(self(TOWN.near), APPLY, application({ listing }));
    await done(officer('market'), APPROVE, await done(officer('market'), ACCEPT, repair));
    const kept = (await town.store.recordsById('MarketSeriousViolation', [record])).get(record);
    expect(kept?.state).toBe('REPAIRED');
    const MEASURES =
      'query ($id: ID!) { _entities(representations: [{ __typename: "CreditSubject", id: $id }]) { ... on CreditSubject { measuresInForce { source } } } }';
    const measures = (await town.ask(officer('market'), MEASURES, { id: TOWN.near.id })).data._entities[0]
      .measuresInForce;
    expect(measures).toEqual([]);
  });

  test('that was obtained by deceit is taken back: all stands again, and the subject is barred', async () => {
    const record = await penalised(town, TOWN.near, CONFISCATION);
    await read(town, TOWN.near, app('finance', 'procurement-review'));
    const repair = await done(officer('market'), APPROVE, await accepted(record));
    const revoked = await done(officer('market'), REVOKE, repair);
    expect(revoked).toMatchObject({ state: 'REVOKED', barredUntil: '2029-11-02' });
    expect(await stateOf(record)).toBe('EFFECTIVE');
    expect(revoked.told.map(({ notice }: { notice: string }) => notice)).toEqual(['REPAIRED', 'REPAIR_REVOKED']);
    const other = await penalised(town, TOWN.near, CONFISCATION, { documentNo: '19号' });
    const barred = payload(await town.ask(self(TOWN.near), APPLY, application(target(other))));
    expect(barred).toMatchObject({ repair: null, firstPossibleOn: '2029-11-02' });
    expect(payload(await town.ask(officer('market'), REVOKE, revoked)).problems).toMatchObject([
      { code: 'WRONG_STATUS' },
    ]);
  });

  test('that was refused bars nothing, but for one whose evidence was false', async () => {
    const record = await penalised(town, TOWN.near, CONFISCATION);
    const refused = await done(officer('market'), REJECT, await accepted(record));
    expect([refused.state, refused.barredUntil]).toEqual(['REJECTED', null]);
    const again = await done(officer('market'), DECEIVED, await accepted(record));
    expect(again.barredUntil).toBe('2029-11-02');
    const barred = payload(await town.ask(self(TOWN.near), APPLY, application(target(record))));
    expect(barred).toMatchObject({ repair: null, firstPossibleOn: '2029-11-02' });
  });

  test('restores an entry with its tasks: what was lifted is to be done anew', async () => {
    const listing = await town.listed('JUDGMENT_DEBTOR', 'court', TOWN.near);
    const input = application({ listing }, { dutyFulfilledOn: '2026-11-02' });
    const repaired = await done(
      officer('court'),
      APPROVE,
      await done(officer('court'), ACCEPT, await done(self(TOWN.near), APPLY, input)),
    );
    await done(officer('court'), REVOKE, repaired, '2026-11-09');
    const LISTING = 'query ($id: ID!) { jointListing(id: $id) { state tasks { state dueOn } } }';
    const { state, tasks } = (await town.ask(officer('court'), LISTING, { id: listing }, '2026-11-09')).data
      .jointListing;
    expect(state).toBe('EFFECTIVE');
    expect(new Set(tasks.map((task: object) => JSON.stringify(task)))).toEqual(
      new Set([JSON.stringify({ state: 'PENDING', dueOn: '2026-11-12' })]),
    );
  });
});

test('a notice names a natural person to those only who may see persons', async () => {
  const record = await penalised(town, TOWN.person, CONFISCATION, { publicityStartDate: null, publicityEndDate: null });
  await read(town, TOWN.person, app('finance', 'procurement-review'));
  await done(
    officer('market'),
    APPROVE,
    await done(officer('market'), ACCEPT, await applied(record, undefined, self(TOWN.person))),
  );
  const NOTICES = '{ creditNotices { nodes { record subject { id } } } }';
  const plain = await town.ask(app('finance', 'procurement-review'), NOTICES);
  expect([plain.data.creditNotices.nodes, plain.subjects]).toEqual([[{ record, subject: null }], []]);
  const entitled = await town.ask(app('finance', 'procurement-review', PERSONS), NOTICES);
  expect(entitled.data.creditNotices.nodes).toEqual([{ record, subject: { id: TOWN.person.id } }]);
  expect(entitled.subjects).toEqual([TOWN.person.id]);
});

describe('who sees a repair', () => {
  const CASE = 'query ($id: ID!) { repairCase(id: $id) { id timeline { by } } }';
  const OF_SUBJECT =
    'query ($id: ID!) { _entities(representations: [{ __typename: "CreditSubject", id: $id }]) { ... on CreditSubject { repairCases { id } } } }';

  test('is who decides, the credit office, the subject, who reads by its leave, and auditors', async () => {
    const repair = await applied(await penalised(town, TOWN.near, CONFISCATION));
    const agency = (subjects: readonly string[]) =>
      callerWith({ kind: 'agency', id: 'agency:x', department: null, subject: null }, 'credit-report', [
        { policies: ['subject-consent'], rows: { subjects } },
      ]);
    const auditor = callerWith({ kind: 'auditor', id: 'auditor:x', department: null, subject: null }, 'audit');
    for (const [by, names] of [
      [officer('market'), true],
      [app('market', 'joint-action'), true],
      [officer('development-reform'), true],
      [auditor, true],
      [self(TOWN.near), false],
      [agency([TOWN.near.id]), false],
    ] as const) {
      const told = await town.ask(by, CASE, { id: repair.id });
      expect(told.data.repairCase).toEqual({ id: repair.id, timeline: [{ by: names ? 'subject:self' : null }] });
      expect(told.subjects).toEqual([TOWN.near.id]);
      const { repairCases } = (await town.ask(by, OF_SUBJECT, { id: TOWN.near.id })).data._entities[0];
      expect(repairCases).toEqual([{ id: repair.id }]);
    }
    for (const by of [officer('tax'), app('tax', 'joint-action'), self(TOWN.far), agency([TOWN.far.id])]) {
      const told = await town.ask(by, CASE, { id: repair.id });
      expect([told.data.repairCase, told.subjects]).toEqual([null, []]);
      const { repairCases } = (await town.ask(by, OF_SUBJECT, { id: TOWN.near.id })).data._entities[0];
      expect(repairCases).toEqual([]);
    }
  });

  test('officers find on their desk what is theirs, the credit office what is everybody’s', async () => {
    const repair = await applied(await penalised(town, TOWN.near, CONFISCATION));
    const DESK =
      'query ($department: String) { repairCases(state: SUBMITTED, department: $department) { nodes { id } } }';
    const desk = async (by: Passport, department?: string) =>
      (await town.ask(by, DESK, { department })).data.repairCases?.nodes.map(({ id }: { id: string }) => id) ?? null;
    expect(await desk(officer('market'))).toEqual([repair.id]);
    const LATE = '{ repairCases(overdue: true) { nodes { id } } }';
    const late = async (day: string) => (await town.ask(officer('market'), LATE, {}, day)).data.repairCases.nodes;
    expect([await late('2026-11-05'), await late('2026-11-06')]).toEqual([[], [{ id: repair.id }]]);
    expect(await desk(officer('development-reform'))).toEqual([repair.id]);
    expect(await desk(officer('development-reform'), 'tax')).toEqual([]);
    expect(await desk(officer('tax'))).toEqual([]);
    expect(await desk(officer('tax'), 'market')).toBeNull();
    expect(await desk(app('market', 'joint-action'))).toBeNull();
    expect(await desk(self(TOWN.near))).toBeNull();
  });
});
