import {
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { decline } from './declined.ts';

/** An object of the answer. */
export type Out = Record<string, unknown>;

/** Objects of one type whose fields are still to be resolved: sources beside the answer's objects that they fill. */
export interface Group {
  readonly sources: unknown[];
  readonly outs: Out[];
}

/** The group of a type, by the type's name. */
export type GroupOf = (typeName: string) => Group;

/** Puts a resolved value into the answer; the objects in it are added to the groups of their types. */
export type ValueWriter = (value: unknown, groupOf: GroupOf) => unknown;

/** Writer of a type's values (CompleteValue of the GraphQL specification, as far as nothing is wrong). */
export function valueWriter(type: GraphQLOutputType, schema: GraphQLSchema): ValueWriter {
  if (isNonNullType(type)) {
    const inner = valueWriter(type.ofType, schema);
    return (value, groupOf) => inner(value, groupOf) ?? decline('null where there must be a value');
  }
  if (isListType(type)) return listWriter(valueWriter(type.ofType, schema));
  return isCompositeType(type) ? objectWriter(type, schema) : leafWriter(type);
}

function listWriter(item: ValueWriter): ValueWriter {
  return (value, groupOf) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) return decline('a list that is no array');
    return value.map((one) => item(one, groupOf));
  };
}

function leafWriter(type: GraphQLLeafType): ValueWriter {
  return (value) => {
    if (value === null || value === undefined) return null;
    return type.serialize(value);
  };
}

function objectWriter(type: GraphQLCompositeType, schema: GraphQLSchema): ValueWriter {
  const typeNameOf = isObjectType(type) ? () => type.name : (value: object) => runtimeType(type, value, schema);
  return (value, groupOf) => {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object' || value instanceof Promise) return decline('an object that is none');
    const group = groupOf(typeNameOf(value));
    const out: Out = {};
    group.sources.push(value);
    group.outs.push(out);
    return out;
  };
}

/** Departments' objects carry their type names; the derived ones do, and graphql-js finds out about others. */
function runtimeType(type: GraphQLAbstractType, value: object, schema: GraphQLSchema): string {
  const { __typename: name } = value as { readonly __typename?: unknown }; // cast: an object
  const found = typeof name === 'string' ? schema.getType(name) : undefined;
  if (isObjectType(found) && schema.isSubType(type, found)) return found.name;
  return decline('an object of another type, or of none that is known');
}
