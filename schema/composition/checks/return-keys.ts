import { allSelections, parseFieldSet, type Selections, selectedFields } from '../../supergraph/field-set.ts';
import { type JoinedType, type Joins, resolves, type TypeJoin } from '../../supergraph/joins.ts';
import type { Problem } from '../problem.ts';

/**
 * A plan leaves a subgraph in the middle of a type for what a field there `@requires`, or for the types of the objects of an
 * `@interfaceObject`, and comes back by the first key whose fields the subgraph has, resolvable or not.
 */
export function checkReturnKeys(joins: Joins): Problem[] {
  return [...joins.types.values()].flatMap((type) =>
    [...joins.subgraphs.keys()].flatMap((graph) => checkReturn(type, graph, joins)),
  );
}

function checkReturn(type: JoinedType, graph: string, joins: Joins): Problem[] {
  const keys = localKeys(type, graph, joins);
  const [first] = keys;
  if (first === undefined || keys.some((key) => key.isResolvable && isPart(key, first, type, joins))) return [];
  const resolvable = keys.find((key) => key.isResolvable);
  return leavingPoints(type, first, joins).map(({ coordinate, because }) => ({
    coordinate,
    subgraph: joins.subgraphs.get(graph) ?? graph,
    text: `${because}, and comes back by the first key of ${type.name} there, "${first.key}", which is not resolvable.`,
    remedy:
      resolvable === undefined
        ? 'Make that key resolvable there.'
        : `Write @key(fields: "${resolvable.key}") first, which is resolvable.`,
  }));
}

type Key = TypeJoin & { readonly key: string };

/** Keys that the subgraph gives the type and holds all fields of, in their order. */
function localKeys(type: JoinedType, graph: string, joins: Joins): Key[] {
  return type.joins
    .filter((join): join is Key => join.graph === graph && join.key !== undefined)
    .filter(({ key }) =>
      allSelections(parseFieldSet(key, type.name), joins)
        .flatMap((selections) => selectedFields(selections, joins))
        .every(({ field }) => resolves(graph, field)),
    );
}

/** Whether who has the fields of the whole has those of the part. A key is part of itself. */
function isPart(part: Key, whole: Key, type: JoinedType, joins: Joins): boolean {
  const all = paths(parseFieldSet(whole.key, type.name), joins);
  return paths(parseFieldSet(part.key, type.name), joins).every((path) => all.includes(path));
}

function paths(selections: Selections, joins: Joins): string[] {
  return selectedFields(selections, joins).flatMap(({ field, below }) =>
    below === undefined ? [field.name] : paths(below, joins).map((path) => `${field.name}.${path}`),
  );
}

/** Where a plan leaves the subgraph to come back. */
function leavingPoints(type: JoinedType, key: Key, joins: Joins): { coordinate: string; because: string }[] {
  const requiring = [...type.fields.values()]
    .filter((field) => field.joins.some(({ graph, requires }) => graph === key.graph && requires !== undefined))
    .map(({ coordinate }) => ({ coordinate, because: 'A plan leaves the subgraph for what it @requires' }));
  return hidesFieldsOfObjects(type, key, joins)
    ? [...requiring, { coordinate: type.name, because: 'A plan leaves the subgraph for the type of its objects' }]
    : requiring;
}

/** An `@interfaceObject` with fields of its own beside the key. */
function hidesFieldsOfObjects(type: JoinedType, { key, graph, isInterfaceObject }: Key, joins: Joins): boolean {
  const keyFields = selectedFields(parseFieldSet(key, type.name), joins).map(({ field }) => field);
  const own = [...type.fields.values()].filter((field) => resolves(graph, field) && !keyFields.includes(field));
  return isInterfaceObject && own.length > 0 && joins.objects.has(type.name);
}
