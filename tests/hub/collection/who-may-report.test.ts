import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type CallerName,
  organizations,
  PENALTY_ITEM,
  penaltyOn,
  penaltyRow,
  type ReportingHub,
  reportingHub,
  SUBMIT,
  submit,
} from './reporting.ts';
import { upload } from './uploading.ts';

let hub: ReportingHub;
let record: string;
let waiting: string;
let batch: string;
beforeAll(async () => {
  hub = await reportingHub();
  const [organization] = await organizations(hub, 1);
  if (organization === undefined) throw new Error('the city has no organisations');
  const payload = await submit(hub, 'before', [penaltyOn(organization, 1), penaltyRow(2)]);
  batch = payload.batch.id;
  const { data } = await hub.askAs(
    'officer',
    '{ matchingQueue { nodes { id } } marketPenalties(first: 100) { nodes { id documentNo } } }',
  );
  waiting = data.matchingQueue.nodes[0].id;
  record = data.marketPenalties.nodes.find((node: { documentNo: string }) => node.documentNo.includes('90001')).id;
});
afterAll(() => hub[Symbol.asyncDispose]());
beforeEach(() => {
  hub.asked.length = 0;
});

const WITHDRAW = `mutation ($id: ID!) { withdrawRecord(item: "${PENALTY_ITEM}", id: $id, reason: REVOKED) { id problems { code } } }`;
const NOTHING = `mutation { reportNothing(item: "${PENALTY_ITEM}", month: "2026-10") { month problems { code } } }`;
const MATCH = 'mutation ($id: ID!) { matchRow(id: $id, version: 1) { row { id } problems { code } } }';
const DISCARD = 'mutation ($id: ID!) { discardRow(id: $id, version: 1, note: "x") { row { id } problems { code } } }';
const UNDO = 'mutation ($id: ID!) { undoMatching(id: $id, version: 1, note: "x") { row { id } problems { code } } }';
const ROWS = [penaltyRow(3)];

/** Each way in which records change, and the payload's name. */
const WAYS = [
  ['submitRecords', SUBMIT, () => ({ item: PENALTY_ITEM, key: 'theirs', rows: ROWS })],
  ['withdrawRecord', WITHDRAW, () => ({ id: record })],
  ['reportNothing', NOTHING, () => ({})],
  ['matchRow', MATCH, () => ({ id: waiting })],
  ['discardRow', DISCARD, () => ({ id: waiting })],
  ['undoMatching', UNDO, () => ({ id: waiting })],
] as const;

/** What the department holds, and what it was told. */
async function state() {
  const { data } = await hub.askAs(
    'officer',
    `{ intakeBatches(first: 100) { nodes { key } } matchingQueue(state: null) { nodes { id version state } }
       collectionQuality(fromMonth: "2026-10", toMonth: "2026-10", item: "${PENALTY_ITEM}") { isCovered } }`,
  );
  return { ...data, head: await hub.store.journalHead('market') };
}

const OTHERS: readonly CallerName[] = ['reader', 'auditor', 'operator', 'platform', 'agency', 'subject'];

describe.each(WAYS)('%s', (name, mutation, variables) => {
  test('is not for the public, and the collection is not asked', async () => {
    const { data, errors } = await hub.ask(mutation, variables());
    expect(data?.[name] ?? null).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD_OR_TYPE', reason: 'UNAUTHENTICATED' });
    expect(hub.asked).toEqual([]);
  });

  test.each(OTHERS.filter((caller) => caller !== 'reader'))(
    'is not for %s under the purpose of reporting',
    async (caller) => {
      const answer = await hub.ask(mutation, variables(), await hub.headers(caller, 'data-reporting'));
      expect(answer.errors?.[0]?.extensions.code).toBe('PURPOSE_INVALID');
      expect(hub.asked).toEqual([]);
    },
  );

  test.each(OTHERS)('changes nothing for %s', async (caller) => {
    const before = await state();
    const { data } = await hub.askAs(caller, mutation, variables());
    expect(data[name].problems).toMatchObject([{ code: expect.stringMatching(/^NOT_/) }]);
    expect(await state()).toEqual(before);
  });

  test('changes nothing for an officer under another purpose', async () => {
    const before = await state();
    const { data } = await hub.ask(mutation, variables(), await hub.headers('officer', 'daily-supervision'));
    expect(data[name].problems).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    expect(await state()).toEqual(before);
  });

  test('changes nothing for an officer of another department, to whom it looks as if there were nothing', async () => {
    const before = await state();
    const { data } = await hub.askAs('ecologist', mutation, variables());
    expect(data[name].problems).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(data[name].row ?? null).toBeNull();
    expect(await state()).toEqual(before);
  });
});

