import type { FieldNode } from 'graphql';
import { type Measure, measured } from './measure.ts';
import type { QueryDocument } from './query-document.ts';

/** What an operation asks about the schema. */
export interface IntrospectionFigures {
  /** `__schema` and `__type` fields. */
  readonly roots: number;
  /** Lists within one another that lead from types to types, below such a field. */
  readonly lists: number;
  /** Aliases below such fields. */
  readonly aliases: number;
}

/** The largest figures of any operation. May be Infinity. */
export function introspectionFigures(query: QueryDocument): IntrospectionFigures {
  const operations = measured(query, MEASURE);
  const largest = (figure: (carried: Carried) => number) =>
    operations.reduce((most, carried) => Math.max(most, figure(carried)), 0);
  return {
    roots: largest(({ roots }) => roots),
    lists: largest(({ listsBelowRoots }) => listsBelowRoots),
    aliases: largest(({ aliasesBelowRoots }) => aliasesBelowRoots),
  };
}

/** True for fields that begin an introspection. */
export function isIntrospectionRoot(field: FieldNode): boolean {
  return field.name.value === '__schema' || field.name.value === '__type';
}

/** Fields of introspection whose lists multiply: from each type to many. Arguments and enum values lead to one each. */
const TYPE_LISTS = new Set(['types', 'fields', 'inputFields', 'interfaces', 'possibleTypes']);

/** A field cannot know whether it stands below a root, so both are carried: what would count, and what does. */
interface Carried {
  readonly roots: number;
  readonly lists: number;
  readonly aliases: number;
  readonly listsBelowRoots: number;
  readonly aliasesBelowRoots: number;
}

const NOTHING: Carried = { roots: 0, lists: 0, aliases: 0, listsBelowRoots: 0, aliasesBelowRoots: 0 };

const MEASURE: Measure<Carried> = {
  empty: NOTHING,
  field: (node, below) => {
    if (isIntrospectionRoot(node)) return rootOver(below);
    const isList = TYPE_LISTS.has(node.name.value);
    if (!isList && node.alias === undefined) return below; // most fields are like that
    return {
      ...below,
      lists: below.lists + (isList ? 1 : 0),
      aliases: below.aliases + (node.alias === undefined ? 0 : 1),
    };
  },
  fragment: (below) => below,
  beside: (left, right) => {
    if (left === NOTHING) return right;
    return right === NOTHING ? left : together(left, right);
  },
};

function rootOver(below: Carried): Carried {
  return {
    roots: 1 + below.roots,
    lists: 0,
    aliases: 0,
    listsBelowRoots: Math.max(below.lists, below.listsBelowRoots),
    aliasesBelowRoots: below.aliases + below.aliasesBelowRoots,
  };
}

function together(left: Carried, right: Carried): Carried {
  return {
    roots: left.roots + right.roots,
    lists: Math.max(left.lists, right.lists),
    aliases: left.aliases + right.aliases,
    listsBelowRoots: Math.max(left.listsBelowRoots, right.listsBelowRoots),
    aliasesBelowRoots: left.aliasesBelowRoots + right.aliasesBelowRoots,
  };
}
