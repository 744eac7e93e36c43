import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLog } from '../../../gateway/log.ts';
import {
  nobodysNumber,
  PENALTY_ITEM,
  penaltyOnPerson,
  penaltyRow,
  type ReportingHub,
  reportingHub,
  SUBMIT,
} from './reporting.ts';
import { addressOf, ndjson, upload } from './uploading.ts';

let hub: ReportingHub;
const logged: string[] = [];
beforeAll(async () => {
  hub = await reportingHub({ log: createLog('trace', { write: (line: string) => void logged.push(line) }) });
});
afterAll(() => hub[Symbol.asyncDispose]());

const ID = nobodysNumber(77);
const NAME = '样例卡纳里';
const PLACE = 'CANARY幸福路七号';

/** What rows say of persons, in places that keep it and in such that refuse it. */
const ROWS = [
  penaltyOnPerson(NAME, ID, 1, { 违法事实: PLACE }),
  penaltyOnPerson(NAME, '', 2, { 违法事实: PLACE }),
  penaltyOnPerson(NAME, `${ID.slice(0, 17)}${ID.endsWith('1') ? '2' : '1'}`, 3),
  penaltyOnPerson(NAME, ID, 4, { 违法事实: `${PLACE} ${ID}` }),
  penaltyOnPerson(NAME, ID, 5, { 处罚类别: PLACE, 处罚决定日期: PLACE, '罚款金额（万元）': PLACE }),
  penaltyRow(6, { 行政相对人名称: NAME, '行政相对人代码_1（统一社会信用代码）': ID, 法定代表人: NAME }),
];
const CANARIES = [ID, ID.slice(6, 14) + ID.slice(14), NAME, PLACE, 'CANARY'];

function expectNothingIn(text: string): void {
  for (const canary of CANARIES) expect(text).not.toContain(canary);
}

async function trail(): Promise<string> {
  const { entries } = await hub.audit.find({ first: 1_000 });
  return JSON.stringify(entries);
}

test('no answer to a report, no line of the log and no entry of the trail holds anything of a row', async () => {
  const answer = await hub.askAs('officer', SUBMIT, { item: PENALTY_ITEM, key: 'canary', rows: ROWS });
  expect(answer.data.submitRecords.batch.counts).toMatchObject({ received: 6, accepted: 1 });
  expectNothingIn(JSON.stringify(answer));
  const uploaded = await upload(hub, { batch: 'canary up', headers: await hub.headers('officer'), rows: ROWS });
  expect(uploaded.lines.at(-1)).toMatchObject({ batch: { received: 6, accepted: 1 } });
  expectNothingIn(JSON.stringify(uploaded));
  expectNothingIn(logged.join(''));
  const entries = await trail();
  expect(entries).toContain('submitRecords');
  expect(entries).toContain('"report"');
  expectNothingIn(entries);
});

const VARIABLES =
  'mutation ($rows: [ReportedCells!]!) { submitRecords(item: "market.administrative-penalty", batchKey: "bad", rows: $rows) { problems { message } } }';

test.each<[string, () => Promise<unknown>]>([
  ['a cell that is an object', () => hub.askAs('officer', VARIABLES, { rows: [{ [PLACE]: { [ID]: NAME } }] })],
  ['a row that is a text', () => hub.askAs('officer', VARIABLES, { rows: [`${NAME} ${ID}`] })],
  ['rows that are one text', () => hub.askAs('officer', VARIABLES, { rows: `${NAME} ${ID}` })],
  ['a row that is null', () => hub.askAs('officer', VARIABLES, { rows: [null, { [PLACE]: ID }] })],
  [
    'values in the place of headings',
    () => hub.askAs('officer', VARIABLES, { rows: [{ [NAME]: 1, [ID]: 2, [PLACE]: 3 }] }),
  ],
  [
    'a literal that is none',
    () =>
      hub.askAs(
        'officer',
        `mutation { submitRecords(item: "x", batchKey: "b", rows: [{ a: ["${ID}"], b: "${NAME}" }]) { problems { message } } }`,
      ),
  ],
  [
    'a line that is no object',
    async () => upload(hub, { batch: 'b1', headers: await hub.headers('officer'), rows: `${ID} ${NAME}\n` }),
  ],
  [
    'a line that is cut off',
    async () => upload(hub, { batch: 'b2', headers: await hub.headers('officer'), rows: ndjson(ROWS).slice(0, 100) }),
  ],
  [
    'a line that is wrong later on',
    async () =>
      upload(hub, {
        batch: 'b3',
        headers: await hub.headers('officer'),
        rows: `${ndjson(ROWS)}{"${NAME}":["${ID}"]}\n`,
      }),
  ],
  [
    'a line with a heading of its own',
    async () =>
      upload(hub, {
        batch: 'b4',
        headers: await hub.headers('officer'),
        rows: `${ndjson(Array(200).fill(ROWS[0]))}{"${NAME}":"${ID}"}\n`,
      }),
  ],
])('%s is refused without a word of it', async (_, send) => {
  const answer = JSON.stringify(await send());
  expect(answer).toMatch(/error|problem/);
  expectNothingIn(answer);
  expectNothingIn(logged.join(''));
  expectNothingIn(await trail());
});

test('a store that fails while rows are written tells nobody what they were', async () => {
  const { writePrepared } = hub.store;
  Object.assign(hub.store, { writePrepared: () => Promise.reject(new Error('no place left')) });
  try {
    const answer = await hub.askAs('officer', SUBMIT, { item: PENALTY_ITEM, key: 'failing', rows: ROWS });
    expect(answer.errors?.[0]?.extensions.code).toBeDefined();
    expectNothingIn(JSON.stringify(answer));
    const response = await fetch(addressOf(hub, 'failing up'), {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', ...(await hub.headers('officer')) },
      body: ndjson(ROWS),
    });
    expectNothingIn(await response.text());
    expectNothingIn(logged.join(''));
  } finally {
    Object.assign(hub.store, { writePrepared });
  }
  expect(
    (await hub.askAs('officer', SUBMIT, { item: PENALTY_ITEM, key: 'failing', rows: ROWS })).data.submitRecords.batch
      .counts,
  ).toMatchObject({ received: 6 });
});
