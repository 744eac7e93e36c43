import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { isNode, ResultNode } from './result-node.ts';
import type { GraphTypes } from './subgraph-types.ts';

/** Makes the representation of an entity, or undefined where the tree lacks what it takes. */
export type RepresentationOf = (entity: ResultNode) => ResultNode | undefined;

/**
 * Representations as a fetch requires them: for each type condition that the entity fulfils, the fields that it names.
 *
 * @param types of the supergraph
 */
export function representationBuilder(
  requires: readonly QueryPlanSelectionNode[],
  types: GraphTypes,
): RepresentationOf {
  const fill = filler(requires, types);
  return (entity) => {
    const representation = new ResultNode();
    const isWhole = fill(entity, representation);
    return isWhole && typeof representation.__typename === 'string' ? representation : undefined;
  };
}

/** Copies what it can; false where a value was never fetched, because a department did not answer for instance. */
type Filler = (from: ResultNode, into: ResultNode) => boolean;

function filler(selections: readonly QueryPlanSelectionNode[], types: GraphTypes): Filler {
  const parts = selections.map((selection): Filler => {
    if (selection.kind === 'Field') {
      const read = selection.selections === undefined ? undefined : nested(filler(selection.selections, types));
      return copyField(selection.alias ?? selection.name, read);
    }
    const fill = filler(selection.selections, types);
    const condition = selection.typeCondition;
    if (condition === undefined) return fill;
    return (from, into) => !fulfils(from.__typename, condition, types) || fill(from, into);
  });
  return (from, into) => parts.every((part) => part(from, into));
}

function fulfils(typename: unknown, condition: string, types: GraphTypes): boolean {
  return typeof typename === 'string' && types.fulfils(typename, condition);
}

function copyField(key: string, read: ((value: unknown) => unknown) | undefined): Filler {
  return (from, into) => {
    const value = read === undefined || from[key] === null ? from[key] : read(from[key]);
    if (value === undefined) return false;
    into[key] = value;
    return true;
  };
}

function nested(fill: Filler): (value: unknown) => unknown {
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item) => (item === null ? null : read(item)));
      return items.includes(undefined) ? undefined : items;
    }
    if (!isNode(value)) return undefined;
    const into = new ResultNode();
    return fill(value, into) ? into : undefined;
  };
  return read;
}
