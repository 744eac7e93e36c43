import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { usccCheckChar } from '../../../schema/codes/uscc.ts';
import {
  type CallerName,
  penaltiesOf,
  penaltyRow,
  type ReportingHub,
  type Row,
  reportingHub,
  SUBMIT,
  strangeCode,
  submit,
} from './reporting.ts';

let hub: ReportingHub;
beforeAll(async () => {
  hub = await reportingHub();
});
afterAll(() => hub[Symbol.asyncDispose]());

const ITEM = 'registry.registration';

function registration(number: number, changes: Row = {}): Row {
  return {
    文书号: `登记〔2026〕${number}号`,
    作出决定的机关: '贺州市市场监督管理局',
    决定日期: '2026-10-29',
    名称: `贺州市新设${number}号有限公司`,
    统一社会信用代码: strangeCode(number),
    主体类型: '有限责任公司',
    经营范围: '食品销售',
    所属行业: '零售业',
    '住所（经营场所）': '贺州市八步区样例路1号',
    行政区划代码: '451102',
    成立日期: '2026-10-29',
    登记机关: '贺州市市场监督管理局',
    登记状态: '存续（在营、开业、在册）',
    ...changes,
  };
}

async function register(key: string, rows: readonly Row[], caller: CallerName = 'registrar') {
  const { data, errors } = await hub.askAs(caller, SUBMIT, { item: ITEM, key, rows });
  expect(errors).toBeUndefined();
  return data.submitRecords;
}

async function byCode(code: string) {
  const { data } = await hub.ask(`{ subjectByCode(code: "${code}") { id name uscc formerNumbers { kind value } } }`);
  return data.subjectByCode;
}

/** Another code of the same organisation: that of another registrar, around the same organisation code. */
function otherCode(code: string): string {
  const first17 = `91451121${code.slice(8, 17)}`;
  return first17 + usccCheckChar(first17);
}

test('a registration of somebody unknown makes a subject, whom other departments find at once', async () => {
  expect(await byCode(strangeCode(1))).toBeNull();
  const { batch, outcomes } = await register('new', [registration(1)]);
  expect(outcomes).toEqual([]);
  expect(batch.counts).toMatchObject({ accepted: 1 });
  expect(await byCode(strangeCode(1))).toMatchObject({ id: `o.${strangeCode(1)}`, name: '贺州市新设1号有限公司' });
  const { batch: penalty } = await submit(hub, 'penalty', [penaltyRow(1)]);
  expect(penalty.counts).toMatchObject({ accepted: 1, waiting: 0, byRule: [{ rule: 'R13', rows: 1 }] });
});

test('rows of one report see what rows before them have registered, and the last row about a record makes it', async () => {
  const again = registration(2, { 名称: '贺州市更名2号有限公司' });
  const { batch } = await register('in one report', [registration(2), again]);
  expect(batch.counts).toMatchObject({ accepted: 2 });
  expect(await byCode(strangeCode(2))).toMatchObject({ name: '贺州市更名2号有限公司' });
  const { data } = await hub.ask(
    `{ subjectByCode(code: "${strangeCode(2)}") { registrations { nodes { name version } } } }`,
  );
  expect(data.subjectByCode.registrations.nodes).toEqual([{ name: '贺州市更名2号有限公司', version: 1 }]);
});

test('another name renames the subject, and its records stay', async () => {
  await register('first name', [registration(3)]);
  await submit(hub, 'under the first name', [penaltyRow(3)]);
  await register('second name', [registration(3, { 名称: '贺州市更名3号有限公司' })]);
  expect(await byCode(strangeCode(3))).toMatchObject({ name: '贺州市更名3号有限公司' });
  expect(await penaltiesOf(hub, `o.${strangeCode(3)}`)).toEqual([penaltyRow(3).行政处罚决定书文号]);
  const found = await hub.ask('{ searchSubjects(name: "贺州市更名3号") { nodes { id } } }');
  expect(found.data.searchSubjects.nodes).toEqual([{ id: `o.${strangeCode(3)}` }]);
  const before = await hub.ask('{ searchSubjects(name: "贺州市新设3号") { nodes { id } } }');
  expect(before.data.searchSubjects.nodes).toEqual([]);
});

test('another code keeps the records of both codes on one subject, which either of them finds', async () => {
  const [first, second] = [strangeCode(4), otherCode(strangeCode(4))];
  await register('first code', [registration(4)]);
  await submit(hub, 'under the first code', [penaltyRow(4)]);
  const { batch } = await register('second code', [registration(4, { 统一社会信用代码: second })]);
  expect(batch.counts).toMatchObject({ accepted: 1 });
  const later = penaltyRow(5, { '行政相对人代码_1（统一社会信用代码）': second });
  await submit(hub, 'under the second code', [later]);
  await submit(hub, 'under the first code still', [penaltyRow(6, { '行政相对人代码_1（统一社会信用代码）': first })]);
  for (const code of [first, second]) {
    expect(await byCode(code)).toMatchObject({ id: `o.${first}`, uscc: second });
  }
  expect([...(await penaltiesOf(hub, `o.${first}`))].sort()).toEqual(
    [4, 5, 6].map((number) => penaltyRow(number).行政处罚决定书文号),
  );
});

test('another code and another name at once wait for an officer of the registry, after whom either code finds the subject', async () => {
  const [first, second] = [strangeCode(7), otherCode(strangeCode(7))];
  await register('as it was', [registration(7)]);
  const changed = registration(7, { 统一社会信用代码: second, 名称: '贺州市面目全非有限公司' });
  const { batch } = await register('all changed', [changed]);
  expect(batch.counts).toMatchObject({ waiting: 1 });
  const queue = '{ matchingQueue { nodes { id version reasons candidates { because subject { id } } } } }';
  const [row] = (await hub.askAs('registrar', queue)).data.matchingQueue.nodes;
  expect(row).toMatchObject({
    reasons: ['NAME_DIFFERS'],
    candidates: [{ because: ['SAME_NUMBER'], subject: { id: `o.${first}` } }],
  });
  expect((await hub.askAs('officer', queue)).data.matchingQueue.nodes).toEqual([]);
  const match =
    'mutation ($id: ID!, $subject: ID) { matchRow(id: $id, version: 1, subject: $subject) { problems { code } } }';
  const { data } = await hub.askAs('registrar', match, { id: row.id, subject: `o.${first}` });
  expect(data.matchRow.problems).toEqual([]);
  for (const code of [first, second]) {
    expect(await byCode(code)).toMatchObject({ id: `o.${first}`, uscc: second, name: '贺州市面目全非有限公司' });
  }
});

test('a department that is not the registry changes nobody by naming it otherwise', async () => {
  await register('its name', [registration(8)]);
  await submit(hub, 'another name', [penaltyRow(8, { 行政相对人名称: '贺州市张冠李戴有限公司' })]);
  expect(await byCode(strangeCode(8))).toMatchObject({ name: '贺州市新设8号有限公司' });
});
