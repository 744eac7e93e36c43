import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import type { FetchOutcome } from '../../../gateway/sources/source.ts';
import { HubError } from '../../../schema/errors.ts';
import { answerOf, CALL, PUBLIC_REQUEST } from '../../harness/served-example.ts';
import { type CreditGraph, creditGraph, publicName } from './examples/credit-graph.ts';

let graph: CreditGraph;

beforeAll(async () => {
  graph = await creditGraph();
});
beforeEach(() => {
  graph.received.length = 0;
});

const departmentsAsked = () => graph.received.map(({ department }) => department);

describe('what the gateway knows itself', () => {
  test.each([
    ['the type of the root', '{ a: __typename ... on Query { __typename } }', { a: 'Query', __typename: 'Query' }],
    [
      'a type',
      '{ t: __type(name: "Kind") { name enumValues { name } } }',
      { t: { name: 'Kind', enumValues: [{ name: 'ORGANIZATION' }, { name: 'PERSON' }] } },
    ],
    ['a type that is not there', '{ __type(name: "Nobody") { name } }', { __type: null }],
    ['nothing at all', '{ subject(idNumber: "1") @skip(if: true) { score } }', {}],
    [
      'the schema in parts',
      '{ __schema { queryType { name } } ...F } fragment F on Query { __schema { mutationType { name } } }',
      { __schema: { queryType: { name: 'Query' }, mutationType: null } },
    ],
  ])('is answered without asking any department: %s', async (_, query, data) => {
    expect(await answerOf(graph.honest, query)).toEqual({ data });
    expect(departmentsAsked()).toEqual([]);
  });

  test('depends on variables where the client says so', async () => {
    const document = parse(
      'query ($name: String!, $more: Boolean!) { __type(name: $name) { name kind @include(if: $more) } }',
    );
    const ask = (variables: Readonly<Record<string, unknown>>) => answerOf(graph.honest, document, variables);
    expect(await ask({ name: 'Debt', more: false })).toEqual({ data: { __type: { name: 'Debt' } } });
    expect(await ask({ name: 'Kind', more: true })).toEqual({ data: { __type: { name: 'Kind', kind: 'ENUM' } } });
    expect(departmentsAsked()).toEqual([]);
  });

  test('stands beside what departments say, where the client asked for it', async () => {
    const { data } = await answerOf(
      graph.honest,
      '{ a: subject(idNumber: "1") { displayName } __schema { queryType { name } } b: __typename }',
    );
    expect(JSON.stringify(data)).toBe(
      '{"a":{"displayName":"name of 1"},"__schema":{"queryType":{"name":"Query"}},"b":"Query"}',
    );
  });
});

test.each<[string, string, string | null, object, string]>([
  [
    'no name for one of two operations',
    'query A { subjects { score } } query B { subjects { score } }',
    null,
    {},
    'OPERATION_UNKNOWN',
  ],
  ['a name that no operation has', 'query A { subjects { score } }', 'B', {}, 'OPERATION_UNKNOWN'],
  [
    'a variable of another type',
    'query ($n: Int) { subjects { debts(first: $n) { no } } }',
    null,
    { n: '4408-secret' },
    'INVALID_ARGUMENT',
  ],
  ['a variable that is missing', 'query ($n: ID!) { subject(idNumber: $n) { score } }', null, {}, 'INVALID_ARGUMENT'],
  [
    'null for a variable that must have a value',
    'query ($n: ID!) { subject(idNumber: $n) { score } }',
    null,
    { n: null },
    'INVALID_ARGUMENT',
  ],
])(
  '%s is refused before any department is asked, and not repeated',
  async (_, query, operationName, variables, code) => {
    const request = {
      ...PUBLIC_REQUEST,
      document: parse(query),
      operationName,
      variables: variables as Record<string, unknown>,
    };
    const { result: answer } = await graph.honest.execute(request);
    expect(answer).toMatchObject({ errors: [{ extensions: { code } }] });
    expect(answer).not.toHaveProperty('data');
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(departmentsAsked()).toEqual([]);
  },
);

describe('a department that takes its time', () => {
  const query = '{ subjects { displayName score band } }';
  const timeout = (department: string): FetchOutcome => ({
    kind: 'failed',
    error: new HubError('SUBGRAPH_TIMEOUT', { details: { department: publicName(department) } }),
  });

  test('keeps nobody else from being asked, and costs its own fields only once its time is over', async () => {
    let release: (outcome: FetchOutcome) => void = () => undefined;
    const held = new Promise<FetchOutcome>((resolve) => {
      release = resolve;
    });
    let isAnswered = false;
    const answering = answerOf(
      graph.with('courts', () => held),
      query,
    ).finally(() => {
      isAnswered = true;
    });
    await new Promise((resolve) => setImmediate(resolve)); // departments in memory have answered by then
    expect([departmentsAsked().sort(), isAnswered]).toEqual([['courts', 'registry', 'tax'].map(publicName), false]);
    release(timeout('courts'));
    const { data, errors } = await answering;
    expect(data).toEqual({
      subjects: ['1', '2', '3', '4'].map((id) => ({
        displayName: `name of ${id}`,
        score: null,
        band: `band of ${id} with ${id}00`,
      })),
    });
    expect(errors).toMatchObject([
      { path: ['subjects'], extensions: { code: 'SUBGRAPH_TIMEOUT', department: 'office of courts' } },
    ]);
  });

  test('is not asked at all when the request has no time left', async () => {
    const call = { ...CALL, deadlineMs: performance.now() - 1 };
    const request = { ...PUBLIC_REQUEST, document: parse(query), operationName: null, variables: {}, call };
    const { result: answer } = await graph.honest.execute(request);
    expect(answer.errors).toMatchObject([
      { extensions: { code: 'SUBGRAPH_TIMEOUT', department: 'office of registry' } },
    ]);
    expect(departmentsAsked()).toEqual([]);
  });
});
