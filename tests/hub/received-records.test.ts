import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoIssuer } from '../../cli/demo/issuer.ts';
import { personas } from '../../cli/demo/personas.ts';
import { keyedAdapter } from '../../cli/open-store.ts';
import type { StoredRecord, Subject } from '../../storage/port.ts';
import { openReceived } from '../../storage/received/open-received.ts';
import type { ReceivedChange } from '../../storage/received/port.ts';
import { type Answer, type TestHub, testHub } from '../harness/test-hub.ts';
import { NUMBER, state, upsert } from '../storage/received/received-fixtures.ts';

const PENALTY = 'market.administrative-penalty';
const INSPECTION = 'market.product-inspection';
const ACCIDENT = 'emergency.accident';
const CITY = 'downstream:451100';

const RECEIVED = `query ($id: ID!, $first: Int, $after: String, $origins: [String!], $items: [String!]) {
  subject(id: $id) { receivedRecords(first: $first, after: $after, origins: $origins, items: $items) {
    nodes {
      origin originName item itemTitle recordId version state decisionDate receivedAt
      cells { name title value }
      ownRecord { __typename ... on MarketPenalty { documentNo } }
    }
    pageInfo { hasNextPage endCursor }
  } }
}`;

/** Records of the hub's own, which tell fields and ids that are possible. */
let own: StoredRecord;
let about: Subject;
let asked: string[] = [];
let hub: TestHub;
beforeAll(async () => {
  hub = await testHub({ onFetch: (department) => asked.push(department) });
  const query = { type: 'MarketPenalty', first: 50, withTotal: false };
  const where = { publicOn: '2026-11-02', subjectKinds: ['ORGANIZATION'] } as const;
  const [record] = (await hub.store.listRecords({ ...query, where })).records;
  const subject = (await hub.store.subjectsById([record?.subjectId ?? ''])).get(record?.subjectId ?? '');
  if (record === undefined || subject === undefined) throw new Error('the hub has no penalty');
  own = record;
  about = subject;
  await receive(CITY, [
    penalty(own.id),
    penalty('over', { publicityEndDate: '2026-10-01' }),
    penalty('repaired', { state: 'REPAIRED' }),
    penalty('other-type', { type: 'TransportPenalty' }),
    of(INSPECTION, 'ProductInspection', 'inspection', {
      productName: '食用油',
      batch: '2026-01',
      qualified: false,
      failedItems: ['酸价', '色泽'],
    }),
    of(ACCIDENT, 'SafetyAccident', 'accident', { accidentKind: '高处坠落', deaths: 0 }),
    of('elsewhere.unknown-item', 'UnknownRecord', 'unknown', { secret: '秘密' }),
  ]);
  await receive('upstream', [penalty('from-above', { decisionDate: '2026-03-03' })]);
});
afterAll(async () => hub[Symbol.asyncDispose]());

async function receive(origin: string, changes: readonly ReceivedChange[]): Promise<void> {
  const { keys } = await keyedAdapter({ data: hub.folder }, false);
  const store = await openReceived(undefined, hub.folder, keys);
  await store.takePage({ changes, sweep: null, state: state({ origin }) });
  await store.close();
}

function of(item: string, type: string, recordId: string, fields: object, sketch: object = {}): ReceivedChange {
  const subject = { id: 'o.elsewhere', name: '甲公司', code: null };
  const content = { subject, fields: { documentNo: `文书 ${recordId}`, ...fields } };
  const { id: subjectId, kind: subjectKind } = about;
  return upsert(recordId, { item, type, subjectId, subjectKind, content, ...sketch });
}

const penalty = (recordId: string, sketch: object = {}) =>
  of(
    PENALTY,
    'MarketPenalty',
    recordId,
    {
      penaltyKinds: ['WARNING', 'FINE'],
      facts: `当事人（证件号码 ${NUMBER}）违法`,
      legalRepresentativeIdNo: NUMBER,
      remarks: null,
      notInTheCatalogue: '秘密',
    },
    sketch,
  );

async function askAs(persona: string | null, variables: object = {}, id = about.id): Promise<Answer> {
  asked = [];
  const known = personas.find(({ name }) => name === persona);
  if (known === undefined) return hub.ask(RECEIVED, { id, ...variables });
  const token = await demoIssuer(hub.folder).issue(known.claims, 600);
  const headers = { authorization: `Bearer ${token}`, ...(known.purpose && { 'x-credit-purpose': known.purpose }) };
  return hub.ask(RECEIVED, { id, ...variables }, headers);
}

/** Records that are shown, by id. */
async function shownTo(persona: string | null, variables: object = {}) {
  const { data, errors } = await askAs(persona, variables);
  expect(errors).toBeUndefined();
  const { nodes } = data.subject.receivedRecords;
  // biome-ignore lint/suspicious/noExplicitAny: a node is what the query asks for
  return new Map<string, any>(nodes.map((node: { recordId: string }) => [node.recordId, node]));
}

const cell = (node: { cells: readonly { name: string }[] }, name: string) =>
  node.cells.find((one) => one.name === name);