test("another department's item and one that nobody has get the same answer", async () => {
  const answerOf = async (item: string) =>
    (await hub.askAs('ecologist', SUBMIT, { item, key: 'theirs', rows: ROWS })).data.submitRecords;
  expect(await answerOf(PENALTY_ITEM)).toEqual(await answerOf('market.no-such-item'));
});

test('an application that only reads learns that its token lacks the scope, whatever the item', async () => {
  const answerOf = async (item: string) =>
    (await hub.askAs('reader', SUBMIT, { item, key: 'theirs', rows: ROWS })).data.submitRecords.problems;
  const problems = [{ code: 'NOT_ALLOWED', field: null, message: expect.stringContaining('"records:report"') }];
  expect(await answerOf(PENALTY_ITEM)).toEqual(problems);
  expect(await answerOf('no.such-item')).toEqual(problems);
});

describe('the upload', () => {
  const posted = async (caller: CallerName, item = PENALTY_ITEM, purpose?: string) =>
    upload(hub, { item, batch: 'theirs', rows: ROWS, headers: await hub.headers(caller, purpose) });

  test.each([
    ['public', undefined, 401, 'UNAUTHENTICATED'],
    ['reader', undefined, 403, 'REPORT_REFUSED'],
    ['auditor', undefined, 400, 'PURPOSE_INVALID'],
    ['platform', 'data-reporting', 400, 'PURPOSE_INVALID'],
    ['agency', 'data-reporting', 400, 'PURPOSE_INVALID'],
    ['subject', 'data-reporting', 400, 'PURPOSE_INVALID'],
    ['officer', 'daily-supervision', 400, 'PURPOSE_INVALID'],
    ['ecologist', undefined, 404, 'NOT_FOUND'],
  ] as const)('is not for %s (purpose %s)', async (caller, purpose, status, code) => {
    const before = await state();
    const answer = await posted(caller, PENALTY_ITEM, purpose);
    expect(answer.status).toBe(status);
    expect(answer.lines[0]).toMatchObject({ errors: [{ extensions: { code } }] });
    expect(JSON.stringify(answer.lines)).not.toMatch(/\{\w+\}/); // no placeholder of the registry is left
    expect(await state()).toEqual(before);
  });

  test("answers for another department's item as for one that nobody has", async () => {
    const strip = ({ status, lines }: Awaited<ReturnType<typeof posted>>) => ({ status, lines });
    expect(strip(await posted('ecologist'))).toEqual(strip(await posted('ecologist', 'market.no-such-item')));
  });
});

describe('what became of rows', () => {
  const SEEN = `query ($id: ID!) { intakeBatch(id: $id) { key } intakeBatches(department: "market") { nodes { key } } matchingQueue { nodes { id } } }`;

  test.each(['platform', 'agency', 'subject', 'ecologist'] as const)('is nothing that %s sees', async (caller) => {
    const { data, errors } = await hub.askAs(caller, SEEN, { id: batch });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ intakeBatch: null, intakeBatches: null });
    expect(data.matchingQueue?.nodes ?? []).toEqual([]);
  });

  test.each(['auditor', 'operator', 'application', 'reader'] as const)(
    'is seen by %s, but for the rows that wait',
    async (caller) => {
      const { data } = await hub.askAs(caller, SEEN, { id: batch });
      expect(data).toEqual({
        intakeBatch: { key: 'before' },
        intakeBatches: { nodes: [{ key: 'before' }] },
        matchingQueue: null,
      });
    },
  );

  test('is not for the public', async () => {
    const { data } = await hub.ask(SEEN, { id: batch });
    expect(data).toEqual({ intakeBatch: null, intakeBatches: null, matchingQueue: null });
    expect(hub.asked).toEqual([]);
  });

  test('is not shown to a department that asks for another one', async () => {
    const { data } = await hub.askAs('officer', '{ intakeBatches(department: "ecology") { nodes { key } } }');
    expect(data.intakeBatches).toBeNull();
  });
});
