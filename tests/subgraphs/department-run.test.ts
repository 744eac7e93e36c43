import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import { listFieldName } from '../../schema/list-field-name.ts';
import type { HubStore } from '../../storage/port.ts';
import { publicAccess } from '../../subgraphs/_runtime/access.ts';
import { compiledAnswer } from '../../subgraphs/_runtime/batch/compiled-answer.ts';
import { departmentRun } from '../../subgraphs/_runtime/batch/department-run.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { subgraphContext } from '../../subgraphs/_runtime/subgraph-context.ts';
import { countingStore } from '../harness/counting-store.ts';
import { NOON, type TestHub, testHub } from '../harness/test-hub.ts';

let hub: TestHub;
let subgraphs: readonly Subgraph[];
/** References to subjects, of whom some have records of nearly every kind, and one is nobody. */
let subjects: readonly { readonly __typename: string; readonly id: string }[];

beforeAll(async () => {
  hub = await testHub();
  subgraphs = await loadSubgraphs();
  const { data } = await hub.ask(
    '{ a: searchSubjects(name: "有限", first: 100) { nodes { __typename id } } b: searchSubjects(name: "贺州", first: 100) { nodes { __typename id } } }',
  );
  subjects = [...data.a.nodes, ...data.b.nodes, { __typename: 'CreditSubject', id: 'o.91451102MA5T00010P' }];
});
afterAll(() => hub[Symbol.asyncDispose]());

const ENTITIES = 'query ($representations: [_Any!]!) { _entities(representations: $representations)';

interface Ask {
  readonly subgraph: Subgraph;
  readonly text: string;
  readonly variables?: Record<string, unknown>;
  readonly store?: HubStore;
}

function context({ subgraph, store = hub.store }: Ask) {
  return subgraphContext(store, publicAccess(subgraph.rules), NOON);
}

/** The department's own answer, plain as it would go over the wire. */
async function answered(ask: Ask): Promise<ExecutionResult> {
  const run = departmentRun(ask.subgraph.schema(), ask.text);
  return plain(await run(ask.variables ?? {}, () => context(ask)));
}

async function interpreted(ask: Ask): Promise<ExecutionResult> {
  const schema = ask.subgraph.schema();
  const document = parse(ask.text, { noLocation: true });
  return plain(await execute({ schema, document, variableValues: ask.variables ?? {}, contextValue: context(ask) }));
}

function plain(result: ExecutionResult): ExecutionResult {
  return JSON.parse(JSON.stringify(result));
}

/** Whether the batched way knows the operation, so that equal answers are not two of graphql-js. */
async function compiled({ subgraph, text, variables = {}, store }: Ask): Promise<unknown> {
  const [operation] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  return compiledAnswer(subgraph.schema(), operation)(variables, context({ subgraph, text, ...(store && { store }) }));
}

function leafFields(schema: GraphQLSchema, typeName: string): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  const fields = Object.values(type.getFields()).filter((field) => isLeafType(getNamedType(field.type)));
  return fields.map(({ name }) => name).join(' ');
}

function named(code: string): Subgraph {
  const found = subgraphs.find(({ department }) => department.code === code);
  if (found === undefined) throw new Error(`there is no ${code}`);
  return found;
}

