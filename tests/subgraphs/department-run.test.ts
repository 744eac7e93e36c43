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
import { type Passport, PUBLIC_PASSPORT, type RowDenial } from '../../schema/access/passport.ts';
import { listFieldName } from '../../schema/list-field-name.ts';
import { mentionedScopes } from '../../schema/passport/mentioned-scopes.ts';
import type { HubStore } from '../../storage/port.ts';
import { accessFor } from '../../subgraphs/_runtime/access/access.ts';
import { compiledAnswer } from '../../subgraphs/_runtime/batch/compiled-answer.ts';
import { departmentRun } from '../../subgraphs/_runtime/batch/department-run.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { subgraphContext } from '../../subgraphs/_runtime/subgraph-context.ts';
import { countingStore } from '../harness/counting-store.ts';
import { NOON } from '../harness/test-hub.ts';
import { type CityStore, cityStore } from './city-store.ts';
import { passportWith } from './passports.ts';

let city: CityStore;
let subgraphs: readonly Subgraph[];
/** References to subjects, of whom some have records of nearly every kind, and one is nobody. */
let subjects: readonly { readonly __typename: string; readonly id: string }[];

beforeAll(async () => {
  subgraphs = await loadSubgraphs();
  city = await cityStore(subgraphs);
  const pages = await Promise.all(['有限', '贺州'].map((text) => city.store.searchSubjects({ text, first: 100 })));
  const persons = await city.store.listRecords({
    type: 'MarketPenalty',
    where: { subjectKinds: ['NATURAL_PERSON'] },
    first: 20,
    withTotal: false,
  });
  const ids = [
    ...pages.flatMap(({ hits }) => hits.map(({ subject }) => subject.id)),
    ...persons.records.map(({ subjectId }) => subjectId),
    'o.91451102MA5T00010P',
  ];
  subjects = ids.map((id) => ({ __typename: 'CreditSubject', id }));
});
afterAll(() => city[Symbol.asyncDispose]());

const ENTITIES = 'query ($representations: [_Any!]!) { _entities(representations: $representations)';

interface Ask {
  readonly subgraph: Subgraph;
  readonly text: string;
  readonly variables?: Record<string, unknown>;
  readonly store?: HubStore;
  readonly passport?: Passport;
}

function context({ subgraph, store = city.store, passport = PUBLIC_PASSPORT }: Ask) {
  return subgraphContext({ store, access: accessFor(subgraph, passport), passport, now: NOON });
}

/** The department's own answer, plain as it would go over the wire. */
async function answered(ask: Ask): Promise<ExecutionResult> {
  const run = departmentRun(ask.subgraph.schema(), ask.text);
  return plain(await run(ask.variables ?? {}, () => context(ask)));
}

async function interpreted(ask: Ask): Promise<ExecutionResult> {
  const schema = ask.subgraph.schema();
  const document = parse(ask.text, { noLocation: true });
  const contextValue = context(ask);
  const result = await execute({ schema, document, variableValues: ask.variables ?? {}, contextValue });
  return plain({ ...result, extensions: { creditHub: contextValue.disclosed } });
}

/** Denials in an order of their own: one way finds them row by row, the other field by field. */
function plain(result: ExecutionResult): ExecutionResult {
  const copy = JSON.parse(JSON.stringify(result));
  copy.extensions.creditHub.denials.sort((a: RowDenial, b: RowDenial) =>
    `${a.coordinate} ${a.reason}`.localeCompare(`${b.coordinate} ${b.reason}`),
  );
  return copy;
}

/** Whether the batched way knows the operation, so that equal answers are not two of graphql-js. */
async function compiled(ask: Ask): Promise<ExecutionResult> {
  const [operation] = parse(ask.text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  const attempt = context(ask);
  const data = await compiledAnswer(ask.subgraph.schema(), operation)(ask.variables ?? {}, attempt);
  return plain({ data, extensions: { creditHub: attempt.disclosed } });
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

/** Every scope that the departments ask about. */
function allScopes(): readonly string[] {
  const ofSubgraph = ({ rules, recordTypes }: Subgraph) =>
    mentionedScopes(
      rules,
      recordTypes.map(({ entry }) => entry.code),
    );
  return [...new Set(subgraphs.flatMap((subgraph) => [...ofSubgraph(subgraph)]))];
}

/** Callers that see different things of different rows, and how many records they see at least. */
const CALLERS: readonly { readonly name: string; readonly passport: () => Passport; readonly least: number }[] = [
  { name: 'the public', passport: () => PUBLIC_PASSPORT, least: 500 },
  { name: 'a caller with every scope', passport: () => passportWith({ clear: allScopes() }), least: 900 },
  { name: 'a caller with every scope masked', passport: () => passportWith({ masked: allScopes() }), least: 900 },
  {
    name: 'a caller of one area, with the past of organisations',
    passport: () =>
      passportWith(
        { clear: allScopes().filter((scope) => !scope.endsWith(':history')), rows: { areas: ['451102'] } },
        { clear: allScopes().filter((scope) => scope.endsWith(':history')), rows: { kinds: ['ORGANIZATION'] } },
      ),
    least: 500,
  },
  {
    name: 'the owner of everything',
    passport: () => passportWith({ source: 'owner', clear: allScopes() }),
    least: 900,
  },
  {
    name: 'a caller with the consent of one',
    passport: () =>
      passportWith({ clear: allScopes(), policies: ['subject-consent'], rows: { subjects: [subjects[0]?.id ?? ''] } }),
    least: 500,
  },
];

describe('a department answers in batches what graphql-js would answer', () => {
  test.each(CALLERS)(
    'for every record type of every department, with every field, asked by $name',
    async ({ passport, least }) => {
      let records = 0;
      for (const subgraph of subgraphs) {
        for (const { name } of subgraph.recordTypes) {
          const fields = leafFields(subgraph.schema(), name);
          const text = `${ENTITIES} { ... on CreditSubject { __typename id list: ${listFieldName(name)}(first: 3) {
          totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id } }
          nodes { __typename ${fields} subject { id } ... on CreditRecord { s: state } }
        } } } }`;
          const ask: Ask = { subgraph, text, passport: passport(), variables: { representations: subjects } };
          const expected = await interpreted(ask);
          expect(await compiled(ask)).toEqual(expected);
          const entities = expected.data?._entities as { list: { nodes: unknown[] } | null }[];
          records += entities.reduce((sum, { list }) => sum + (list?.nodes.length ?? 0), 0);
        }
      }
      expect(records).toBeGreaterThan(least);
    },
  );

  test('for records by their references, with one store call', async () => {
    const { records } = await city.store.listRecords({ type: 'MarketPenalty', where: {}, first: 60, withTotal: false });
    const representations = records.map(({ id }) => ({ __typename: 'MarketPenalty', id }));
    const text = `${ENTITIES} { ... on MarketPenalty { documentNo subjectMatter facts } } }`;
    const counting = countingStore(city.store);
    const ask: Ask = { subgraph: named('market'), text, variables: { representations }, store: counting.store };
    const answer = await compiled(ask);
    expect(counting.calls).toEqual(['recordsById']);
    expect(answer).toEqual(await interpreted(ask));
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
    expect(await compiled(ask)).toEqual(expected);
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
    const broken = new Proxy(city.store, {
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