describe('records that other platforms have sent', () => {
  test('stand on the subject, with where they come from, what they are, and each field with its name', async () => {
    const shown = await shownTo(null);
    const node = shown.get(own.id);
    expect(node).toMatchObject({
      origin: CITY,
      originName: '贺州市公共信用信息平台（下级）',
      item: PENALTY,
      itemTitle: '市场监管行政处罚信息',
      version: 1,
      state: 'EFFECTIVE',
      decisionDate: '2026-02-01',
    });
    expect(cell(node, 'penaltyKinds')).toEqual({ name: 'penaltyKinds', title: '处罚类别', value: '警告；罚款' });
    expect(cell(node, 'documentNo')).toMatchObject({ value: `文书 ${own.id}` });
    expect(shown.get('from-above')).toMatchObject({ origin: 'upstream', originName: '上级公共信用信息平台' });
    expect([...shown.keys()][0]).toBe('from-above'); // the latest decision
  });

  test('name the record of the same matter that this hub has itself, where it has one', async () => {
    const shown = await shownTo(null);
    expect(shown.get(own.id).ownRecord).toEqual({ __typename: 'MarketPenalty', documentNo: own.documentNo });
    expect(shown.get('from-above').ownRecord).toBeNull();
  });

  test('are open to the public where their item is, in their publicity period, and no further', async () => {
    expect([...(await shownTo(null)).keys()].sort()).toEqual([own.id, 'from-above'].sort());
  });

  test('are open to others under the agreements that hold for the item here', async () => {
    const approval = await shownTo('approval-office');
    expect([...approval.keys()].sort()).toEqual([own.id, 'accident', 'from-above', 'inspection'].sort());
    expect(cell(approval.get('inspection'), 'failedItems')).toMatchObject({ value: '酸价；色泽' });
    expect(cell(approval.get('accident'), 'accidentKind')).toMatchObject({ value: '高处坠落' });
    const tax = await shownTo('tax');
    expect(tax.has('inspection')).toBe(true);
    expect(tax.has('accident')).toBe(false);
  });

  test('show a personal number to nobody, masked or in clear as the caller’s agreement grants it, in texts too', async () => {
    for (const persona of [null, 'procurement', 'approval-office']) {
      const { data } = await askAs(persona);
      expect(JSON.stringify(data)).not.toContain(NUMBER);
    }
    for (const node of (await shownTo(null)).values()) {
      expect(cell(node, 'legalRepresentativeIdNo')).toMatchObject({ value: null });
      expect(cell(node, 'facts')).toMatchObject({ value: null });
    }
    const node = (await shownTo('approval-office')).get(own.id);
    expect(cell(node, 'legalRepresentativeIdNo')).toMatchObject({ value: expect.stringMatching(/^451102\*+001X$/) });
    expect(JSON.stringify(node)).not.toContain(NUMBER);
  });

  test('are nobody’s own: an officer sees of its department’s items what its agreements say, and nothing that is over', async () => {
    const shown = await shownTo('market-officer');
    expect(shown.has('over')).toBe(false);
    expect(JSON.stringify([...shown.values()])).not.toContain(`"${NUMBER}"`);
  });

  test('of items that this hub does not have, and fields that it does not know, are shown to nobody', async () => {
    for (const persona of [null, ...personas.filter(({ name }) => name !== 'subject').map(({ name }) => name)]) {
      const { data } = await askAs(persona);
      const text = JSON.stringify(data.subject?.receivedRecords ?? null);
      expect(text).not.toContain('秘密');
      expect(text).not.toContain('other-type');
      expect(text).not.toContain('unknown');
    }
  });

  test('come page by page, by origin and by item', async () => {
    const { data } = await askAs('approval-office', { first: 1 });
    const { nodes, pageInfo } = data.subject.receivedRecords;
    expect([nodes.length, pageInfo.hasNextPage]).toEqual([1, true]);
    const rest = (await askAs('approval-office', { first: 10, after: pageInfo.endCursor })).data.subject
      .receivedRecords;
    expect(rest.nodes).toHaveLength(3);
    expect(rest.pageInfo.hasNextPage).toBe(false);
    expect([...(await shownTo('approval-office', { origins: ['upstream'] })).keys()]).toEqual(['from-above']);
    expect([...(await shownTo('approval-office', { items: [ACCIDENT] })).keys()]).toEqual(['accident']);
    const codes = async (variables: object) =>
      (await askAs(null, variables)).errors?.map(({ extensions }) => extensions.code);
    expect(await codes({ origins: ['department:x'] })).toEqual(['INVALID_ARGUMENT']);
    expect(await codes({ after: 'x' })).toEqual(['INVALID_CURSOR']);
    expect(await codes({ first: 1_000 })).toEqual(['INVALID_ARGUMENT']);
  });

  test('cost the departments nothing unless somebody asks for their own records beside them', async () => {
    const bare = `query ($id: ID!) { subject(id: $id) { receivedRecords { nodes { recordId } } } }`;
    asked = [];
    await hub.ask(bare, { id: about.id });
    expect([...new Set(asked)].sort()).toEqual(['received', 'subjects']);
  });
});
