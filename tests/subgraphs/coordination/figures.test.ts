import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Passport, PUBLIC_PASSPORT } from '../../../schema/access/passport.ts';
import type { CoordinationStore } from '../../../storage/coordination/port.ts';
import { figuresFor } from '../../../subgraphs/_runtime/figures/figures.ts';
import { FiguresBook } from '../../../subgraphs/_runtime/figures/figures-book.ts';
import { caseFacts } from '../../../subgraphs/coordination/case-facts.ts';
import { engineLocations } from '../../storage/engine-locations.ts';
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

const { locations, drop } = engineLocations('figures');

afterAll(drop);

const FIGURES = `query ($by: [FigureDimension!], $department: String, $from: String, $to: String) {
  coordinationFigures(by: $by, department: $department, from: $from, to: $to) {
    smallestGroup
    rows {
      unit count overdue responseDue responded responseRate medianResponseDays feedbackDue fedBack medianFeedbackDays
      department { code } list { code } measure { code } mechanism month area pooled outcomes { outcome count }
    }
  }
}`;

/** Figures over the store of a test, never older than the question. */
function figuresOver(town: TestCoordination): FiguresBook {
  const { cases: store, store: subjects } = town;
  return new FiguresBook({ store, subjects, factsOf: caseFacts, freshForMs: 0 });
}

const of = (kind: 'auditor' | 'operator' | 'platform' | 'subject' | 'agency') =>
  callerWith({ kind, id: kind, department: null, subject: null }, 'joint-action');

