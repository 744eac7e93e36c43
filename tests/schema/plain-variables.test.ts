import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, getOperationAST, getVariableValues, parse } from 'graphql';
import { plainVariables } from '../../schema/plain-variables.ts';

const schema = buildSchema(
  'type Query { x(f: Float, i: ID, b: Boolean, s: String): Int } scalar Date input Filter { a: Int }',
);

function definitions(list: string) {
  return getOperationAST(parse(`query (${list}) { x }`))?.variableDefinitions ?? [];
}

const TYPES = ['String', 'ID', 'Int', 'Float', 'Boolean', 'String!', 'ID!', 'Int!', 'Float!', 'Boolean!'];
const anyValue = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.bigInt().map(Number),
);

describe('variables that are taken as they are', () => {
  test('are what graphql-js would make of them, whatever they are', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), fc.constantFrom(...TYPES), anyValue, anyValue, (a, b, x, y) => {
        const defined = definitions(`$a: ${a}, $b: ${b}`);
        const plain = plainVariables(defined)({ a: x, b: y, other: 1 });
        if (plain !== undefined) expect({ coerced: plain }).toEqual(getVariableValues(schema, defined, { a: x, b: y }));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each<[string, Record<string, unknown>]>([
    ['$a: ID!, $b: Int', { a: 'x', b: 3 }],
    ['$a: Boolean = true', { a: false }],
    ['$a: Float', { a: 0.5 }],
  ])('(%s) need no second look', (list, values) => {
    expect(plainVariables(definitions(list))(values)).toEqual(values);
  });

  test.each<[string, Record<string, unknown>]>([
    ['$a: Date', { a: '2026-01-01' }],
    ['$a: Filter', { a: { a: 1 } }],
    ['$a: [Int!]', { a: [1] }],
    ['$a: Int', {}],
    ['$a: Int', { a: null }],
    ['$a: Int!', { a: 2 ** 40 }],
    ['$a: ID', { a: 1 }],
    ['$toString: ID', {}],
  ])('(%s) are left to graphql-js when they are %p', (list, values) => {
    expect(plainVariables(definitions(list))(values)).toBeUndefined();
  });
});
