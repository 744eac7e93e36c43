import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { demoIssuer } from '../../cli/demo/issuer.ts';
import { personas } from '../../cli/demo/personas.ts';
import type { AuditEntry } from '../../storage/audit/port.ts';
import type { AgreementTerms } from '../../storage/governance/port.ts';
import { withdrawal } from '../../subgraphs/_runtime/intake/withdrawal.ts';
import { type Answer, NOON, type TestHub, testHub } from '../harness/test-hub.ts';
import { agreeWithPlatform } from './platform-agreement.ts';

interface Received {
  readonly department: string;
  readonly document: string;
  readonly ids: readonly string[];
}

let received: Received[] = [];
let hub: TestHub;
beforeAll(async () => {
  hub = await testHub({
    onFetch: (department, document, { representations = [] }) => {
      const ids = (representations as { id: string }[]).map(({ id }) => id); // cast: what a gateway sends of entities
      received.push({ department, document, ids });
    },
  });
});
beforeEach(() => {
  received = [];
});
afterAll(() => hub[Symbol.asyncDispose]());

const PENALTY = 'market.administrative-penalty';
const ACCIDENT = 'emergency.accident';

const changesWith = (fragment: string) => `query ($after: String, $first: Int, $items: [String!]) {
  changes(after: $after, first: $first, items: $items) {
    nodes {
      operation item recordId version subject { id name }
      record {
        __typename
        ... on MarketPenalty { id documentNo legalRepresentativeIdNo }
        ${fragment}
      }
    }
    rightsChanged
    pageInfo { hasNextPage endCursor }
  }
}`;

const CHANGES = changesWith('... on SafetyAccident { id accidentKind }');

/** Speaks of no other item. */
const PENALTIES = changesWith('');

