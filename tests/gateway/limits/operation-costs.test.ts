import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.ts';
import { operationCosts } from '../../../gateway/limits/operation-costs.ts';
import { queryDocument } from '../../../gateway/limits/query-document.ts';
import { verdictOn } from '../../../gateway/limits/verdict.ts';

const schema = buildSchema(`
  type Query { thing: Thing things: [Thing!]! some(first: Int, last: Int): [Thing!]! page(first: Int = 20, after: String): Page! union: [Either] }
  type Page { nodes: [Thing!]! edges: [Edge!]! info: Info! totalCount: Int! }
  type Edge { node: Thing! }
  type Info { more: Boolean }
  type Thing implements Named { name: String names: [String!]! kind: Kind page(first: Int = 20): Page! thing: Thing }
  interface Named { name: String page(first: Int = 20): Page! }
  union Either = Thing | Info
  enum Kind { A B }
`);
const ASSUMED = 10;
const MOST = Number.MAX_SAFE_INTEGER;

function costOf(text: string) {
  const query = queryDocument(parse(text));
  return query === null ? [] : [...operationCosts(query, schema, ASSUMED).values()];
}

/** Cost with variables, through the verdict, with a limit that everything exceeds that has a cost. */
function openCost(text: string, variables: Record<string, unknown>): number | undefined {
  const verdict = verdictOn(text, schema, { ...DEFAULT_LIMITS, assumedListSize: ASSUMED });
  return verdict.kind === 'admitted' ? verdict.openCosts[0]?.costOf(variables) : undefined;
}

describe('the cost of an operation', () => {
  test.each<[string, string, number]>([
    ['is none for leaf values', '{ __typename }', 0],
    ['is one for an object', '{ thing { name names kind } }', 1],
    ['adds objects within objects', '{ thing { thing { name } } }', 2],
    ['takes an assumed size for lists that do not say theirs', '{ things { name } }', ASSUMED],
    ['multiplies lists within lists', '{ things { thing { name } } }', ASSUMED * 2],
    ['takes the size that is asked for', '{ some(first: 7) { name } }', 7],
    ['takes the larger one of two sizes', '{ some(first: 7, last: 9) { name } }', 9],
    ['takes the assumed size where neither argument has a default', '{ some { name } }', ASSUMED],
    ['hands the size of a connection on to its lists', '{ page(first: 5) { nodes { name } } }', 1 + 5],
    ['takes the default of the schema', '{ page { nodes { name } } }', 1 + 20],
    [
      'counts what stands once in a connection once',
      '{ page(first: 5) { totalCount info { more } nodes { name } } }',
      1 + 1 + 5,
    ],
    [
      'counts nodes as well as edges and what is in them',
      '{ page(first: 5) { nodes { name } edges { node { name } } } }',
      1 + 5 + 5 * 2,
    ],
    [
      'multiplies connections',
      '{ page(first: 5) { nodes { page(first: 3) { nodes { name } } } } }',
      1 + 5 * (1 + 1 + 3),
    ],
    ['sees through inline fragments', '{ page(first: 5) { ... { ... on Page { nodes { name } } } } }', 1 + 5],
    [
      'sees through fragments',
      '{ page(first: 5) { ...P } } fragment P on Page { nodes { ...N } } fragment N on Named { page(first: 2) { nodes { name } } }',
      1 + 5 * (1 + 1 + 2),
    ],
    ['counts a fragment wherever it is spread', '{ ...A ...A } fragment A on Query { thing { name } }', 2],
    ['counts all types of a union', '{ union { ... on Thing { thing { name } } ... on Info { more } } }', ASSUMED * 2],
    ['does not count introspection', '{ __schema { types { fields { name } } } }', 0],
  ])('%s', (_, text, cost) => {
    expect(costOf(text)).toEqual([cost]);
  });

  test.each([
    ['negative', 'first: -5'],
    ['zero', 'first: 0'],
    ['null', 'first: null'],
    ['no number', 'first: "1"'],
    ['a fraction', 'first: 0.5'],
    ['a list', 'first: [1]'],
  ])('is not lowered by a size that is %s', (_, size) => {
    expect(costOf(`{ page(${size}) { nodes { name } } }`)).toEqual([1 + 20]);
    expect(costOf(`{ some(${size}) { name } }`)).toEqual([ASSUMED]);
  });

  test.each(['2147483648', '9007199254740993', '9'.repeat(400)])('is not lowered by a size of %s', (size) => {
    const [cost] = costOf(
      `{ page(first: ${size}) { nodes { page(first: ${size}) { nodes { page(first: ${size}) { nodes { name } } } } } } }`,
    );
    expect(cost).toBe(MOST);
    expect(costOf(`{ page(first: ${size}) { nodes { name } } }`)[0]).toBeGreaterThanOrEqual(2_147_483_648);
  });

  test('is one for each operation', () => {
    expect(costOf('query A { thing { name } } query B { things { name } }')).toEqual([1, ASSUMED]);
  });

  test('grows with the text only where fragments double', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on Thing { thing { ...F${i + 1} ...F${i + 1} } }`,
    );
    expect(costOf(`{ thing { ...F0 } } ${doubling.join(' ')} fragment F60 on Thing { name }`)).toEqual([MOST]);
  });
});

describe('the cost of an operation with variables', () => {
  const page = 'query ($n: Int) { page(first: $n) { nodes { name } } }';
  const withDefault = 'query ($n: Int = 7) { page(first: $n) { nodes { name } } }';
  const shared =
    'query ($n: Int = 7) { ...P } fragment P on Query { page(first: $n) { nodes { page(first: $n) { nodes { name } } } } }';

  test.each<[string, string, Record<string, unknown>, number]>([
    ['takes their values', page, { n: 5 }, 1 + 5],
    ['takes their values before their defaults', withDefault, { n: 5 }, 1 + 5],
    ['takes their defaults', withDefault, {}, 1 + 7],
    ['takes the default of the schema where there is none', page, {}, 1 + 20],
    ['takes the default of the schema for null', withDefault, { n: null }, 1 + 20],
    ['takes values into fragments', shared, { n: 3 }, 1 + 3 * (1 + 1 + 3)],
    ['takes defaults into fragments', shared, {}, 1 + 7 * (1 + 1 + 7)],
    ['is not lowered by a negative value', page, { n: -5 }, 1 + 20],
    ['is not lowered by zero', page, { n: 0 }, 1 + 20],
    ['is not lowered by a value of another type', page, { n: '1' }, 1 + 20],
    ['is not lowered by what is no number', page, { n: Number.NaN }, 1 + 20],
    ['is not lowered by a huge value', shared, { n: 1e300 }, MOST],
    ['is not lowered by an endless value', shared, { n: Number.POSITIVE_INFINITY }, MOST],
    ['reads no inherited value', 'query ($toString: Int) { page(first: $toString) { nodes { name } } }', {}, 1 + 20],
  ])('%s', (_, text, variables, cost) => {
    expect(openCost(text, variables)).toBe(cost);
  });

  test('hangs on them only where a size does', () => {
    expect(openCost('query ($a: String) { page(first: 5, after: $a) { nodes { name } } }', { a: 'x' })).toBeUndefined();
  });
});
