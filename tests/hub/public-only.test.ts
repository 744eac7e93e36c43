import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, isObjectType } from 'graphql';
import { SUPERGRAPH_FILE } from '../../cli/compose-folder.ts';
import { readSupergraph } from '../../schema/supergraph/supergraph.ts';
import { countingHub, type TestHub } from '../harness/test-hub.ts';

const supergraph = readSupergraph(readFileSync(SUPERGRAPH_FILE, 'utf8'));
const protectedTypes = [...supergraph.rules.keys()].filter((coordinate) => !coordinate.includes('.'));
const protectedFields = [...supergraph.rules.keys()].filter((coordinate) => coordinate.includes('.'));

let hub: TestHub;
let calls: string[];
beforeAll(async () => {
  ({ hub, calls } = await countingHub());
});
afterAll(() => hub[Symbol.asyncDispose]());

test('the supergraph protects something, so that these tests can fail', () => {
  expect(protectedTypes.length).toBeGreaterThan(10);
  expect(protectedFields.length).toBeGreaterThan(50);
});

test('introspection shows nothing that a rule protects', async () => {
  const { data } = await hub.ask(getIntrospectionQuery());
  const schema = buildClientSchema(data);
  const types = Object.values(schema.getTypeMap());
  expect(types.map(({ name }) => name).filter((name) => protectedTypes.includes(name))).toEqual([]);
  const fields = types
    .filter(isObjectType)
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
  expect(fields.filter((field) => protectedFields.includes(field))).toEqual([]);
});

describe.each([
  ['a field of a protected type', '{ productInspections { nodes { productName } } }', 'Query.productInspections'],
  ['a protected field', '{ marketPenalties { nodes { counterpartyIdNo } } }', 'MarketPenalty.counterpartyIdNo'],
  [
    'a protected field through an interface',
    '{ marketPenalties { nodes { ... on CounterpartyRecord { legalRepresentativeIdNo } } } }',
    'MarketPenalty.legalRepresentativeIdNo',
  ],
])('asking for %s', (_, query, coordinate) => {
  test('is answered with null and the reason, before any department is asked', async () => {
    calls.length = 0;
    const { data, errors } = await hub.ask(query);
    expect(leavesOf(data)).toEqual([null]);
    expect(errors).toMatchObject([
      { extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', coordinate, reason: 'UNAUTHENTICATED' } },
    ]);
    expect(calls).toEqual([]);
  });
});

describe.each([
  ['entities', '{ _entities(representations: []) { __typename } }'],
  ['the service', '{ _service { sdl } }'],
  ['a field that does not exist', '{ marketPenalty { id } }'],
])('asking for %s', (_, query) => {
  test('is refused before any department is asked, and suggests nothing', async () => {
    calls.length = 0;
    const { data, errors } = await hub.ask(query);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
    expect(calls).toEqual([]);
  });
});

function leavesOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return Object.values(value).flatMap(leavesOf);
}