async function post(query: string, variables: object, persona = 'regional-platform', claims: object = {}) {
  const known = personas.find(({ name }) => name === persona);
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await demoIssuer(hub.folder).issue({ ...known?.claims, ...claims }, 600)}`,
      ...(known?.purpose === undefined ? {} : { 'x-credit-purpose': known.purpose }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as Answer;
  const receipt = response.headers.get('x-credit-receipt') ?? '';
  const { entry } = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString());
  // cast: a receipt's entry is there
  return { answer, entry: (await hub.audit.entry(entry.seq))?.entry as AuditEntry };
}

const page = async (variables: object) => (await post(CHANGES, variables)).answer;
const refusal = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions.code);

const agree = (provider: string, terms: Partial<AgreementTerms>, status: 'ACTIVE' | 'REVOKED' = 'ACTIVE') =>
  agreeWithPlatform(hub.governance, provider, terms, status);

describe('a platform that pulls', () => {
  test('gets the records of the departments, each as far as its agreements go, and is told why not further', async () => {
    const { answer, entry } = await post(PENALTIES, { items: [PENALTY], first: 20 });
    const { nodes } = answer.data.changes;
    expect(nodes).toHaveLength(20);
    for (const { operation, item, recordId, record, subject } of nodes) {
      expect([operation, item]).toEqual(['UPSERT', PENALTY]);
      const values = { id: recordId, documentNo: expect.any(String), legalRepresentativeIdNo: null };
      expect(record).toEqual({ __typename: 'MarketPenalty', ...values });
      expect(subject.name).toEqual(expect.any(String));
    }
    expect(answer.errors).toEqual([
      expect.objectContaining({
        path: ['changes', 'nodes', 'record', 'legalRepresentativeIdNo'],
        extensions: expect.objectContaining({
          code: 'UNAUTHORIZED_FIELD_OR_TYPE',
          coordinate: 'MarketPenalty.legalRepresentativeIdNo',
          reason: 'NO_AGREEMENT',
        }),
      }),
    ]);
    const market = received.filter(({ department }) => department === 'market');
    expect(market.map(({ document }) => document).join()).not.toContain('legalRepresentativeIdNo');
    expect(market.flatMap(({ ids }) => ids).sort()).toEqual(
      nodes.map((one: { recordId: string }) => one.recordId).sort(),
    );
    expect(received.map(({ department }) => department).sort()).toEqual(['exchange', 'market', 'subjects']);
    expect(entry).toMatchObject({ purpose: 'platform-exchange', items: [PENALTY], outcome: 'answered' });
    expect(entry.coordinates.clear).toContain('MarketPenalty.documentNo');
    expect(entry.coordinates.denied).toMatchObject([{ coordinate: 'MarketPenalty.legalRepresentativeIdNo' }]);
    const subjects = new Set(nodes.map((one: { subject: { id: string } }) => one.subject.id));
    expect(entry.subjects).toEqual([...subjects].sort());
  });

  test('leaves the item in the audit trail, also where it does not look at the records themselves', async () => {
    const bare = await post('query ($items: [String!]) { changes(items: $items) { nodes { subject { id } } } }', {
      items: [PENALTY],
    });
    expect(bare.entry.items).toEqual([PENALTY]);
    expect(bare.entry.subjects.length).toBeGreaterThan(0);
    const { endCursor } = (await page({ items: [PENALTY], first: 1_000 })).data.changes.pageInfo;
    const DIGEST = `query ($upTo: String!) { digest(item: "${PENALTY}", upTo: $upTo) { month count } }`;
    expect((await post(DIGEST, { upTo: endCursor })).entry.items).toEqual([PENALTY]);
  });

  test('gets masked what its agreement grants masked, and the department does the masking', async () => {
    await agree('market', { clear: [], masked: [`${PENALTY}:identity`], kinds: null, areas: null });
    const { answer, entry } = await post(CHANGES, { items: [PENALTY], first: 1_000 });
    const numbers = answer.data.changes.nodes.map((one: { record: { legalRepresentativeIdNo: string | null } }) => {
      return one.record.legalRepresentativeIdNo;
    });
    const given = numbers.filter((one: string | null) => one !== null);
    expect(given.length).toBeGreaterThan(0);
    for (const number of given) expect(number).toMatch(/^\d{6}\*+[\dX]{4}$/);
    expect(answer.errors).toBeUndefined();
    expect(entry.coordinates.masked).toEqual(['MarketPenalty.legalRepresentativeIdNo']);
    expect(received.some(({ document }) => document.includes('legalRepresentativeIdNo'))).toBe(true);
  });

  test('ends with the very records that the list of the department shows, as the digest says too', async () => {
    const held = new Set<string>();
    let after: string | null = null;
    for (let hasNextPage = true; hasNextPage; ) {
      const { changes }: Answer['data'] = (await page({ items: [PENALTY], first: 7, after })).data;
      for (const { recordId } of changes.nodes) held.add(recordId);
      ({ hasNextPage, endCursor: after } = changes.pageInfo);
    }
    const LIST =
      'query ($after: String) { marketPenalties(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const listed = new Set<string>();
    let cursor: string | null = null;
    for (let hasNextPage = true; hasNextPage; ) {
      const { marketPenalties }: Answer['data'] = (await hub.ask(LIST, { after: cursor })).data;
      for (const { id } of marketPenalties.nodes) listed.add(id);
      ({ hasNextPage, endCursor: cursor } = marketPenalties.pageInfo);
    }
    expect([...held].sort()).toEqual([...listed].sort());
    const DIGEST = `query ($upTo: String!) { digest(item: "${PENALTY}", upTo: $upTo) { month count } }`;
    const { digest } = (await post(DIGEST, { upTo: after })).answer.data;
    expect(digest.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(held.size);
  });

  test('is told to remove a record that was withdrawn, and its department is not asked for it', async () => {
    const { changes } = (await page({ items: [PENALTY], first: 1_000 })).data;
    const [{ recordId }] = changes.nodes;
    const record = (await hub.store.recordsById('MarketPenalty', [recordId])).get(recordId);
    if (record === undefined) throw new Error('the record is not there');
    await hub.store.write('market', [withdrawal(record, 'REVOKED', NOON.toISOString(), hub.store)]);
    received = [];
    const next = await page({ items: [PENALTY], first: 1_000, after: changes.pageInfo.endCursor });
    expect(next.data.changes.nodes).toEqual([
      { operation: 'WITHDRAW', item: PENALTY, recordId, version: 2, subject: null, record: null },
    ]);
    expect(received.map(({ department }) => department)).toEqual(['exchange']);
  });

  test('whose agreement was revoked between two pages is told so, and its department is not asked any more', async () => {
    const before = (await page({ items: [ACCIDENT], first: 1 })).data.changes;
    expect(before.nodes).toMatchObject([
      { record: { __typename: 'SafetyAccident', accidentKind: expect.any(String) } },
    ]);
    await agree('emergency', {}, 'REVOKED');
    received = [];
    const { data, errors } = await page({ items: [ACCIDENT], after: before.pageInfo.endCursor });
    expect(data.changes).toMatchObject({ nodes: [], rightsChanged: [ACCIDENT] });
    const denial = errors?.find(({ extensions }) => extensions.coordinate === 'SafetyAccident.accidentKind');
    expect(denial?.extensions).toMatchObject({ owner: '贺州市应急管理局', request: { provider: 'emergency' } });
    expect(received.map(({ department }) => department)).toEqual(['exchange']);
  });

  test('says how far it is, which the operator sees, and nobody else', async () => {
    const { endCursor } = (await page({ items: [PENALTY], first: 1 })).data.changes.pageInfo;
    const ACKNOWLEDGE = 'mutation ($cursor: String!) { acknowledgeChanges(cursor: $cursor) { caller entriesBehind } }';
    const { acknowledgeChanges } = (await post(ACKNOWLEDGE, { cursor: endCursor })).answer.data;
    expect(acknowledgeChanges).toEqual({ caller: 'platform:guangxi', entriesBehind: expect.any(Number) });
    const PULLERS = '{ pullers { caller items entriesBehind isStale } }';
    const shown = { ...acknowledgeChanges, items: [PENALTY], isStale: false };
    expect((await post(PULLERS, {}, 'operator')).answer.data.pullers).toEqual([shown]);
    for (const persona of ['regional-platform', 'auditor', 'market-officer', 'approval-office']) {
      expect((await post(PULLERS, {}, persona)).answer.data).toEqual({ pullers: null });
    }
  });
});

test('applications, subjects, auditors and operators get nothing of the feed, and no department is asked', async () => {
  for (const persona of ['approval-office', 'tax', 'auditor', 'operator']) {
    expect((await post(CHANGES, {}, persona)).answer.data).toEqual({ changes: null });
  }
  expect((await hub.ask(CHANGES)).data).toEqual({ changes: null });
  expect(new Set(received.map(({ department }) => department))).toEqual(new Set(['exchange']));
});

test('an officer follows the changes of its own department', async () => {
  const { changes } = (await post(CHANGES, { first: 50 }, 'market-officer')).answer.data;
  expect(changes.nodes).toHaveLength(50);
  for (const { item } of changes.nodes) expect(item).toMatch(/^market\./);
});

test('cursors that are forged, somebody else’s, or from before a restored backup are refused by name', async () => {
  const { endCursor } = (await page({ items: [PENALTY], first: 1 })).data.changes.pageInfo;
  expect(refusal(await page({ items: [PENALTY], after: 'x' }))).toContain('INVALID_CURSOR');
  expect(refusal(await page({ items: [ACCIDENT], after: endCursor }))).toContain('CURSOR_FOREIGN');
  const neighbour = await post(CHANGES, { items: [PENALTY], after: endCursor }, undefined, { sub: 'platform:other' });
  expect(refusal(neighbour.answer)).toContain('CURSOR_FOREIGN');
  await hub.store.beginEpoch();
  expect(refusal(await page({ items: [PENALTY], after: endCursor }))).toContain('CURSOR_STALE');
});
