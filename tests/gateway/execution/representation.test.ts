import { buildSchema } from '@apollo/federation-internals';
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { describe, expect, test } from '@jest/globals';
import { Kind, parse, type SelectionNode } from 'graphql';
import { graphTypes } from '../../../gateway/execution/graph-types.ts';
import { representationBuilder } from '../../../gateway/execution/representation.ts';
import type { ResultNode } from '../../../gateway/execution/result-node.ts';

const types = graphTypes(
  buildSchema(`
    type Query { media: [Medium] }
    interface Medium { id: ID title: String size: Size }
    type Song implements Medium { id: ID title: String size: Size }
    type Clip implements Medium { id: ID title: String size: Size }
    type Size { cm: Int kg: Int }
  `),
);

/** Selections as plans write them. */
function required(selections: readonly SelectionNode[]): QueryPlanSelectionNode[] {
  return selections.flatMap((selection): QueryPlanSelectionNode[] => {
    const inner = 'selectionSet' in selection ? selection.selectionSet : undefined;
    const nested = inner === undefined ? {} : { selections: required(inner.selections) };
    if (selection.kind === Kind.FIELD) return [{ kind: Kind.FIELD, name: selection.name.value, ...nested }];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const typeCondition = selection.typeCondition?.name.value ?? '';
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selections: required(selection.selectionSet.selections) }];
  });
}

/** Represents an entity, and says what a department would be sent. */
function represent(requires: string, entity: unknown, mustBeWhole = false): unknown {
  const [operation] = parse(requires, { noLocation: true }).definitions;
  const selections = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
  const representation = representationBuilder(required(selections), types)(entity as ResultNode, mustBeWhole); // cast: like a node
  return representation === undefined ? undefined : JSON.parse(JSON.stringify(representation));
}

const SONG = { __typename: 'Song', id: '1', title: 'one', size: { cm: 1, kg: 2 } };

describe('a representation', () => {
  test.each<[string, string, unknown, unknown]>([
    [
      'holds what is required and nothing else',
      '{ ... on Song { __typename id } }',
      SONG,
      { __typename: 'Song', id: '1' },
    ],
    [
      'holds objects as far as they are required',
      '{ ... on Song { __typename size { kg } } }',
      SONG,
      { __typename: 'Song', size: { kg: 2 } },
    ],
    [
      'holds null where the value is null',
      '{ ... on Song { __typename title size { kg } } }',
      { ...SONG, title: null, size: null },
      { __typename: 'Song', title: null, size: null },
    ],
    [
      'holds lists in their order, with their nulls',
      '{ ... on Song { __typename size { kg } } }',
      { ...SONG, size: [{ kg: 1, cm: 1 }, null, [{ kg: 2 }]] },
      { __typename: 'Song', size: [{ kg: 1 }, null, [{ kg: 2 }]] },
    ],
    [
      'is made of all conditions that the entity fulfils',
      '{ ... on Song { __typename id } ... on Clip { title } ... on Medium { title } }',
      SONG,
      { __typename: 'Song', id: '1', title: 'one' },
    ],
    [
      'brings objects of several conditions together',
      '{ ... on Song { __typename size { cm } } ... on Medium { size { kg } } }',
      SONG,
      { __typename: 'Song', size: { cm: 1, kg: 2 } },
    ],
    ['is not made of an entity of another type', '{ ... on Clip { __typename id } }', SONG, undefined],
    ['is not made of an entity whose type nobody told', '{ ... on Song { __typename id } }', { id: '1' }, undefined],
    [
      'is not made where a value never came',
      '{ ... on Song { __typename id title } }',
      { __typename: 'Song', id: '1' },
      undefined,
    ],
    [
      'is not made where a value inside never came',
      '{ ... on Song { __typename size { cm kg } } }',
      { __typename: 'Song', size: { cm: 1 } },
      undefined,
    ],
    [
      'is not made where a value in a list never came',
      '{ ... on Song { __typename size { cm kg } } }',
      { __typename: 'Song', size: [{ cm: 1, kg: 2 }, { cm: 1 }] },
      undefined,
    ],
    [
      'is not made of a text in the place of an object',
      '{ ... on Song { __typename size { cm } } }',
      { __typename: 'Song', size: 'x' },
      undefined,
    ],
  ])('%s', (_, requires, entity, expected) => {
    expect(represent(requires, entity)).toEqual(expected);
  });

  test('leaves a condition out of which something never came, unless it must be whole', () => {
    const requires = '{ ... on Song { __typename id } ... on Medium { __typename size { cm } title } }';
    const entity = { ...SONG, title: undefined };
    expect(represent(requires, entity)).toEqual({ __typename: 'Song', id: '1' });
    expect(represent(requires, entity, true)).toBeUndefined();
  });
});
