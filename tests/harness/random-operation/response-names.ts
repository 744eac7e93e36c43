import {
  type GraphQLCompositeType,
  type GraphQLType,
  getNullableType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A field as it stands under a response name. */
export interface NamedField {
  readonly parent: GraphQLCompositeType;
  readonly field: string;
  /** As they are printed. */
  readonly args: string;
  readonly type: GraphQLType;
}

/**
 * What every response name of an operation stands for, so that operations are valid by construction ("Field selection
 * merging" of the GraphQL specification, a little stricter).
 */
export interface ResponseNames {
  /** False where the name is taken by something that the field does not merge with. */
  fits(path: string, name: string, field: NamedField): boolean;
  take(path: string, name: string, field: NamedField): void;
  isFree(path: string, name: string): boolean;
}

export function responseNames(): ResponseNames {
  const taken = new Map<string, NamedField[]>();
  const at = (path: string, name: string) => taken.get(`${path}.${name}`) ?? [];
  return {
    fits: (path, name, field) => at(path, name).every((other) => merges(field, other)),
    take: (path, name, field) => void taken.set(`${path}.${name}`, [...at(path, name), field]),
    isFree: (path, name) => at(path, name).length === 0,
  };
}

function merges(one: NamedField, other: NamedField): boolean {
  if (shape(one.type) !== shape(other.type)) return false;
  if (one.field === other.field && one.args === other.args) return true;
  return one.parent !== other.parent && isObjectType(one.parent) && isObjectType(other.parent);
}

/** Objects of different types may stand under one name; leaf values may not. */
function shape(type: GraphQLType): string {
  if (isNonNullType(type)) return `${shape(getNullableType(type))}!`;
  if (isListType(type)) return `[${shape(type.ofType)}]`;
  return isCompositeType(type) ? '{}' : String(type);
}
