import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  nobodysNumber,
  type Organization,
  organizations,
  PENALTY_ITEM,
  penaltiesOf,
  penaltyOn,
  penaltyOnPerson,
  penaltyRow,
  type ReportingHub,
  reportingHub,
  SUBMIT,
  submit,
} from './reporting.ts';

let hub: ReportingHub;
let one: Organization;
let other: Organization;
beforeAll(async () => {
  hub = await reportingHub();
  [one, other] = (await organizations(hub, 2)) as [Organization, Organization];
});
afterAll(() => hub[Symbol.asyncDispose]());

const rulesOf = (outcome: { findings: { field: string; rule: { code: string } }[] }) =>
  outcome.findings.map(({ rule, field }) => `${rule.code} ${field}`);

/** Records of the department, with what changed. */
async function versions(subject: string, documentNo: string) {
  const query = `query ($id: ID!) { subject(id: $id) { marketPenalties(first: 50) { nodes { documentNo version facts } } } }`;
  const { data } = await hub.ask(query, { id: subject });
  return data.subject.marketPenalties.nodes.filter((node: { documentNo: string }) => node.documentNo === documentNo);
}

test.each(['officer', 'application'] as const)(
  'what an %s of the department reports is what the public sees',
  async (caller) => {
    const row = penaltyOn(one, caller === 'officer' ? 1 : 2);
    const { batch, outcomes, problems } = await submit(hub, `by ${caller}`, [row], caller);
    expect(problems).toEqual([]);
    expect(outcomes).toEqual([]);
    expect(batch.counts).toEqual({ received: 1, accepted: 1, refused: 0, waiting: 0, byRule: [] });
    expect(batch.finishedAt).toBe('2026-11-02T04:00:00.000Z');
    expect(await penaltiesOf(hub, one.id)).toContain(row.行政处罚决定书文号);
  },
);

test('the same key gives the outcome of the first time, and takes no row again', async () => {
  const rows = [penaltyOn(one, 10), penaltyOn(one, 11, { 处罚决定日期: '昨天' })];
  const first = await submit(hub, 'again', rows);
  const head = await hub.store.journalHead('market');
  expect(await submit(hub, 'again', rows)).toEqual(first);
  const reordered = rows.map((row) => Object.fromEntries(Object.entries(row).reverse()));
  expect(await submit(hub, 'again', reordered)).toEqual(first);
  expect(await hub.store.journalHead('market')).toBe(head);
});

test('the same key with other rows is refused, and nothing of them is taken', async () => {
  const rows = [penaltyOn(one, 17)];
  await submit(hub, 'of its own', rows);
  const head = await hub.store.journalHead('market');
  for (const others of [
    [penaltyOn(other, 12)],
    [...rows, penaltyOn(other, 12)],
    [penaltyOn(one, 17, { 备注: '一' })],
  ]) {
    const { batch, problems } = await submit(hub, 'of its own', others);
    expect(batch).toBeNull();
    expect(problems).toEqual([
      { code: 'INVALID', field: 'batchKey', message: expect.stringContaining('with other rows') },
    ]);
  }
  expect(await hub.store.journalHead('market')).toBe(head);
  expect(await penaltiesOf(hub, other.id)).not.toContain('贺市监罚字〔2026〕90012号');
});

test('a batch that is sent twice at once is one batch, and each row one record', async () => {
  const rows = [penaltyOn(one, 13), penaltyOn(one, 14)];
  const head = await hub.store.journalHead('market');
  const [first, second] = await Promise.all([submit(hub, 'twice', rows), submit(hub, 'twice', rows)]);
  expect(second.batch.counts).toEqual(first.batch.counts);
  expect(await hub.store.journalHead('market')).toBe(head + 2);
});

test('the keys of one item say nothing of another one, nor those of one department of another', async () => {
  const rows = [penaltyOn(one, 15)];
  const { batch } = await submit(hub, 'shared key', rows);
  const permit = await hub.askAs('officer', SUBMIT, { item: 'market.administrative-permit', key: 'shared key', rows });
  expect(permit.data.submitRecords.batch?.id).not.toBe(batch.id);
});

