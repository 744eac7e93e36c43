import { buildSchema } from '@apollo/federation-internals';
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { graphTypes } from '../../../gateway/execution/graph-types.ts';
import { representationBuilder } from '../../../gateway/execution/representation.ts';
import { addError, newRun, type Run } from '../../../gateway/execution/run.ts';
import { entitySearch } from '../../../gateway/execution/wanted-entities.ts';
import { HubError } from '../../../schema/errors.ts';
import { CALL } from '../../harness/served-example.ts';

const types = graphTypes(
  buildSchema(`
    type Query { media: [Medium] }
    interface Medium { id: ID title: String }
    type Song implements Medium { id: ID title: String }
  `),
);

/** Searches the elements of `media` for what a fetch requires of each type; everything has a key. */
function search(...requires: readonly (readonly [condition: string, ...fields: string[]])[]) {
  const selections = requires.map(
    ([typeCondition, ...fields]): QueryPlanSelectionNode => ({
      kind: 'InlineFragment',
      typeCondition,
      selections: ['__typename', ...fields].map((name) => ({ kind: 'Field', name })),
    }),
  );
  return entitySearch({
    path: ['media', '@'],
    requires: selections,
    represent: representationBuilder(selections, types),
    checks: new Map([['Song', { isKeyed: () => true, isSame: () => true }]]),
    rewriteInput: undefined,
  });
}

let run: Run;

beforeEach(() => {
  run = newRun({}, CALL, () => undefined);
});

const song = (id: string, more: object = {}) => ({ __typename: 'Song', id, ...more });

describe('the search for entities', () => {
  test('finds each once, and every place where it stands', () => {
    const [one, two, again] = [song('1'), song('2'), song('1')];
    run.root.media = [one, null, two, again];
    const { representations, nodes } = search(['Song', 'id'])(run);
    expect(JSON.parse(JSON.stringify(representations))).toEqual([song('1'), song('2')]);
    expect(nodes.map((places) => places.map((node) => (run.root.media as unknown[]).indexOf(node)))).toEqual([
      [0, 3],
      [2],
    ]);
  });

  test('goes on without what was never asked of an entity, but not once something has failed', () => {
    run.root.media = [song('1')];
    const find = search(['Song', 'id'], ['Medium', 'title']);
    expect(find(run).representations).toHaveLength(1);
    addError(run, new HubError('SUBGRAPH_UNAVAILABLE'), undefined);
    expect(find(run).representations).toEqual([]);
  });

  test('is done once for all fetches that require the same, until the tree changes', () => {
    run.root.media = [song('1')];
    const found = search(['Song', 'id'])(run);
    expect(search(['Song', 'id'])(run)).toBe(found);
    expect(search(['Song', 'title'])(run)).not.toBe(found);
    run.wanted.clear();
    expect(search(['Song', 'id'])(run)).not.toBe(found);
  });
});
