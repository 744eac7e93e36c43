import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { NOON } from '../../harness/test-hub.ts';
import {
  type CallerName,
  type Organization,
  organizations,
  PENALTY_ITEM,
  penaltiesOf,
  penaltyOn,
  type ReportingHub,
  reportingHub,
  submit,
} from './reporting.ts';

let hub: ReportingHub;
let one: Organization;
beforeAll(async () => {
  hub = await reportingHub();
  [one] = (await organizations(hub, 1)) as [Organization];
});
beforeEach(() => {
  hub.clock.now = NOON;
});
afterAll(() => hub[Symbol.asyncDispose]());

interface Seen {
  readonly id: string;
  readonly state: string;
  readonly publicityEndDate: string;
}

async function seen(documentNo: string, caller: CallerName = 'public'): Promise<Seen | undefined> {
  const fields = '{ nodes { id documentNo state publicityEndDate } }';
  const { data } = await hub.askAs(
    caller,
    `query ($id: ID!) { subject(id: $id) { marketPenalties(first: 50) ${fields} } marketPenalties(first: 100) ${fields} }`,
    { id: one.id },
  );
  const find = ({ nodes }: { nodes: (Seen & { documentNo: string })[] }) =>
    nodes.find((node) => node.documentNo === documentNo);
  expect(find(data.marketPenalties)).toEqual(find(data.subject.marketPenalties));
  return find(data.subject.marketPenalties);
}

test('a penalty is seen to the last minute of its last day in the city, and is over with the next one', async () => {
  const row = penaltyOn(one, 1);
  await submit(hub, 'clock', [row]);
  const documentNo = String(row.行政处罚决定书文号);
  const { publicityEndDate: end } = (await seen(documentNo)) as Seen;
  const lastMinute = new Date(`${end}T23:59:59.999+08:00`);
  hub.clock.now = lastMinute;
  expect(await seen(documentNo)).toMatchObject({ state: 'EFFECTIVE' });
  hub.clock.now = new Date(lastMinute.getTime() + 1);
  expect(await seen(documentNo)).toBeUndefined();
  expect(await seen(documentNo, 'officer')).toMatchObject({ state: 'EXPIRED' });
  hub.clock.now = lastMinute;
  expect(await seen(documentNo, 'officer')).toMatchObject({ state: 'EFFECTIVE' });
});

test('a penalty is not seen before its publicity begins', async () => {
  hub.clock.now = NOON;
  const row = penaltyOn(one, 2);
  await submit(hub, 'before', [row]);
  const documentNo = String(row.行政处罚决定书文号);
  hub.clock.now = new Date('2026-10-28T23:59:59.999+08:00');
  expect(await seen(documentNo)).toBeUndefined();
  hub.clock.now = new Date('2026-10-29T00:00:00+08:00');
  expect(await seen(documentNo)).toBeDefined();
});

const WITHDRAW = `mutation ($id: ID!, $reason: WithdrawalReason!) {
  withdrawRecord(item: "${PENALTY_ITEM}", id: $id, reason: $reason) { id problems { code field } }
}`;

test('a withdrawn penalty is seen by nobody but its department, and the journal keeps that it was there', async () => {
  const row = penaltyOn(one, 3);
  await submit(hub, 'withdrawal', [row]);
  const documentNo = String(row.行政处罚决定书文号);
  const { id } = (await seen(documentNo)) as Seen;
  const head = await hub.store.journalHead('market');
  const { data } = await hub.askAs('application', WITHDRAW, { id, reason: 'REVOKED' });
  expect(data.withdrawRecord).toEqual({ id, problems: [] });
  for (const caller of ['public', 'ecologist', 'platform', 'auditor'] as const) {
    expect(await penaltiesOf(hub, one.id, caller)).not.toContain(documentNo);
  }
  const [entry] = await hub.store.journal('market', head, 10);
  expect(entry).toMatchObject({ recordId: id, operation: 'WITHDRAW', reason: 'REVOKED', version: 2 });
});

test('withdrawing twice is withdrawing once', async () => {
  const row = penaltyOn(one, 4);
  await submit(hub, 'withdrawal again', [row]);
  const { id } = (await seen(String(row.行政处罚决定书文号))) as Seen;
  await hub.askAs('officer', WITHDRAW, { id, reason: 'CORRECTED' });
  const head = await hub.store.journalHead('market');
  const { data } = await hub.askAs('officer', WITHDRAW, { id, reason: 'REVOKED' });
  expect(data.withdrawRecord).toEqual({ id, problems: [] });
  expect(await hub.store.journalHead('market')).toBe(head);
});

test('what is not there, and what another department has, cannot be withdrawn alike', async () => {
  const { data: ecology } = await hub.ask('{ registrations(first: 1) { nodes { id } } }');
  const problems = async (id: string) =>
    (await hub.askAs('officer', WITHDRAW, { id, reason: 'REVOKED' })).data.withdrawRecord;
  expect(await problems(ecology.registrations.nodes[0].id)).toEqual(await problems('nothing'));
  expect(await problems('nothing')).toEqual({ id: null, problems: [{ code: 'NOT_FOUND', field: 'id' }] });
});
