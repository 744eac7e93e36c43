import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { DEFAULT_LIMITS, type LimitName } from '../../../gateway/limits/limits.ts';
import { verdictOn } from '../../../gateway/limits/verdict.ts';

const schema = buildSchema('type Query { a: Query leaf(x: [Int]): Int list(first: Int): [Query!]! }');

/** `count` texts beside one another. */
function many(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}

/** `count` texts within one another. */
function nested(count: number, open: string, inside: string, close: string): string {
  return open.repeat(count) + inside + close.repeat(count);
}

/** Queries whose figure is the given one, and which are modest in all others. */
const QUERIES: Readonly<Record<LimitName, readonly (readonly [string, (figure: number) => string])[]>> = {
  maxQueryChars: [
    ['blanks', (n) => '{ leaf }'.padEnd(n)],
    ['comments', (n) => '{ leaf }'.padEnd(n, '#\n')],
  ],
  maxTokens: [['values', (n) => `{ leaf(x: [${'1 '.repeat(n - 9)}]) }`]],
  maxNesting: [
    ['brackets', (n) => nested(n - 1, '{ ... ', '{ leaf }', '}')],
    [
      'fragments',
      (n) =>
        `{ ...F1 } ${many(n - 2, (i) => `fragment F${i + 1} on Query { ...F${i + 2} }`)} fragment F${n - 1} on Query { leaf }`,
    ],
  ],
  maxDefinitions: [
    ['fragments', (n) => `{ leaf } ${many(n - 1, (i) => `fragment F${i} on Query { leaf }`)}`],
    ['operations', (n) => many(n, (i) => `query Q${i} { leaf }`)],
  ],
  maxDepth: [
    ['fields', (n) => nested(n - 1, '{ a ', '{ leaf }', '}')],
    ['fields of a fragment', (n) => `{ a { ...F } } fragment F on Query ${nested(n - 2, '{ a ', '{ leaf }', '}')}`],
  ],
  maxAliases: [['aliases', (n) => `{ a { ${many(n, (i) => `x${i}: leaf`)} } }`]],
  maxRootFields: [
    ['fields', (n) => `{ ${many(n, () => 'leaf')} }`],
    ['fields of a fragment', (n) => `{ leaf ...F } fragment F on Query { ${many(n - 1, () => 'leaf')} }`],
  ],
  maxDirectives: [['directives', (n) => `{ leaf ${many(n, () => '@include(if: true)')} }`]],
  maxExpandedSelections: [
    [
      'fields',
      (n) => `{ ${many(n / 100, (i) => `a${i} { ${many(99, (k) => `k${k}`)} }`)} ${many(n % 100, (i) => `r${i}`)} }`,
    ],
    [
      'spreads',
      (n) =>
        `{ ${many(n / 100, (i) => `a${i} { ...F }`)} ${many(n % 100, (i) => `r${i}`)} } fragment F on Query { ${many(98, (k) => `k${k}`)} }`,
    ],
  ],
  maxRepeats: [
    ['leaves', (n) => `{ a { ${many(n, () => 'leaf')} } }`],
    ['objects', (n) => `{ a { ${many(n, () => 'a { leaf }')} } }`],
    [
      'fields of objects that are one',
      (n) => `{ a { ${many(n - 1, () => 'leaf')} } ...F } fragment F on Query { a { ... { leaf } } }`,
    ],
  ],
  maxInputDepth: [
    ['lists', (n) => `{ leaf(x: ${nested(n, '[', '1', ']')}) }`],
    ['objects', (n) => `{ leaf(x: ${nested(n, '{ x: ', '1', '}')}) }`],
    ['default values', (n) => `query ($x: X = ${nested(n, '[', '1', ']')}) { leaf }`],
  ],
  maxIntrospectionRoots: [
    ['aliases', (n) => `{ ${many(n, (i) => `x${i}: __schema { queryType { name } }`)} }`],
    ['types', (n) => `{ ${many(n, (i) => `x${i}: __type(name: "Query") { name }`)} }`],
  ],
  maxIntrospectionLists: [
    ['lists', (n) => `{ __schema ${nested(n, '{ types ', '{ name }', '}')} }`],
    [
      'lists through a fragment',
      (n) =>
        `{ __type(name: "Query") { ...T } } fragment T on __Type ${nested(n, '{ fields { type ', '{ name }', '} }')}`,
    ],
  ],
  maxIntrospectionAliases: [
    ['aliases', (n) => `{ __schema { queryType { name } ${many(n, (i) => `x${i}: types { name }`)} } }`],
  ],
  maxCost: [['objects', (n) => `{ list(first: ${n}) { leaf } }`]],
};