describe.each(locations)('figures on %s', (_, location) => {
  let town: TestCoordination;
  beforeEach(async () => {
    town = await testCoordination(location);
  });
  afterEach(async () => {
    await town[Symbol.asyncDispose]();
    await drop(); // the next test has the server's database to itself
  });

  async function rows(by: Passport, variables: object = {}, on = TODAY) {
    const { data, codes } = await town.ask(by, FIGURES, { from: '2026-10', to: '2026-11', ...variables }, on);
    expect(codes).toEqual([]);
    return data.coordinationFigures?.rows ?? null;
  }

  const tasksOf = async (department: string) => {
    const tasks = '{ jointTasks(queue: ALL, first: 100) { nodes { id } } }';
    return (await town.ask(officer(department), tasks)).data.jointTasks.nodes.map(({ id }: { id: string }) => id);
  };

  test('count entries, tasks and checks by what came of them, with rates and the days that it took', async () => {
    await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near);
    const [accepted, declined, ...rest] = await tasksOf('finance');
    const accept = 'mutation ($id: ID!) { acceptTask(id: $id) { problems { code } } }';
    const decline = 'mutation ($id: ID!) { declineTask(id: $id, reason: "不适用") { problems { code } } }';
    await town.ask(officer('finance'), accept, { id: accepted }, '2026-11-04');
    if (declined !== undefined) await town.ask(officer('finance'), decline, { id: declined }, '2026-11-06');
    const [task] = (await rows(officer('finance'), {}, '2026-11-09')).filter(
      ({ unit }: { unit: string }) => unit === 'task',
    );
    const answered = declined === undefined ? 1 : 2;
    const total = answered + rest.length;
    expect(task).toMatchObject({
      count: total,
      responseDue: total,
      responded: answered,
      responseRate: answered / total,
      medianResponseDays: declined === undefined ? 2 : 3,
      feedbackDue: total,
      fedBack: answered - 1,
      overdue: rest.length,
      pooled: [],
    });
    const byList = await rows(of('auditor'), { by: ['LIST', 'MONTH', 'AREA'] });
    expect(byList.find(({ unit }: { unit: string }) => unit === 'listing')).toMatchObject({
      list: { code: 'MARKET_SERIOUS_VIOLATION' },
      month: '2026-10',
      area: TOWN.near.areaCode,
      count: 1,
      outcomes: [{ outcome: 'EFFECTIVE', count: 1 }],
    });
  });

  test('follow what happens, as if they were worked out anew each time', async () => {
    const kept = figuresOver(town);
    const question = {
      by: ['department', 'measure', 'month', 'area'],
      from: '2026-10',
      to: '2026-11',
      department: null,
    } as const;
    const answers = (book: FiguresBook) => figuresFor(of('auditor'), question, book, TODAY);
    const steps: (() => Promise<unknown>)[] = [
      () => town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near),
      () => town.listed('WAGE_ARREARS', 'human-resources', TOWN.far),
      async () => {
        const [id] = await tasksOf('finance');
        const accept = 'mutation ($id: ID!) { acceptTask(id: $id) { problems { code } } }';
        return town.ask(officer('finance'), accept, { id });
      },
      async () => {
        const check = `mutation ($subject: ID!) {
          creditCheck(subject: $subject, powerItem: "PROCUREMENT_SUPPLIER_REVIEW", caseNo: "1") { problems { code } }
        }`;
        const by = application('finance', 'procurement-review', PERSONS);
        return town.ask(by, check, { subject: TOWN.near.id });
      },
      () => otherCase(town.cases, 'repair', 'APPROVED'),
    ];
    let before: unknown = null;
    for (const step of steps) {
      await step();
      const told = await answers(kept);
      expect(told).toEqual(await answers(figuresOver(town)));
      expect(told).not.toEqual(before);
      before = told;
    }
    const repairs = (await rows(of('auditor'), { by: ['DEPARTMENT'] })).filter(
      ({ unit }: { unit: string }) => unit === 'repair',
    );
    expect(repairs).toMatchObject([{ count: 1, department: { code: 'market' }, outcomes: [{ outcome: 'APPROVED' }] }]);
  });

  test('are each department’s own, all for auditors, and without small groups for those who only watch', async () => {
    await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near);
    const departments = (found: readonly { department: { code: string } }[]) =>
      new Set(found.map(({ department }) => department.code));
    const by = ['DEPARTMENT'];
    expect(departments(await rows(officer('finance'), { by }))).toEqual(new Set(['finance']));
    expect(await rows(officer('finance'), { by, department: 'market' })).toBeNull();
    expect(departments(await rows(of('auditor'), { by })).size).toBeGreaterThan(3);
    expect(departments(await rows(of('auditor'), { department: 'market', by }))).toEqual(new Set(['market']));
    // One company is a small group, whatever it is told by.
    expect(await rows(of('operator'), { by })).toEqual([]);
    expect(await rows(officer('development-reform'), { by })).toEqual([]);
    expect(await rows(of('operator'))).toEqual([]);
  });

  test('are totals of the city to everybody else', async () => {
    const everybody = [PUBLIC_PASSPORT, of('platform'), of('agency')] as const;
    for (const by of everybody) {
      expect(await rows(by)).toEqual([]);
      expect(await rows(by, { by: ['MONTH'] })).toEqual([]);
      expect(await rows(by, { by: ['DEPARTMENT'] })).toBeNull();
      expect(await rows(by, { department: 'market' })).toBeNull();
    }
    for (let number = 0; number < 5; number += 1) await otherCase(town.cases, 'repair', 'APPROVED', `o.${number}`);
    const [row] = await rows(everybody[0]);
    expect(row).toMatchObject({ unit: 'repair', count: 5, outcomes: [{ outcome: 'APPROVED', count: 5 }] });
  });

  test('what is late is told to its department and to those who watch, without whom it is about', async () => {
    const id = await town.listed('MARKET_SERIOUS_VIOLATION', 'market', TOWN.near);
    const late = `query ($department: String) {
      overdueWork(department: $department, first: 100) { nodes { kind about department { code } dueOn } }
    }`;
    const nodes = async (by: Passport, department: string | null = null, on = '2026-11-06') => {
      const told = await town.ask(by, late, { department }, on);
      expect(told.subjects).toEqual([]);
      return told.data.overdueWork?.nodes ?? null;
    };
    expect(await nodes(officer('finance'), null, TODAY)).toEqual([]);
    const own = await nodes(officer('finance'));
    expect(own.length).toBeGreaterThan(0);
    for (const one of own) {
      expect(one).toEqual({
        kind: 'TASK',
        about: expect.stringContaining(id),
        department: { code: 'finance' },
        dueOn: '2026-11-05',
      });
    }
    expect(await nodes(of('operator'), 'finance')).toEqual(own);
    expect((await nodes(of('auditor'))).length).toBeGreaterThan(own.length);
    expect(await nodes(officer('tax'), 'finance')).toBeNull();
    for (const kind of ['platform', 'agency', 'subject'] as const) expect(await nodes(of(kind))).toBeNull();
  });
});

test('months that are none, and too many of them, are refused', async () => {
  await using town = await testCoordination();
  for (const months of [
    { from: '2026-13' },
    { to: 'November' },
    { from: '2026-11', to: '2026-10' },
    { from: '2020-01' },
  ]) {
    const { codes } = await town.ask(of('auditor'), FIGURES, months);
    expect(codes).toEqual(['INVALID_ARGUMENT']);
  }
});

/** A case of a kind that figures know nothing of. */
async function otherCase(store: CoordinationStore, kind: string, state: string, subject = TOWN.near.id): Promise<void> {
  const at = '2026-11-02T04:00:00.000Z';
  const entry = { ref: kind, kind, department: 'market', state, dueOn: null, openUntil: null, since: at };
  await store.save({
    id: `${kind}-${subject}`,
    kind,
    version: 1,
    openedAt: at,
    at,
    subjects: [subject],
    content: {},
    event: {},
    desks: [entry],
  });
}