test('rows that break a rule are refused one by one, with the rule and the field', async () => {
  const rows = [
    penaltyOn(one, 20),
    penaltyOn(one, 21, { '罚款金额（万元）': '' }),
    penaltyOn(one, 22, { 处罚决定日期: '2026-11-03' }),
    penaltyOn(one, 23, { '行政相对人代码_1（统一社会信用代码）': '91451102MA5T00010X' }),
    penaltyOn(one, 24, { 违法事实: '' }),
  ];
  const { batch, outcomes } = await submit(hub, 'rules', rows);
  expect(batch.counts).toMatchObject({ received: 5, accepted: 1, refused: 4, waiting: 0 });
  expect(outcomes.map(({ row, outcome }: { row: number; outcome: string }) => [row, outcome])).toEqual([
    [2, 'REFUSED'],
    [3, 'REFUSED'],
    [4, 'REFUSED'],
    [5, 'REFUSED'],
  ]);
  expect(outcomes.map(rulesOf)).toEqual([
    ['R09 fineAmountWan'],
    expect.arrayContaining([expect.stringMatching(/^R07 /)]),
    ['R02 counterpartyUscc'],
    ['R01 facts'],
  ]);
  const seen = await penaltiesOf(hub, one.id);
  expect(seen).toContain('贺市监罚字〔2026〕90020号');
  for (const number of [21, 22, 23, 24]) expect(seen).not.toContain(`贺市监罚字〔2026〕900${number}号`);
});

test('the receipts of a batch say what came, what kept to the rules, and what is a record, to its department alone', async () => {
  const rows = [penaltyOn(one, 25), penaltyOn(one, 26, { 违法事实: '' }), penaltyRow(27)];
  const { batch } = await submit(hub, 'receipts', rows);
  const RECEIPTS = 'query ($id: ID!) { intakeBatch(id: $id) { receipts { layer issuedAt passed stopped } } }';
  const issuedAt = '2026-11-02T04:00:00.000Z';
  expect((await hub.askAs('officer', RECEIPTS, { id: batch.id })).data.intakeBatch.receipts).toEqual([
    { layer: 'TRANSPORT', issuedAt, passed: 3, stopped: 0 },
    { layer: 'VALIDATION', issuedAt, passed: 2, stopped: 1 },
    { layer: 'LOAD', issuedAt, passed: 1, stopped: 1 },
  ]);
  expect((await hub.ask(RECEIPTS, { id: batch.id })).data).toEqual({ intakeBatch: null });
});

test('a row of which a warning is given is a record all the same', async () => {
  const row = penaltyOn(one, 30, { 处罚决定日期: '2026-10-12', 公示截止期: '2027-10-12' });
  const { batch, outcomes } = await submit(hub, 'late', [row]);
  expect(batch.counts).toMatchObject({ accepted: 1, byRule: [{ rule: 'R14', rows: 1 }] });
  expect(outcomes.map(rulesOf)).toEqual([['R14 decisionDate']]);
  expect(await penaltiesOf(hub, one.id)).toContain(row.行政处罚决定书文号);
});

test('a refused row counts under what refuses it, and not as late as well', async () => {
  const row = penaltyOn(one, 31, { 处罚决定日期: '2026-10-12', 公示截止期: '2027-10-12', '罚款金额（万元）': '' });
  const { batch, outcomes } = await submit(hub, 'late and refused', [row]);
  expect(batch.counts.byRule).toEqual([{ rule: 'R09', rows: 1 }]);
  expect(rulesOf(outcomes[0])).toContain('R14 decisionDate');
});

test('a row that is reported again with other words is the next version of its record, and the same row is none', async () => {
  await submit(hub, 'first words', [penaltyOn(one, 40)]);
  await submit(hub, 'same words', [penaltyOn(one, 40)]);
  const [first] = await versions(one.id, '贺市监罚字〔2026〕90040号');
  expect(first).toMatchObject({ version: 1 });
  await submit(hub, 'other words', [penaltyOn(one, 40, { 违法事实: '经营超过保质期的饮料。' })]);
  const records = await versions(one.id, '贺市监罚字〔2026〕90040号');
  expect(records).toEqual([expect.objectContaining({ version: 2, facts: '经营超过保质期的饮料。' })]);
});