describe.each(Object.keys(QUERIES) as LimitName[])('%s', (limit) => {
  const max = DEFAULT_LIMITS[limit];

  test.each(QUERIES[limit])('admits %s up to it, and tells figure and limit of what is beyond', (_, query) => {
    expect(verdictOn(query(max), schema, DEFAULT_LIMITS)).toEqual({ kind: 'admitted', openCosts: [] });
    const verdict = verdictOn(query(max + 1), schema, DEFAULT_LIMITS);
    const error = verdict.kind === 'refused' ? verdict.error : null;
    expect(error?.toGraphQL().extensions).toEqual({ code: 'LIMIT_EXCEEDED', limit, figure: max + 1, max });
    expect(error?.message).toContain(`"${limit}": ${max + 1} of at most ${max}`);
  });
});

describe('a document', () => {
  test.each([
    ['whose fragments double at each level', 100, (i: number) => `{ ...F${i + 1} ...F${i + 1} }`],
    [
      'whose fragments double at each level through fields',
      10,
      (i: number) => `{ x: a { ...F${i + 1} } a { ...F${i + 1} } }`,
    ],
  ])('%s is refused', (_, levels, body) => {
    const text = `{ ...F0 } ${many(levels, (i) => `fragment F${i} on Query ${body(i)}`)} fragment F${levels} on Query { leaf k1 k2 k3 k4 k5 }`;
    const verdict = verdictOn(text, schema, DEFAULT_LIMITS);
    expect(verdict).toMatchObject({ kind: 'refused', error: { details: { limit: 'maxExpandedSelections' } } });
  });

  test.each([
    ['in itself', '{ ...A } fragment A on Query { leaf ...A }'],
    ['in one that it spreads', '{ leaf } fragment A on Query { a { ...B } } fragment B on Query { ... { ...A } }'],
  ])('with a fragment %s is refused', (_, text) => {
    const verdict = verdictOn(text, schema, DEFAULT_LIMITS);
    expect(verdict).toMatchObject({ kind: 'refused', error: { code: 'BAD_REQUEST' } });
  });

  test.each([
    ['an alias', '{ __proto__: leaf }'],
    ['an alias in a fragment', '{ ...F } fragment F on Query { a { ... { __x: leaf } } }'],
    ['an alias that is a meta field', '{ __typename: leaf }'],
    ['a field', '{ __proto__ }'],
    ['a variable', 'query ($__proto__: Int) { leaf }'],
    ['an operation', 'query __proto__ { leaf }'],
    ['a fragment', '{ ...__F } fragment __F on Query { leaf }'],
  ])('in which %s begins with two underscores is refused', (_, text) => {
    const verdict = verdictOn(text, schema, DEFAULT_LIMITS);
    expect(verdict).toMatchObject({ kind: 'refused', error: { code: 'BAD_REQUEST' } });
  });

  test.each(['', '{', '{ leaf', '{ "', '}{', '{ a: }', '{ leaf(x: }', '\ud800', '{ ..F }', `${'{a'.repeat(40)}`])(
    'that is no GraphQL (%j) is left to the parser',
    (text) => {
      expect(verdictOn(text, schema, DEFAULT_LIMITS)).toEqual({ kind: 'unreadable' });
    },
  );

  test.each([
    '{a'.repeat(100_000),
    '['.repeat(100_000),
    `{ leaf(x: ${'['.repeat(100_000)}`,
    '{ leaf(x: {x: '.repeat(100),
  ])('that would overflow the parser never gets there', (text) => {
    expect(
      verdictOn(text, schema, { ...DEFAULT_LIMITS, maxQueryChars: Number.POSITIVE_INFINITY, maxTokens: 1_000_000 }),
    ).toMatchObject({
      kind: 'refused',
      error: { details: { limit: 'maxNesting' } },
    });
  });

  test.each([
    '{ ...Unknown }',
    '{ unknown { x } }',
    'type X { y: Int }',
    'subscription { leaf }',
    '{ ... on Nothing { leaf } }',
  ])('that is only not valid (%s) is left to validation', (text) => {
    expect(verdictOn(text, schema, DEFAULT_LIMITS)).toEqual({ kind: 'admitted', openCosts: [] });
  });
});
