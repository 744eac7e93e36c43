import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ExecutionResult } from 'graphql';
import type { FetchOutcome } from '../../../gateway/sources/source.ts';
import { ERRORS } from '../../../schema/errors.ts';
import { choicesOf } from '../../harness/choices.ts';
import { FIXED_RUNS } from '../../harness/fixed-runs.ts';
import { dishonesty } from '../../harness/honesty.ts';
import { answerOf } from '../../harness/served-example.ts';
import { spoiltAnswer } from '../../harness/spoilt-answer.ts';
import { type CreditGraph, creditGraph, publicName } from './examples/credit-graph.ts';

let graph: CreditGraph;

beforeAll(async () => {
  graph = await creditGraph();
});
afterEach(expectCleanPrototype);

function expectCleanPrototype(): void {
  const probe: Record<string, unknown> = {};
  expect([Object.keys(Object.prototype), probe.stolen, probe.secret]).toEqual([[], undefined, undefined]);
}

type Entity = Readonly<Record<string, unknown>>;

/** Changes the data of an answer. */
function changed(change: (data: unknown) => unknown): (outcome: FetchOutcome) => FetchOutcome {
  return (outcome) => (outcome.kind === 'answered' ? { ...outcome, data: change(outcome.data) } : outcome);
}

/** Changes the entities of an answer. */
function entities(change: (list: readonly Entity[]) => unknown): (data: unknown) => unknown {
  return (data) => ({ _entities: change((data as { _entities: Entity[] })._entities) }); // cast: used on entity fetches only
}

const everyEntity = (change: (entity: Entity) => unknown) => entities((list) => list.map(change));

/** Changes every object of an answer, the innermost first. */
function everyObject(change: (node: Entity) => Entity): (value: unknown) => unknown {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return change(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)])));
  };
  return walk;
}

function expectOnlyFaultOf(department: string, { data, errors = [] }: ExecutionResult): void {
  expect(errors.length).toBeGreaterThan(0);
  const text = ERRORS.SUBGRAPH_INVALID.text.replace('{department}', publicName(department));
  for (const error of errors) {
    expect(error.message).toBe(text);
    expect(error.extensions).toEqual({ code: 'SUBGRAPH_INVALID', department: publicName(department) });
  }
  expect(JSON.stringify({ data, errors })).not.toMatch(/secret|stolen/);
}

const COURTS = `{
  subjects { idNumber displayName score standing debts { no amount settled tags } summary { text worst { no amount } } }
}`;

describe('a department that answers', () => {
  test.each<[string, (data: unknown) => unknown]>([
    ['entities in another order', entities((list) => list.toReversed())],
    ['entities shifted by one', entities(([first, ...others]) => [...others, first])],
    ['too few entities', entities((list) => list.slice(1))],
    ['too many entities', entities((list) => [...list, list[0]])],
    ['every entity twice', entities((list) => list.flatMap((entity) => [entity, entity]))],
    ['one entity for all', entities((list) => list.map(() => list[0]))],
    ['null instead of entities', entities(() => null)],
    ['an object instead of entities', entities(([first]) => first)],
    ['no entities', () => ({})],
    ['a list', () => []],
    ['a text', () => 'secret'],
    ['null', () => null],
    ['nothing', () => undefined],
    ['lists instead of entities', everyEntity((entity) => [entity])],
    ['texts instead of entities', everyEntity(() => 'secret')],
    ['entities without their keys', everyEntity(({ fk0: _, ...entity }) => entity)],
    ['keys that are objects', everyEntity((entity) => ({ ...entity, fk0: { toString: 'secret' } }))],
    ['entities of a type that it does not know', everyEntity((entity) => ({ ...entity, __typename: 'Secret' }))],
    ['entities of another type', everyEntity((entity) => ({ ...entity, __typename: 'Debt' }))],
    [
      'entities of a type that is no name',
      everyEntity((entity) => ({ ...entity, __typename: { secret: 1 }, fk0: 'x' })),
    ],
    ['an object for a number', everyEntity((entity) => ({ ...entity, score: { secret: 1 } }))],
    ['a text for a number', everyEntity((entity) => ({ ...entity, score: '7' }))],
    ['a fraction for an integer', everyEntity((entity) => ({ ...entity, score: 7.5 }))],
    ['an integer that is too large', everyEntity((entity) => ({ ...entity, score: 2 ** 31 }))],
    ['a value that the enum does not have', everyEntity((entity) => ({ ...entity, standing: 'secret' }))],
    ['a name of JavaScript for an enum', everyEntity((entity) => ({ ...entity, standing: 'constructor' }))],
    ['a text for an object', everyEntity((entity) => ({ ...entity, summary: 'secret' }))],
    ['a list for an object', everyEntity((entity) => ({ ...entity, summary: [entity.summary] }))],
    ['a number for a text', everyEntity((entity) => ({ ...entity, summary: { text: 7, worst: null } }))],
    ['an object without its fields', everyEntity((entity) => ({ ...entity, summary: {} }))],
    ['an object for a list', everyEntity((entity) => ({ ...entity, f0: { 0: 'secret', length: 1 } }))],
    ['a list of lists for a list', everyEntity((entity) => ({ ...entity, f0: [entity.f0] }))],
    ['texts for the objects of a list', everyEntity((entity) => ({ ...entity, f0: ['secret'] }))],
  ])('%s costs its own fields only, and is named', async (_, change) => {
    const answer = await answerOf(graph.with('courts', changed(change)), COURTS);
    expect(dishonesty(answer, (await answerOf(graph.honest, COURTS)).data)).toEqual({ forged: [], silent: [] });
    expect(answer.data).toMatchObject({
      subjects: ['1', '2', '3', '4'].map((id) => ({ displayName: `name of ${id}` })),
    });
    expectOnlyFaultOf('courts', answer);
  });

  test('one wrong value among right ones loses this value only', async () => {
    const change = entities((list) =>
      list.map((entity, index) => (index === 2 ? { ...entity, score: 'secret' } : entity)),
    );
    const answer = await answerOf(graph.with('courts', changed(change)), '{ subjects { score standing } }');
    expect(answer.data).toEqual({
      subjects: [10, 20, null, 40].map((score, index) => ({ score, standing: index === 0 ? 'GOOD' : 'BAD' })),
    });
    expectOnlyFaultOf('courts', answer);
  });

  test('more than it was asked changes nothing, whatever the names are', async () => {
    const more: Entity = JSON.parse(`{ "__proto__": { "stolen": 1 }, "constructor": { "prototype": { "stolen": 1 } },
      "toString": "stolen", "idNumber": "9", "displayName": "stolen", "kind": "stolen", "f1": "stolen", "f2": "stolen" }`);
    const change = everyObject((node) => {
      const free = Object.entries(more).filter(([name]) => !Object.hasOwn(node, name));
      // As JSON.parse makes them: own members, even of the name __proto__.
      return free.reduce((all, [name, value]) => Object.defineProperty(all, name, { value, enumerable: true }), {
        ...node,
      });
    });
    const answer = await answerOf(graph.with('courts', changed(change)), COURTS);
    expect(answer).toEqual(await answerOf(graph.honest, COURTS));
  });
});