test('numbers are texts of their digits, and a code of eighteen of them is none', async () => {
  const rows = [{ ...penaltyOn(one, 41), '罚款金额（万元）': 0.5 } as never];
  expect((await submit(hub, 'numbers', rows)).batch.counts).toMatchObject({ accepted: 1 });
  const code = [{ ...penaltyOn(one, 42), '行政相对人代码_1（统一社会信用代码）': 9.1451102e17 } as never];
  expect((await submit(hub, 'number as code', code)).batch.counts).toMatchObject({ refused: 1 });
});

describe('a natural person', () => {
  const idNo = nobodysNumber(1);

  test('becomes a subject by the keyed hash of the number, and is no business of the public', async () => {
    const { batch } = await submit(hub, 'person', [penaltyOnPerson('样例丙', idNo, 50)]);
    expect(batch.counts).toMatchObject({ accepted: 1 });
    const query = '{ marketPenalties(first: 100) { nodes { documentNo subject { id } } } }';
    const own = await hub.askAs('officer', query);
    const record = own.data.marketPenalties.nodes.find(
      ({ documentNo }: { documentNo: string }) => documentNo === '贺市监罚字〔2026〕90050号',
    );
    expect(record.subject).toEqual({ id: expect.stringMatching(/^p\.[\w-]{20,}$/) });
    expect(record.subject.id).not.toContain(idNo);
    expect(JSON.stringify(await hub.ask(query))).not.toContain('90050');
    expect(await penaltiesOf(hub, record.subject.id)).toEqual([]);
    const found = await hub.ask('{ searchSubjects(name: "样例丙") { nodes { id } } }');
    expect(found.data.searchSubjects.nodes).toEqual([]);
  });

  test('is one subject for all rows with the number, and another one with another', async () => {
    const rows = [penaltyOnPerson('样例丙', idNo, 51), penaltyOnPerson('样例丙', nobodysNumber(2), 52)];
    await submit(hub, 'persons', rows);
    const { data } = await hub.askAs(
      'officer',
      '{ marketPenalties(first: 100) { nodes { documentNo subject { id } } } }',
    );
    const subjectOf = (number: number) =>
      data.marketPenalties.nodes.find((node: { documentNo: string }) => node.documentNo.includes(`900${number}号`))
        .subject.id;
    expect(subjectOf(51)).toBe(subjectOf(50));
    expect(subjectOf(52)).not.toBe(subjectOf(50));
  });

  test('without a number waits, and is guessed by nobody', async () => {
    const row = penaltyOnPerson('样例丁', '', 53);
    const { batch } = await submit(hub, 'no number', [row]);
    expect(batch.counts.accepted).toBe(0);
  });
});

describe('a whole report is refused, and nothing done,', () => {
  const problems = async (key: string, rows: readonly object[]) => {
    const { data } = await hub.askAs('officer', SUBMIT, { item: PENALTY_ITEM, key, rows });
    expect(data.submitRecords).toMatchObject({ batch: null, outcomes: [] });
    const { data: known } = await hub.askAs('officer', '{ intakeBatches(first: 100) { nodes { key } } }');
    expect(known.intakeBatches.nodes.map((batch: { key: string }) => batch.key)).not.toContain(key);
    return data.submitRecords.problems;
  };

  test('of no row, or of more than a call takes', async () => {
    expect(await problems('none', [])).toMatchObject([{ code: 'INVALID', field: 'rows' }]);
    const many = Array.from({ length: 1_001 }, () => ({ a: 1 }));
    expect(await problems('many', many)).toMatchObject([{ code: 'INVALID', field: 'rows' }]);
  });

  test('under a key of no or of too many characters', async () => {
    for (const key of ['', 'k'.repeat(201)]) {
      expect(await problems(key, [penaltyRow(60)])).toMatchObject([{ code: 'INVALID', field: 'batchKey' }]);
    }
  });

  test('where the headings do not fit', async () => {
    const rows = [{ ...penaltyRow(61), 没有的表头: '值' }];
    expect(await problems('headings', rows)).toEqual([
      { code: 'INVALID', field: 'rows', message: expect.stringContaining('"没有的表头" is not known') },
    ]);
  });
});