describe('a department answers in batches what graphql-js would answer', () => {
  test('for every record type of every department, with every field', async () => {
    let records = 0;
    for (const subgraph of subgraphs) {
      for (const { name } of subgraph.recordTypes) {
        const fields = leafFields(subgraph.schema(), name);
        const text = `${ENTITIES} { ... on CreditSubject { __typename id list: ${listFieldName(name)}(first: 3) {
          totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id } }
          nodes { __typename ${fields} subject { id } ... on CreditRecord { s: state } }
        } } } }`;
        const ask: Ask = { subgraph, text, variables: { representations: subjects } };
        const expected = await interpreted(ask);
        expect(plain({ data: (await compiled(ask)) as Record<string, unknown> })).toEqual(expected);
        const entities = expected.data?._entities as { list: { nodes: unknown[] } | null }[];
        records += entities.reduce((sum, { list }) => sum + (list?.nodes.length ?? 0), 0);
      }
    }
    expect(records).toBeGreaterThan(500);
  });

  test('for records by their references, with one store call', async () => {
    const { records } = await hub.store.listRecords({ type: 'MarketPenalty', where: {}, first: 60, withTotal: false });
    const representations = records.map(({ id }) => ({ __typename: 'MarketPenalty', id }));
    const text = `${ENTITIES} { ... on MarketPenalty { documentNo subjectMatter facts } } }`;
    const counting = countingStore(hub.store);
    const ask: Ask = { subgraph: named('market'), text, variables: { representations }, store: counting.store };
    const data = await compiled(ask);
    expect(counting.calls).toEqual(['recordsById']);
    expect(plain({ data: data as Record<string, unknown> })).toEqual(await interpreted(ask));
  });

  test.each<[string, string, string, Record<string, unknown>]>([
    ['a list of all', 'market', '{ marketPenalties(first: 7) { totalCount nodes { id documentNo } } }', {}],
    [
      'a list narrowed by variables',
      'market',
      'query ($f: CreditRecordFilter, $n: Int = 2) { marketPermits(first: $n, filter: $f) { totalCount nodes { id } } }',
      { f: { decidedFrom: '2025-01-01', states: ['EFFECTIVE'] } },
    ],
    [
      'subjects by name',
      'subjects',
      '{ searchSubjects(name: "有限", first: 3) { nodes { id name area { name } formerNumbers { kind value } } } }',
      {},
    ],
    ['nobody', 'subjects', '{ subject(id: "o.91451102MA5T00010P") { id } }', {}],
  ])('for %s', async (_, code, text, variables) => {
    const ask: Ask = { subgraph: named(code), text, variables };
    const expected = await interpreted(ask);
    expect(expected.errors).toBeUndefined();
    expect(plain({ data: (await compiled(ask)) as Record<string, unknown> })).toEqual(expected);
  });
});

describe('what is wrong is said as graphql-js says it', () => {
  test.each<[string, string, string, Record<string, unknown>]>([
    ['a page of no size', 'market', '{ marketPenalties(first: 0) { totalCount } }', {}],
    [
      'a literal that is no date',
      'market',
      '{ marketPenalties(filter: { decidedFrom: "2026-02-30" }) { totalCount } }',
      {},
    ],
    [
      'a variable that is no date',
      'market',
      'query ($d: Date) { marketPenalties(filter: { decidedFrom: $d }) { totalCount } }',
      { d: 'x' },
    ],
    ['a missing variable', 'market', 'query ($n: Int!) { marketPenalties(first: $n) { totalCount } }', {}],
    [
      'a cursor of nobody',
      'market',
      '{ ok: marketPenalties { totalCount } marketPenalties(after: "?") { totalCount } }',
      {},
    ],
    [
      'a reference to nothing that it knows',
      'market',
      `${ENTITIES} { __typename } }`,
      { representations: [{ __typename: 'Nothing' }] },
    ],
    ['a number that is none', 'subjects', '{ subjectByCode(code: "12") { id } }', {}],
  ])('%s', async (_, code, text, variables) => {
    const ask: Ask = { subgraph: named(code), text, variables };
    const expected = await interpreted(ask);
    expect(expected.errors?.length).toBeGreaterThan(0);
    expect(await answered(ask)).toEqual(expected);
  });

  test('a store that fails', async () => {
    const broken = new Proxy(hub.store, {
      get: (store, name) =>
        name === 'recordsBySubject'
          ? () => Promise.reject(new Error('the store is away'))
          : Reflect.get(store, name, store),
    });
    const text = `${ENTITIES} { ... on CreditSubject { id marketPenalties { totalCount } } } }`;
    const ask: Ask = {
      subgraph: named('market'),
      text,
      variables: { representations: subjects.slice(0, 1) },
      store: broken,
    };
    expect(await answered(ask)).toEqual(await interpreted(ask));
  });
});
