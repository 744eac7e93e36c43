import { beforeAll, describe, expect, test } from '@jest/globals';
import type { FetchOutcome } from '../../../gateway/sources/source.ts';
import { HubError } from '../../../schema/errors.ts';
import { answerOf } from '../../harness/served-example.ts';
import { type CreditGraph, creditGraph, publicName } from './examples/credit-graph.ts';

let graph: CreditGraph;

beforeAll(async () => {
  graph = await creditGraph();
});

const UNAVAILABLE = new HubError('SUBGRAPH_UNAVAILABLE', {
  cause: new Error('secret'),
  details: { department: publicName('courts') },
});

type Path = readonly (string | number)[];

/** No data, and errors at the given paths. */
function failedAt(paths: readonly (Path | undefined)[]): () => FetchOutcome {
  return () => ({ kind: 'answered', data: null, errors: paths.map((path) => ({ error: UNAVAILABLE, path })) });
}

test('a department that does not answer costs its own fields only', async () => {
  const served = graph.with('courts', () => ({ kind: 'failed', error: UNAVAILABLE }));
  const answer = await answerOf(served, '{ subjects { displayName score band } }');
  expect(answer.data).toEqual({
    subjects: ['1', '2', '3', '4'].map((id) => ({
      displayName: `name of ${id}`,
      score: null,
      band: `band of ${id} with ${id}00`,
    })),
  });
  expect(answer.errors).toMatchObject([
    { path: ['subjects'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', department: 'office of courts' } },
  ]);
  expect(JSON.stringify(answer)).not.toContain('secret');
});

describe('an error of a department', () => {
  const query = '{ all: subjects { displayName score d: debts { no } summary { text } } }';

  test.each<[string, Path | undefined, Path]>([
    ['no place', undefined, ['all']],
    ['an empty path', [], ['all']],
    ['an entity', ['_entities', 1], ['all', 1]],
    ['a field of an entity', ['_entities', 1, 'summary', 'text'], ['all', 1, 'summary', 'text']],
    ['a field under its private name', ['_entities', 1, 'f1', 0, 'no'], ['all', 1, 'd', 0, 'no']],
    ['an entity that was not asked', ['_entities', 4], ['all']],
    ['a negative place', ['_entities', -1, 'score'], ['all']],
    ['half a place', ['_entities', 1.5, 'score'], ['all']],
    ['a place beyond all measure', ['_entities', Number.MAX_VALUE, 'score'], ['all']],
    ['a place that is a name', ['_entities', '1', 'score'], ['all']],
    ['a name of JavaScript', ['_entities', '__proto__', 'constructor'], ['all']],
    ['a member of a list', ['_entities', 'length'], ['all']],
    ['a name that nobody asked', ['_entities', 1, 'secret', 'score'], ['all', 1]],
    ['a private name that was not given', ['_entities', 1, 'f99'], ['all', 1]],
    ['something that is no entity', ['secret', 1, 'score'], ['all']],
  ])('at %s is told at a place that the client knows', async (_, path, expected) => {
    const { data, errors } = await answerOf(graph.with('courts', failedAt([path])), query);
    expect(data).toMatchObject({ all: [1, 2, 3, 4].map((id) => ({ displayName: `name of ${id}`, score: null })) });
    expect(errors).toMatchObject([{ path: expected, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
  });

  test.each(['courts', 'registry'])(
    'of the %s that comes a hundred thousand times comes out a hundred times',
    async (department) => {
      const paths = Array.from({ length: 100_000 }, (__, index) => ['_entities', index % 4]);
      const { errors } = await answerOf(graph.with(department, failedAt(paths)), query);
      expect(errors).toHaveLength(100);
    },
  );

  test('is told wherever the entity stands', async () => {
    const served = graph.with('courts', failedAt([['_entities', 0]]));
    const { data, errors } = await answerOf(served, '{ groups { displayName score } }');
    const [one, two] = ['1', '2'].map((id) => ({ displayName: `name of ${id}`, score: null }));
    expect(data).toEqual({ groups: [[one, null], null, [two, one]] });
    expect(errors?.map(({ path }) => path)).toEqual([
      ['groups', 0, 0],
      ['groups', 2, 1],
    ]);
  });
});
