import { type GraphQLOutputType, isListType, isNonNullType, Kind, type SelectionNode } from 'graphql';
import type { Policy } from './policy.ts';
import type { Scope, Scopes } from './scope.ts';

/** A response key that has no value on some objects, where it must have one. */
export interface LostPlace {
  readonly key: string;
  /** Object types on which the value must not be null. */
  readonly objects: readonly string[];
}

/** Object types of the scope on which the type of a field fulfils a condition. */
export function objectsWhere(
  fulfils: (type: GraphQLOutputType) => boolean,
  { objects }: Scope,
  fieldName: string,
  policy: Policy,
): readonly string[] {
  // The name of its type is the only field that no type declares, and never null.
  if (fieldName === '__typename') return objects;
  return objects.filter((object) => {
    const type = policy.typeOn(object, fieldName);
    return type !== undefined && fulfils(type);
  });
}

/** True for types of which neither a value nor an item of its lists may be null. */
export function isNowhereNullable(type: GraphQLOutputType): boolean {
  if (!isNonNullType(type)) return false;
  return isListType(type.ofType) ? isNowhereNullable(type.ofType.ofType) : true;
}

/**
 * Whether an object of the scope, of whatever type it is, lacks a value that must not be null, so that null stands in its
 * place (GraphQL specification, "Handling field errors").
 *
 * @param left what is left of the selections on it; what is lost in one fragment may be there through another
 */
export function isNullThroughout(
  { objects }: Scope,
  lost: readonly LostPlace[],
  left: readonly SelectionNode[],
  scopes: Scopes,
): boolean {
  if (lost.every((place) => place.objects.length === 0)) return false;
  return objects.every((object) =>
    lost.some((place) => place.objects.includes(object) && !isSelected(place.key, object, left, scopes)),
  );
}

function isSelected(key: string, object: string, selections: readonly SelectionNode[], scopes: Scopes): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return (selection.alias ?? selection.name).value === key;
    if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
    const condition = selection.typeCondition?.name.value;
    const applies = condition === undefined || (scopes.of(condition)?.objects.includes(object) ?? false);
    return applies && isSelected(key, object, selection.selectionSet.selections, scopes);
  });
}
