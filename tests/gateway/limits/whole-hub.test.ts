import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.ts';
import { countingHub, type TestHub } from '../../harness/test-hub.ts';

let hub: TestHub;
let calls: string[];
beforeAll(async () => {
  ({ hub, calls } = await countingHub());
});
beforeEach(() => {
  calls.length = 0;
});
afterAll(() => hub[Symbol.asyncDispose]());

type Ask = (
  query: string,
  variables?: Readonly<Record<string, unknown>>,
) => Promise<{ status: number; answer: unknown }>;

/** Every way in. */
const WAYS: readonly (readonly [string, Ask])[] = [
  ['POST', (query, variables) => post({ query, variables })],
  [
    'GET',
    async (query, variables = {}) => {
      const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables) });
      const headers = { 'apollo-require-preflight': 'true' };
      const response = await fetch(`${hub.url}/graphql?${parameters}`, { headers });
      return { status: response.status, answer: await response.json() };
    },
  ],
];

async function post(body: unknown) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${hub.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, answer: await response.json() };
}

const bomb = `{ ...F0 } ${Array.from({ length: 30 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`).join(' ')}
  fragment F30 on Query { marketPenalties { totalCount } }`;
const page = 'nodes { subject { marketPenalties(first: 100) { nodes { id } } } }';
const paged = `query ($first: Int!) { marketPenalties(first: $first) { ${page} } }`;

describe.each(WAYS)('by %s, a query', (_, ask) => {
  test.each<[string, string, string, ...Record<string, unknown>[]]>([
    ['whose fragments double at each level', 'maxExpandedSelections', bomb],
    [
      'with more aliases than there may be',
      'maxAliases',
      `{ ${Array.from({ length: 101 }, (_x, i) => `a${i}: marketPenalties { totalCount }`).join(' ')} }`,
    ],
    [
      'deeper than may be',
      'maxDepth',
      `{ marketPenalties { nodes { ${'subject { marketPenalties { nodes { '.repeat(5)} id ${'} } }'.repeat(5)} } } }`,
    ],
    ['deeper than a parser can go', 'maxNesting', `{ marketPenalties ${'{ nodes '.repeat(1_500)}`],
    ['for more records than there may be', 'maxCost', `{ marketPenalties(first: 1000) { ${page} } }`],
    ['for more records than there may be, by variable', 'maxCost', paged, { first: 1_000 }],
    [
      'with a negative page that would hide the others',
      'maxCost',
      `{ marketPenalties(first: -1) { nodes { subject { marketPenalties(first: 3000) { nodes { id } } } } } }`,
    ],
    [
      'with deep input',
      'maxInputDepth',
      `{ marketPenalties(filter: ${'{ documentNo: '.repeat(11)} 1 ${'}'.repeat(11)}) { totalCount } }`,
    ],
    [
      'with deep variables',
      'maxInputDepth',
      'query ($filter: CreditRecordFilter) { marketPenalties(filter: $filter) { totalCount } }',
      { filter: JSON.parse('['.repeat(11) + ']'.repeat(11)) },
    ],
    [
      'that introspects types of types',
      'maxIntrospectionLists',
      '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    ],
    [
      'that introspects again and again',
      'maxIntrospectionRoots',
      '{ a: __schema { types { name } } b: __schema { types { name } } c: __schema { types { name } } }',
    ],
  ])('%s is refused before any department is asked', async (_name, limit, query, ...variables) => {
    const { status, answer } = await ask(query, ...variables);
    expect(status).toBe(400);
    const max = DEFAULT_LIMITS[limit as keyof typeof DEFAULT_LIMITS]; // cast: the table names limits
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit, max } }] });
    expect(calls).toEqual([]);
  });

  test('that answers under a name such as __proto__ is refused before any department is asked', async () => {
    const { status, answer } = await ask('{ __proto__: marketPenalties { totalCount } }');
    expect(status).toBe(400);
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(calls).toEqual([]);
  });

  test('within the limits is answered', async () => {
    const { status, answer } = await ask('query ($first: Int) { marketPenalties(first: $first) { nodes { id } } }', {
      first: 2,
    });
    expect([status, answer]).toMatchObject([200, { data: { marketPenalties: { nodes: [{}, {}] } } }]);
    expect(calls.length).toBeGreaterThan(0);
  });

  test('of the usual introspection is answered', async () => {
    const { answer } = await ask(getIntrospectionQuery());
    expect(answer).not.toHaveProperty('errors');
  });
});

describe('a persisted query', () => {
  const hashOf = async (text: string) =>
    Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex');
  const extensionsFor = async (text: string) => ({ persistedQuery: { version: 1, sha256Hash: await hashOf(text) } });

  test('is asked for by its hash once it is registered, and held against the same limits', async () => {
    const extensions = await extensionsFor(paged);
    const unknown = await post({ extensions, variables: { first: 1 } });
    expect(unknown.answer).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
    const whole = await post({ query: paged, extensions, variables: { first: 1 } });
    const byHash = await post({ extensions, variables: { first: 1 } });
    expect(byHash).toEqual(whole);
    expect(byHash.answer).not.toHaveProperty('errors');
    calls.length = 0;
    const large = await post({ extensions, variables: { first: 1_000 } });
    expect(large.answer).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'maxCost' } }] });
    expect(calls).toEqual([]);
  });
});
