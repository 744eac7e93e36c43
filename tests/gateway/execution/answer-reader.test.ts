import { buildSchema } from '@apollo/federation-internals';
import { describe, expect, test } from '@jest/globals';
import { Kind, parse, type SelectionNode } from 'graphql';
import { objectReaders } from '../../../gateway/execution/answer-reader.ts';
import { graphTypes } from '../../../gateway/execution/graph-types.ts';
import { ResultNode } from '../../../gateway/execution/result-node.ts';

const types = graphTypes(
  buildSchema(`
    scalar Json
    type Query { thing: Thing }
    type Thing { id: ID! count: Int name: String of: Thing list: [Thing] grid: [[Int]] any: Named json: Json }
    interface Named { name: String }
    type Person implements Named { name: String }
    type Firm implements Named { name: String }
  `),
);

/** Objects of these types keep them; `Named` stands for what another department knows as an interface object. */
const isFinal = (name: string) => name !== 'Named';

function selectionsOf(text: string): readonly SelectionNode[] {
  const [operation] = parse(text, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
}

/** Reads answers into one node, one after the other; says what the node holds then, and what was wrong. */
function read(selection: string, ...answers: readonly unknown[]) {
  const treeKey = (name: string) => name.replace(/__alias_\d+$/, '');
  const reader = objectReaders(selectionsOf(selection), 'Thing', { subgraph: types, isFinal, treeKey })('Thing');
  const node = new ResultNode();
  const faults: string[] = [];
  for (const answer of answers) reader?.(answer as ResultNode, node, (problem) => faults.push(problem)); // cast: read as it is
  return { holds: JSON.parse(JSON.stringify(node)), faults };
}

describe('what is in the tree', () => {
  test.each<[string, string, unknown, unknown, object, string[]]>([
    [
      'stays when it is answered again',
      '{ id count }',
      { id: '1', count: 2 },
      { id: '1', count: 2 },
      { id: '1', count: 2 },
      [],
    ],
    ['stays when a number is answered as a text', '{ id }', { id: '1' }, { id: 1 }, { id: '1' }, []],
    [
      'is not replaced, as a key could be',
      '{ id }',
      { id: '1' },
      { id: '2' },
      { id: '1' },
      ['Thing.id has another value than before'],
    ],
    ['is not replaced by null', '{ name }', { name: 'x' }, { name: null }, { name: 'x' }, []],
    [
      'is not replaced by what is wrong',
      '{ count }',
      { count: 1 },
      { count: 'x' },
      { count: 1 },
      ['Thing.count is not a Int'],
    ],
    ['is not replaced by what is missing', '{ count }', { count: 1 }, {}, { count: 1 }, ['Thing.count is missing']],
    ['takes the place of null', '{ name }', { name: null }, { name: 'x' }, { name: 'x' }, []],
    [
      'keeps a scalar that is an object whole',
      '{ json }',
      { json: { a: 1 } },
      { json: { b: 2 } },
      { json: { a: 1 } },
      [],
    ],
    [
      'keeps its type',
      '{ any { __typename } }',
      { any: { __typename: 'Person' } },
      { any: { __typename: 'Firm' } },
      { any: { __typename: 'Person' } },
      ['a Person became a Firm'],
    ],
  ])('%s', (_, selection, one, other, holds, faults) => {
    expect(read(selection, one, other)).toEqual({ holds, faults });
  });

  test('grows with what others know of the same objects', () => {
    const one = { of: { id: '1' }, list: [{ id: '2' }, null, { id: '3' }] };
    const other = { of: { name: 'one' }, list: [{ name: 'two' }, null, { name: 'three' }] };
    const treeKey = (name: string) => name;
    const node = new ResultNode();
    for (const [selection, answer] of [
      ['{ of { id } list { id } }', one],
      ['{ of { name } list { name } }', other],
    ] as const) {
      objectReaders(selectionsOf(selection), 'Thing', { subgraph: types, isFinal, treeKey })('Thing')?.(
        answer,
        node,
        () => undefined,
      );
    }
    expect(JSON.parse(JSON.stringify(node))).toEqual({
      of: { id: '1', name: 'one' },
      list: [{ id: '2', name: 'two' }, null, { id: '3', name: 'three' }],
    });
  });

  test('is brought together where plans asked for it under two names', () => {
    const answer = { of: { id: '1' }, of__alias_0: { count: 0 } };
    expect(read('{ of { id } of__alias_0: of { count } }', answer)).toEqual({
      holds: { of: { id: '1', count: 0 } },
      faults: [],
    });
  });

  test('stays when a list comes back with another length', () => {
    const { holds, faults } = read('{ list { id } }', { list: [{ id: '1' }] }, { list: [{ id: '1' }, { id: '2' }] });
    expect([holds, faults]).toEqual([{ list: [{ id: '1' }] }, ['Thing.list has another length than before']]);
  });
});

describe('what is wrong', () => {
  test.each<[string, string, unknown, object, string]>([
    ['a text for an integer', '{ count }', { count: '1' }, {}, 'Thing.count is not a Int'],
    ['a text for a list', '{ list { id } }', { list: 'x' }, {}, 'Thing.list is not a list'],
    [
      'an object for a list',
      '{ list { id } }',
      { list: { 0: { id: '1' }, length: 1 } },
      {},
      'Thing.list is not a list',
    ],
    ['a list for an object', '{ of { id } }', { of: [{ id: '1' }] }, {}, 'Thing.of is not a Thing'],
    [
      'a text in an inner list',
      '{ grid }',
      { grid: [[1, 'x'], null] },
      { grid: [[1, null], null] },
      'Thing.grid is not a Int',
    ],
    [
      'an object of a type that is none of the interface',
      '{ any { __typename name } }',
      { any: { __typename: 'Thing', name: 'x' } },
      {},
      'Thing.any is not a Named',
    ],
    [
      'an object of no type',
      '{ any { __typename name } }',
      { any: { name: 'x' } },
      { any: { name: 'x' } },
      'an object should be a Named',
    ],
  ])(
    'leaves nothing behind, not even null, and is told without its value: %s',
    (_, selection, answer, holds, fault) => {
      expect(read(selection, answer)).toEqual({ holds, faults: [fault] });
    },
  );

  test('is not what was never asked', () => {
    const answer = JSON.parse('{ "id": "1", "name": 7, "__proto__": { "count": 1 }, "constructor": 1 }');
    expect(read('{ id }', answer)).toEqual({ holds: { id: '1' }, faults: [] });
    expect(read('{ id count }', answer)).toEqual({ holds: { id: '1' }, faults: ['Thing.count is missing'] });
  });
});
