import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NOON } from '../../harness/test-hub.ts';
import {
  type CallerName,
  type Organization,
  organizations,
  PENALTY_ITEM,
  penaltyOn,
  penaltyRow,
  type ReportingHub,
  reportingHub,
  submit,
} from './reporting.ts';

let hub: ReportingHub;
let one: Organization;
beforeAll(async () => {
  hub = await reportingHub();
  [one] = (await organizations(hub, 1)) as [Organization];
  await submit(hub, 'november', [
    penaltyOn(one, 1),
    penaltyOn(one, 2, { 处罚决定日期: '2026-10-12', 公示截止期: '2027-10-12' }), // late
    penaltyOn(one, 3, { 处罚决定日期: '2026-10-12', '罚款金额（万元）': '' }), // late, and refused
    penaltyOn(one, 4, { '行政相对人代码_1（统一社会信用代码）': '91451102MA5T00010X' }), // a bad code
    penaltyRow(5), // nobody's code
  ]);
  hub.clock.now = new Date('2027-01-04T04:00:00Z');
  await submit(hub, 'january', [penaltyOn(one, 6, { 处罚决定日期: '2026-12-31', 公示截止期: '2027-12-31' })]);
});
afterAll(() => hub[Symbol.asyncDispose]());

const QUALITY = `query ($from: String!, $to: String!, $department: String, $item: String) {
  collectionQuality(fromMonth: $from, toMonth: $to, department: $department, item: $item) {
    department item month isCovered complianceRate lateRate badCodeRate unmatchedRate
    counts { received accepted refused waiting byRule { rule rows } }
  }
}`;

const quality = (caller: CallerName, variables: object = {}) =>
  hub.askAs(caller, QUALITY, { from: '2026-11', to: '2027-01', item: PENALTY_ITEM, ...variables });

test('each month has its figures, and a month without a report is seen to have none', async () => {
  const { data } = await quality('officer');
  const common = { department: 'market', item: PENALTY_ITEM };
  const nothing = { received: 0, accepted: 0, refused: 0, waiting: 0, byRule: [] };
  expect(data.collectionQuality).toEqual([
    {
      ...common,
      month: '2026-11',
      isCovered: true,
      counts: {
        received: 5,
        accepted: 2,
        refused: 2,
        waiting: 1,
        byRule: [
          { rule: 'R02', rows: 1 },
          { rule: 'R09', rows: 1 },
          { rule: 'R14', rows: 1 },
        ],
      },
      complianceRate: 0.4,
      lateRate: 1 / 3,
      badCodeRate: 0.2,
      unmatchedRate: 0.2,
    },
    {
      ...common,
      month: '2026-12',
      isCovered: false,
      counts: nothing,
      complianceRate: null,
      lateRate: null,
      badCodeRate: null,
      unmatchedRate: null,
    },
    expect.objectContaining({ ...common, month: '2027-01', isCovered: true, complianceRate: 1, lateRate: 0 }),
  ]);
});

test('a report that there was nothing covers its month', async () => {
  const zero = `mutation ($month: String!) { reportNothing(item: "${PENALTY_ITEM}", month: $month) { month problems { code field } } }`;
  const report = async (month: string) => (await hub.askAs('application', zero, { month })).data.reportNothing;
  expect(await report('2026-12')).toEqual({ month: '2026-12', problems: [] });
  expect(await report('2026-12')).toEqual({ month: '2026-12', problems: [] });
  const { data } = await quality('officer', { from: '2026-12', to: '2026-12' });
  expect(data.collectionQuality).toMatchObject([{ isCovered: true, counts: { received: 0 } }]);
  for (const month of ['2027-02', '2026-13', 'soon']) {
    expect(await report(month)).toEqual({ month: null, problems: [{ code: 'INVALID', field: 'month' }] });
  }
});

test.each(['auditor', 'operator'] as const)('%s sees all departments, or the one that it names', async (caller) => {
  const all = (await quality(caller, { item: null, to: '2026-11' })).data.collectionQuality;
  const departments = new Set(all.map(({ department }: { department: string }) => department));
  expect(departments.size).toBeGreaterThan(15);
  for (const own of ['subjects', 'governance', 'audit', 'collection']) expect(departments).not.toContain(own);
  const named = (await quality(caller, { item: null, to: '2026-11', department: 'tax' })).data.collectionQuality;
  expect(new Set(named.map(({ department }: { department: string }) => department))).toEqual(new Set(['tax']));
});

test('a department sees its own figures only', async () => {
  const own = (await quality('ecologist', { item: null, to: '2026-11' })).data.collectionQuality;
  expect(new Set(own.map(({ department }: { department: string }) => department))).toEqual(new Set(['ecology']));
  expect((await quality('ecologist')).data.collectionQuality).toEqual([]);
  expect((await quality('ecologist', { department: 'market' })).data.collectionQuality).toBeNull();
  expect((await quality('reader')).data.collectionQuality).toHaveLength(3);
});

test.each(['platform', 'agency', 'subject'] as const)('%s sees none', async (caller) => {
  expect((await quality(caller)).data.collectionQuality).toBeNull();
});

test('the public sees none, and the collection is not asked', async () => {
  hub.asked.length = 0;
  const { data, errors } = await quality('public');
  expect(data.collectionQuality).toBeNull();
  expect(errors?.[0]?.extensions.reason).toBe('UNAUTHENTICATED');
  expect(hub.asked).toEqual([]);
});

test.each([
  [{ from: '2026-1' }, 'fromMonth'],
  [{ to: '2026-13' }, 'toMonth'],
  [{ from: '2027-02' }, 'toMonth'],
  [{ from: '2020-01' }, 'toMonth'],
])('months that make no period are refused: %j', async (variables, argument) => {
  const { errors } = await quality('officer', variables);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_ARGUMENT', argument });
});

test('a row counts for the month of the city in which it came', async () => {
  hub.clock.now = new Date('2027-01-31T16:30:00Z'); // half past midnight of 1 February in the city
  await submit(hub, 'midnight', [penaltyOn(one, 7, { 处罚决定日期: '2027-01-29', 公示截止期: '2028-01-29' })]);
  const { data } = await quality('officer', { from: '2027-02', to: '2027-02' });
  expect(data.collectionQuality).toMatchObject([{ counts: { received: 1 } }]);
  hub.clock.now = NOON;
});
