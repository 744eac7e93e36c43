import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countingStore } from '../../harness/counting-store.ts';
import {
  type CallerName,
  nobodysNumber,
  type Organization,
  organizations,
  penaltiesOf,
  penaltyOnPerson,
  penaltyRow,
  type ReportingHub,
  type Row,
  reportingHub,
  strangeCode,
  submit,
} from './reporting.ts';

let hub: ReportingHub;
let calls: string[];
let one: Organization;
let other: Organization;
beforeAll(async () => {
  hub = await reportingHub({
    wrapStore: (inner) => {
      const counting = countingStore(inner);
      calls = counting.calls;
      return counting.store;
    },
  });
  [one, other] = (await organizations(hub, 2)) as [Organization, Organization];
});
afterAll(() => hub[Symbol.asyncDispose]());

const ROW = `id version state reasons name documentNo decisionDate receivedAt row decidedAt note
  numbers { kind value } batch { key } subject { id } candidates { because subject { id name } }`;

interface QueueRow {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

async function queue(caller: CallerName = 'officer', state = 'WAITING'): Promise<readonly QueueRow[]> {
  const query = `query ($state: MatchingState) { matchingQueue(first: 100, state: $state) { nodes { ${ROW} } } }`;
  const { data, errors } = await hub.askAs(caller, query, { state });
  expect(errors).toBeUndefined();
  return data.matchingQueue.nodes;
}

/** Reports a row that waits, and gives it as the queue shows it. */
async function waiting(row: Row, key = String(row.行政处罚决定书文号)): Promise<QueueRow> {
  const { batch } = await submit(hub, key, [row]);
  expect(batch.counts).toMatchObject({ waiting: 1 });
  const found = (await queue()).find(({ documentNo }) => documentNo === row.行政处罚决定书文号);
  if (found === undefined) throw new Error('the row is not in the queue');
  return found;
}

const PAYLOAD = `{ row { ${ROW} } problems { code field } }`;

async function decide(mutation: string, variables: object, caller: CallerName = 'officer') {
  const { data, errors } = await hub.askAs(caller, mutation, { ...variables });
  expect(errors).toBeUndefined();
  return data.payload;
}

const match = ({ id, version }: QueueRow, subject: string | null, caller: CallerName = 'officer', note?: string) =>
  decide(
    `mutation ($id: ID!, $version: Int!, $subject: ID, $note: String) { payload: matchRow(id: $id, version: $version, subject: $subject, note: $note) ${PAYLOAD} }`,
    { id, version, subject, note },
    caller,
  );
const undo = ({ id, version }: QueueRow, note = '对应有误') =>
  decide(
    `mutation ($id: ID!, $version: Int!, $note: String!) { payload: undoMatching(id: $id, version: $version, note: $note) ${PAYLOAD} }`,
    { id, version, note },
  );
const discard = ({ id, version }: QueueRow, note = '非本市主体') =>
  decide(
    `mutation ($id: ID!, $version: Int!, $note: String!) { payload: discardRow(id: $id, version: $version, note: $note) ${PAYLOAD} }`,
    { id, version, note },
  );

describe('a row whose number nobody bears', () => {
  const row = (number: number, changes: Row = {}) => penaltyRow(number, { 行政相对人名称: one.name, ...changes });

  test('waits with what it says of its subject, and with who it may be and why', async () => {
    const found = await waiting(row(1));
    expect(found).toMatchObject({
      version: 1,
      state: 'WAITING',
      reasons: ['UNKNOWN_NUMBER'],
      name: one.name,
      numbers: [{ kind: null, value: strangeCode(1) }],
      decisionDate: '2026-10-29',
      receivedAt: '2026-11-02T04:00:00.000Z',
      row: 1,
      batch: { key: '贺市监罚字〔2026〕90001号' },
      subject: null,
    });
    expect((found.candidates as unknown[])[0]).toEqual({
      because: ['SAME_NAME'],
      subject: { id: one.id, name: one.name },
    });
    expect(await penaltiesOf(hub, one.id)).not.toContain(row(1).行政处罚决定书文号);
  });

  test('becomes a record of the subject that an officer names, goes when that is taken back, and comes again', async () => {
    const documentNo = String(row(2).行政处罚决定书文号);
    const found = await waiting(row(2));
    const matched = await match(found, one.id, 'officer', '电话核实');
    expect(matched).toMatchObject({
      problems: [],
      row: {
        version: 2,
        state: 'MATCHED',
        subject: { id: one.id },
        note: '电话核实',
        decidedAt: '2026-11-02T04:00:00.000Z',
      },
    });
    expect(await penaltiesOf(hub, one.id)).toContain(documentNo);
    expect((await queue()).map(({ id }) => id)).not.toContain(found.id);

    const undone = await undo(matched.row);
    expect(undone).toMatchObject({ problems: [], row: { version: 3, state: 'WAITING', subject: null } });
    expect(await penaltiesOf(hub, one.id)).not.toContain(documentNo);
    expect(
      (await hub.ask('{ marketPenalties(first: 100) { nodes { documentNo } } }')).data.marketPenalties.nodes,
    ).not.toContainEqual({ documentNo });

    const again = await match(undone.row, one.id);
    expect(again).toMatchObject({ problems: [], row: { version: 4, state: 'MATCHED' } });
    expect(await penaltiesOf(hub, one.id)).toContain(documentNo);
  });

  test('that was matched wrongly is seen on the right subject only', async () => {
    const found = await waiting(row(3));
    const { row: wrong } = await match(found, other.id);
    const { row: back } = await undo(wrong);
    await match(back, one.id);
    expect(await penaltiesOf(hub, other.id)).not.toContain(row(3).行政处罚决定书文号);
    expect(await penaltiesOf(hub, one.id)).toContain(row(3).行政处罚决定书文号);
  });

  test('corrects the record of its subject when it is reported again after it was matched', async () => {
    await match(await waiting(row(4)), one.id);
    const corrected = row(4, { 违法事实: '经营超过保质期的糕点。' });
    const { batch } = await submit(hub, 'matched again', [corrected]);
    expect(batch.counts).toMatchObject({ accepted: 1, waiting: 0 });
    const { data } = await hub.ask(
      'query ($id: ID!) { subject(id: $id) { marketPenalties(first: 50) { nodes { documentNo version facts } } } }',
      { id: one.id },
    );
    expect(data.subject.marketPenalties.nodes).toContainEqual({
      documentNo: corrected.行政处罚决定书文号,
      version: 2,
      facts: '经营超过保质期的糕点。',
    });
  });

  test('is one row however often it is reported, in its last words', async () => {
    const first = await waiting(row(5));
    await submit(hub, 'waits again', [row(5)]);
    expect((await queue()).find(({ id }) => id === first.id)).toMatchObject({ version: 1 });
    await submit(hub, 'waits again in other words', [row(5, { 备注: '补充' })]);
    expect((await queue()).filter(({ documentNo }) => documentNo === first.documentNo)).toMatchObject([
      { id: first.id, version: 2 },
    ]);
    expect((await match(first, one.id)).problems).toMatchObject([{ code: 'CONFLICT' }]);
  });

  test('can be put aside, and taken up again', async () => {
    const { row: aside } = await discard(await waiting(row(6)));
    expect(aside).toMatchObject({ state: 'DISCARDED', subject: null, note: '非本市主体' });
    expect((await queue('officer', 'DISCARDED')).map(({ id }) => id)).toContain(aside.id);
    expect((await match(aside, one.id)).problems).toMatchObject([{ code: 'WRONG_STATUS' }]);
    expect((await undo(aside)).row).toMatchObject({ state: 'WAITING' });
  });
});

describe('a new subject of the code of a row', () => {
  test('is made with the name of the row, and has its record', async () => {
    const row = penaltyRow(20);
    const { row: matched, problems } = await match(await waiting(row), null);
    expect(problems).toEqual([]);
    const subject = `o.${strangeCode(20)}`;
    expect(matched.subject).toEqual({ id: subject });
    const { data } = await hub.ask(`{ subjectByCode(code: "${strangeCode(20)}") { id name } }`);
    expect(data.subjectByCode).toEqual({ id: subject, name: row.行政相对人名称 });
    expect(await penaltiesOf(hub, subject)).toEqual([row.行政处罚决定书文号]);
  });

  test('is not made where somebody bears the code meanwhile, whose name stays what it is', async () => {
    const [first, second] = [
      penaltyRow(21),
      penaltyRow(21, { 行政相对人名称: '贺州市别名有限公司', 行政处罚决定书文号: '贺市监罚字〔2026〕90022号' }),
    ];
    const late = await waiting(second);
    await match(await waiting(first), null);
    expect((await match(late, null)).problems).toEqual([{ code: 'INVALID', field: 'subject' }]);
    const { data } = await hub.ask(`{ subjectByCode(code: "${strangeCode(21)}") { name } }`);
    expect(data.subjectByCode.name).toBe(first.行政相对人名称);
    expect((await queue()).find(({ id }) => id === late.id)).toMatchObject({
      candidates: [{ because: ['SAME_NUMBER'], subject: { id: `o.${strangeCode(21)}` } }],
    });
  });

  test('is not made of a row without a code', async () => {
    const row = penaltyRow(23, { 行政相对人类别: '个体工商户', '行政相对人代码_1（统一社会信用代码）': '' });
    const found = await waiting(row);
    expect(found).toMatchObject({ reasons: ['NO_NUMBER'], numbers: [] });
    expect((await match(found, null)).problems).toEqual([{ code: 'INVALID', field: 'subject' }]);
  });
});

describe('a natural person who is known by a name only', () => {
  test('is refused, and does not wait: a name tells nobody whom the row means', async () => {
    const { batch, outcomes } = await submit(hub, 'by name', [penaltyOnPerson('欧阳样例', '', 30)]);
    expect(batch.counts).toMatchObject({ waiting: 0, refused: 1 });
    expect(outcomes[0].findings).toContainEqual({ field: 'counterpartyIdNo', rule: { code: 'R01' } });
    expect(JSON.stringify(await queue())).not.toContain('欧阳');
  });
});

/** Holds back what is written until both have come to write, or one of them has its answer already. */
async function atOnce<T>(asks: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
  const { write } = hub.store;
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let writers = 0;
  const held = async (...args: Parameters<typeof write>) => {
    writers += 1;
    if (writers === asks.length) release();
    await released;
    return write(...args);
  };
  Object.assign(hub.store, { write: held });
  try {
    return await Promise.all(asks.map((ask) => ask().finally(release)));
  } finally {
    Object.assign(hub.store, { write });
  }
}

describe('two officers', () => {
  test('who name different subjects at once make one record', async () => {
    const row = penaltyRow(40);
    const found = await waiting(row);
    const outcomes = await atOnce([() => match(found, one.id), () => match(found, other.id, 'colleague')]);
    const decided = outcomes.filter(({ problems }) => problems.length === 0);
    expect(decided).toHaveLength(1);
    expect(outcomes.flatMap(({ problems }) => problems)).toMatchObject([{ code: 'CONFLICT' }]);
    const seen = await Promise.all(
      [one, other].map(async ({ id }) => (await penaltiesOf(hub, id)).includes(String(row.行政处罚决定书文号))),
    );
    expect(seen.filter(Boolean)).toHaveLength(1);
    expect(seen).toEqual([one, other].map(({ id }) => id === decided[0].row.subject.id));
  });

  test('know of each other by the version', async () => {
    const found = await waiting(penaltyRow(41));
    await discard(found);
    const late = await match(found, one.id, 'colleague');
    expect(late).toMatchObject({
      problems: [{ code: 'CONFLICT', field: 'version' }],
      row: { version: 2, state: 'DISCARDED' },
    });
  });
});

describe('a row that waits for its code', () => {
  const CODE = '行政相对人代码_1（统一社会信用代码）';
  const waits = async (documentNo: unknown) => (await queue()).some((row) => row.documentNo === documentNo);
  /** A row about one of the city, under its name and somebody's code. */
  const row = (number: number, code: string, changes: Row = {}) =>
    penaltyRow(number, { 行政相对人名称: one.name, [CODE]: code, ...changes });

  test('leaves the queue when it is reported again with the right one, and says where it went', async () => {
    const wrong = row(301, strangeCode(301));
    const { id, version } = await waiting(wrong);
    await submit(hub, 'the right code', [row(301, one.uscc)]);
    expect(await waits(wrong.行政处罚决定书文号)).toBe(false);
    const settled = (await queue('officer', 'MATCHED')).find((found) => found.id === id);
    expect(settled).toMatchObject({
      version: version + 1,
      subject: { id: one.id },
      note: expect.stringContaining('重新报送'),
    });
    expect(await penaltiesOf(hub, one.id)).toContain(wrong.行政处罚决定书文号);
    // Whoever sends the wrong row once more means the same.
    const { batch } = await submit(hub, 'the wrong code again', [wrong]);
    expect(batch.counts).toMatchObject({ accepted: 1, waiting: 0 });
    expect(await waits(wrong.行政处罚决定书文号)).toBe(false);
  });

  test('leaves the queue within one report as well', async () => {
    const rows = [row(302, strangeCode(302)), row(302, one.uscc)];
    const { batch } = await submit(hub, 'both at once', rows);
    expect(batch.counts).toMatchObject({ received: 2, accepted: 1, waiting: 1 });
    expect(await waits(rows[0]?.行政处罚决定书文号)).toBe(false);
  });

  test('stays where the other row is about another act, another name, or is refused', async () => {
    const wrong = row(303, strangeCode(303));
    await waiting(wrong);
    await submit(hub, 'other rows', [
      row(304, one.uscc),
      row(303, one.uscc, { 处罚决定日期: '2026-10-28' }),
      row(303, other.uscc, { 行政相对人名称: other.name }),
      row(303, one.uscc, { 违法事实: '无' }),
    ]);
    expect(await waits(wrong.行政处罚决定书文号)).toBe(true);
  });
});

test('who got no answer asks once more, and what was left undone is done', async () => {
  const row = penaltyRow(50);
  const found = await waiting(row);
  const { write } = hub.store;
  Object.assign(hub.store, { write: () => Promise.reject(new Error('the power fails')) });
  const { errors } = await hub.askAs(
    'officer',
    `mutation ($id: ID!, $subject: ID) { matchRow(id: $id, version: 1, subject: $subject) { row { id } } }`,
    { id: found.id, subject: one.id },
  );
  expect(errors).toHaveLength(1);
  Object.assign(hub.store, { write });
  expect(await penaltiesOf(hub, one.id)).not.toContain(row.行政处罚决定书文号);
  expect(await match(found, one.id)).toMatchObject({ problems: [], row: { state: 'MATCHED', version: 2 } });
  expect(await penaltiesOf(hub, one.id)).toContain(row.行政处罚决定书文号);
});

test('subjects of another kind, and such as nobody knows, are not matched', async () => {
  const found = await waiting(penaltyRow(60));
  await submit(hub, 'a person', [penaltyOnPerson('样例丙', nobodysNumber(60), 61)]);
  const { data } = await hub.askAs(
    'officer',
    '{ marketPenalties(first: 100) { nodes { documentNo subject { id } } } }',
  );
  const person = data.marketPenalties.nodes.find((node: { documentNo: string }) => node.documentNo.includes('90061'))
    .subject.id;
  expect((await match(found, person)).problems).toEqual([{ code: 'INVALID', field: 'subject' }]);
  expect((await match(found, 'o.91451102MA0000000X')).problems).toEqual([{ code: 'NOT_FOUND', field: 'subject' }]);
  const own = await hub.askAs('officer', '{ marketPenalties(first: 100) { nodes { documentNo } } }');
  expect(JSON.stringify(own.data)).not.toContain(String(found.documentNo));
});

test('notes hold no numbers of persons, and are no letters', async () => {
  const found = await waiting(penaltyRow(62));
  for (const note of [`已核对 ${nobodysNumber(62)}`, '长'.repeat(501)]) {
    expect((await match(found, one.id, 'officer', note)).problems).toEqual([{ code: 'INVALID', field: 'note' }]);
    expect((await discard(found, note)).problems).toEqual([{ code: 'INVALID', field: 'note' }]);
  }
});

test('a page of the queue asks the store no more often for many rows than for a few', async () => {
  const rows = Array.from({ length: 30 }, (_, index) => penaltyRow(100 + index));
  await submit(hub, 'many', rows);
  const page = async (first: number) => {
    calls.length = 0;
    const query = `{ matchingQueue(first: ${first}) { nodes { batch { key } candidates { subject { id } } } } }`;
    const { data } = await hub.askAs('officer', query);
    expect(data.matchingQueue.nodes).toHaveLength(first);
    return calls.filter((call) => call !== 'searchSubjects').length; // a name is searched by itself
  };
  const few = await page(5);
  expect(await page(25)).toBe(few);
});

test('pages follow each other until the queue is at its end', async () => {
  const seen: string[] = [];
  let after: string | null = null;
  for (;;) {
    const query =
      'query ($after: String) { matchingQueue(first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const { data } = await hub.askAs('officer', query, { after });
    seen.push(...data.matchingQueue.nodes.map(({ id }: { id: string }) => id));
    if (!data.matchingQueue.pageInfo.hasNextPage) break;
    after = data.matchingQueue.pageInfo.endCursor;
  }
  expect(seen).toEqual((await queue()).map(({ id }) => id));
  const { errors } = await hub.askAs('officer', '{ matchingQueue(after: "made up") { nodes { id } } }');
  expect(errors?.[0]?.extensions.code).toBe('INVALID_CURSOR');
});
