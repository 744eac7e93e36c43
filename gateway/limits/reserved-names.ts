import type { FieldNode } from 'graphql';
import { measured } from './measure.ts';
import type { QueryDocument } from './query-document.ts';

/**
 * True when a name that the client made up begins with two underscores, which GraphQL reserves for introspection: answers
 * and variables would carry keys such as `__proto__`, or a `__typename` that is another field.
 *
 * https://spec.graphql.org/October2021/#sec-Names.Reserved-Names
 */
export function hasReservedName(query: QueryDocument): boolean {
  const variables = query.operations.flatMap(({ variableDefinitions }) => variableDefinitions ?? []);
  const names = [
    ...query.operations.map(({ name }) => name?.value ?? ''),
    ...query.fragments.keys(),
    ...variables.map(({ variable }) => variable.name.value),
  ];
  return names.some(isReserved) || measured(query, MEASURE).includes(true);
}

const MEASURE = {
  empty: false,
  field: (node: FieldNode, below: boolean) => below || answersUnderReservedName(node),
  fragment: (below: boolean) => below,
  beside: (left: boolean, right: boolean) => left || right,
};

const META_FIELDS = new Set(['__typename', '__schema', '__type']);

function answersUnderReservedName({ alias, name }: FieldNode): boolean {
  return alias === undefined ? isReserved(name.value) && !META_FIELDS.has(name.value) : isReserved(alias.value);
}

function isReserved(name: string): boolean {
  return name.startsWith('__');
}