describe('a type name that is a lie', () => {
  const query =
    '{ subject(idNumber: "2") { displayName adviser { __typename ... on Firm { firm } ... on Clerk { clerk } } } }';

  test.each([
    'Firm',
    'Subject',
    'Adviser',
    'Secret',
    'constructor',
    '__proto__',
    '',
    null,
    7,
    { secret: 1 },
    ['Clerk'],
  ])('brings nothing of another type when it is %j', async (__typename) => {
    const change = everyEntity((entity) => ({ ...entity, adviser: { ...(entity.adviser as Entity), __typename } }));
    const answer = await answerOf(graph.with('tax', changed(change)), query);
    expect(answer.data).toEqual({ subject: { displayName: 'name of 2', adviser: null } });
    expectOnlyFaultOf('tax', answer);
  });
});

test('a field whose required values came wrongly is not asked for', async () => {
  const change = everyObject(({ taxIncome, ...node }) =>
    taxIncome === undefined ? node : { ...node, taxIncome: 'secret' },
  );
  graph.received.length = 0;
  const answer = await answerOf(
    graph.with('registry', changed(change)),
    '{ subject(idNumber: "2") { displayName band } }',
  );
  expect(answer.data).toEqual({ subject: { displayName: 'name of 2', band: null } });
  expectOnlyFaultOf('registry', answer);
  expect(graph.received.map(({ department }) => department)).toEqual(['office of registry']);
});

const EVERYTHING = `{
  subjects {
    idNumber displayName kind score standing band
    debts { no amount settled tags }
    summary { text worst { no amount } }
    adviser { __typename ... on Firm { firm } ... on Clerk { clerk } }
    owner { name: displayName score band }
  }
  groups { idNumber: displayName score band adviser { __typename } }
  subject(idNumber: "3") { kind taxIncome summary { worst { settled } } }
}`;

test('whatever a department answers, there are honest values in the answer, or null and an error', async () => {
  const { data: honestData } = await answerOf(graph.honest, EVERYTHING);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('registry', 'courts', 'tax'), fc.gen(), async (department, gen) => {
      const choices = choicesOf(gen);
      const served = graph.with(
        department,
        changed((data) => spoiltAnswer(data, choices)),
      );
      const answer = await answerOf(served, EVERYTHING);
      expect(dishonesty(answer, honestData)).toEqual({ forged: [], silent: [] });
      expect(JSON.stringify(answer)).not.toMatch(/stolen|666/);
      const codes = new Set(answer.errors?.map(({ extensions }) => extensions.code));
      expect(['SUBGRAPH_INVALID', 'VALUE_MISSING']).toEqual(expect.arrayContaining([...codes]));
      expectCleanPrototype();
    }),
    FIXED_RUNS,
  );
});
