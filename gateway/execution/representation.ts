import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphTypes } from './graph-types.ts';
import { isNode, ResultNode } from './result-node.ts';

/**
 * Makes the representation of an entity, or undefined where the tree lacks what it takes.
 *
 * @param mustBeWhole whether to give up where only some of the type conditions find their fields
 */
export type RepresentationOf = (entity: ResultNode, mustBeWhole: boolean) => ResultNode | undefined;

/**
 * Representations as a fetch requires them: for each type condition that the entity fulfils, the fields that it names. Plans
 * name fields for an interface which they fetched for some of its types only, because they need them of no other.
 *
 * @param types of the supergraph
 */
export function representationBuilder(
  requires: readonly QueryPlanSelectionNode[],
  types: GraphTypes,
): RepresentationOf {
  const partsOf = partsByType(requires, types);
  return (entity, mustBeWhole) => {
    const parts = partsOf(entity.__typename);
    const representation = new ResultNode();
    for (const fill of parts) {
      // All of a part or nothing of it: half of what a field requires makes a wrong value.
      if (parts.length === 1 || fill(entity, new ResultNode())) {
        if (!fill(entity, representation)) return undefined;
      } else if (mustBeWhole) return undefined;
    }
    return typeof representation.__typename === 'string' ? representation : undefined;
  };
}

/** Parts that concern entities of a type: of a union of many types, each entity is held against those of its own only. */
function partsByType(
  requires: readonly QueryPlanSelectionNode[],
  types: GraphTypes,
): (typename: unknown) => readonly Filler[] {
  const parts = requires.map((selection) => ({ selection, fill: filler([selection], types) }));
  const all = parts.map(({ fill }) => fill);
  if (parts.length === 1) return () => all;
  const known = new Map<unknown, readonly Filler[]>();
  return (typename) => {
    const found = known.get(typename) ?? parts.filter(concerns(typename, types)).map(({ fill }) => fill);
    known.set(typename, found);
    return found;
  };
}

function concerns(typename: unknown, types: GraphTypes) {
  return ({ selection }: { readonly selection: QueryPlanSelectionNode }): boolean =>
    selection.kind === 'Field' ||
    selection.typeCondition === undefined ||
    fulfils(typename, selection.typeCondition, types);
}

/** Copies what it can; false where a value was never fetched, because a department did not answer for instance. */
type Filler = (from: ResultNode, into: ResultNode) => boolean;

function filler(selections: readonly QueryPlanSelectionNode[], types: GraphTypes): Filler {
  const parts = selections.map((selection): Filler => {
    if (selection.kind === 'Field') {
      const copy = selection.selections === undefined ? copyLeaf : copyNested(filler(selection.selections, types));
      const key = selection.alias ?? selection.name;
      return (from, into) => {
        const value = from[key] === null ? null : copy(from[key], into[key]);
        if (value === undefined) return false;
        into[key] = value;
        return true;
      };
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

/** Value to put in the place of `present`; undefined where something is missing. */
type Copy = (value: unknown, present: unknown) => unknown;

const copyLeaf: Copy = (value) => value;

function copyNested(fill: Filler): Copy {
  const copy: Copy = (value, present) => {
    if (Array.isArray(value)) {
      const before: readonly unknown[] = Array.isArray(present) ? present : [];
      const items = value.map((item, index) => (item === null ? null : copy(item, before[index])));
      return items.includes(undefined) ? undefined : items;
    }
    if (!isNode(value)) return undefined;
    const into = isNode(present) ? present : new ResultNode();
    return fill(value, into) ? into : undefined;
  };
  return copy;
}
