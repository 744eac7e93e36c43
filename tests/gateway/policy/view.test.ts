import { describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, printSchema, validateSchema } from 'graphql';
import { viewOf, visibleSchema } from '../../../gateway/policy/view.ts';
import { policyOf } from './policy-example.ts';

const policy = policyOf(`
  type Query {
    open: Open secret: Secret any: Any all: [Record] onlySecret: Only salary: Salary rank: Rank
    list(note: String, amount: Int @filtersOn(coordinate: "Open.amount"), filter: Filter, must: Must!): [Open]
  }
  type Mutation { change: Open @authenticated }
  "What is open."
  type Open implements Record {
    id: ID
    "An amount. 金额"
    amount: Int @requiresScopes(scopes: [["amount"]])
    secret: Secret
  }
  interface Record { id: ID amount: Int }
  type Secret implements Record @authenticated { id: ID amount: Int consented: String @policy(policies: [["p"]]) }
  union Any = Open | Secret
  union Only = Secret
  scalar Salary @authenticated
  enum Rank @authenticated { HIGH }
  input Filter { note: String amount: Int @filtersOn(coordinate: "Open.amount") inner: OnlyAmount }
  input OnlyAmount { amount: Int @filtersOn(coordinate: "Open.amount") }
  input Must { note: String }
`);

function shown(view: 'public' | 'catalogue'): GraphQLSchema {
  const schema = visibleSchema(policy, view);
  expect(validateSchema(schema)).toEqual([]);
  return schema;
}

describe('the public sees', () => {
  const sdl = printSchema(shown('public'));

  test('what is open, and neither what is protected nor what would be empty or out of reach', () => {
    expect(sdl).toContain('open: Open');
    expect(sdl).toContain('"""What is open."""');
    expect(sdl).not.toMatch(/secret|salary|rank|Mutation|Only|consented/i);
  });

  test('interfaces and unions by what is open of them', () => {
    expect(sdl).toMatch(/interface Record {\s+id: ID\s+}/);
    expect(sdl).toMatch(/type Open implements Record {\s+id: ID\s+}/);
    expect(sdl).toContain('union Any = Open');
  });

  test('no argument or input field that filters on what is protected', () => {
    expect(sdl).toContain('list(note: String, filter: Filter, must: Must!): [Open]');
    expect(sdl).toMatch(/input Filter {\s+note: String\s+}/);
    expect(sdl).not.toContain('amount');
  });

  test('a valid schema where nothing is open', () => {
    const closed = policyOf('type Query { a: String @authenticated } type Mutation { b: String @authenticated }');
    const schema = visibleSchema(closed, 'public');
    expect(validateSchema(schema)).toEqual([]);
    expect(Object.keys(schema.getTypeMap())).not.toContain('Mutation');
  });
});

describe('others see', () => {
  const schema = shown('catalogue');
  const described = (type: string, field: string) => {
    const found = schema.getType(type);
    return found !== undefined && 'getFields' in found ? found.getFields()[field]?.description : undefined;
  };

  test('everything', () => {
    expect(Object.keys(schema.getTypeMap())).toEqual(expect.arrayContaining(['Secret', 'Mutation', 'Only', 'Rank']));
  });

  test('the class and owner of what is protected, after its description', () => {
    expect(described('Open', 'amount')).toBe(
      'An amount. 金额\nClass: shared under an agreement; owner: Bureau of records. 共享属性：有条件共享；提供部门：Bureau of records。',
    );
    expect(described('Query', 'secret')).toMatch(/^Class: shared without conditions; .*无条件共享/);
    expect(described('Secret', 'consented')).toMatch(/^Class: shared with the subject's authorisation; .*授权查询/);
  });

  test('no note on what is open', () => {
    expect(described('Query', 'open')).toBeUndefined();
  });

  test.each([
    ['anonymous', 'public'],
    ['application', 'catalogue'],
    ['subject', 'catalogue'],
  ] as const)('%s: the %s view', (kind, view) => {
    expect(viewOf(kind)).toBe(view);
  });
});
