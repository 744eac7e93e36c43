import { type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { connectionName } from '../../../schema/expansion/derived-types.ts';
import type { SubgraphContext } from '../subgraph-context.ts';
import type { GuardedType } from './guarded-type.ts';

/**
 * Closes the fields with a rule, of types that are no records, to callers who may read them for no row at all: an operation's
 * root fields above all, whose own resolvers need not think of it. Records look at each row, which says more, and so do their
 * lists.
 */
export function guardRuledFields(schema: GraphQLSchema, guards: readonly GuardedType[]): void {
  const records = guards.filter(({ item }) => item !== undefined).map(({ name }) => name);
  const looked = new Set(records.flatMap((name) => [name, connectionName(name), `${name}Edge`]));
  for (const guard of guards) {
    const type = schema.getType(guard.name);
    if (looked.has(guard.name) || !isObjectType(type)) continue;
    const ruled = new Set(guard.fields.filter(({ rule }) => rule !== undefined).map(({ name }) => name));
    for (const field of Object.values(type.getFields())) {
      if (guard.rule !== undefined || ruled.has(field.name)) guardField(type.name, field);
    }
  }
}

function guardField(typeName: string, field: GraphQLField<unknown, unknown>): void {
  const resolve = field.resolve ?? propertyResolver(field.name);
  const isOpen = (context: unknown) => (context as SubgraphContext).access.mayRead(typeName, field.name); // cast: the only context there is
  // The batched way of answering calls resolvers of three parameters only, so the guard has as many as what it guards.
  field.resolve =
    resolve.length > 3
      ? (parent, args, context, info) => (isOpen(context) ? resolve(parent, args, context, info) : null)
      : (parent, args, context) => (isOpen(context) ? resolve(parent, args, context, undefined as never) : null); // cast: not asked for
}

/** The default of graphql-js, for one field. */
function propertyResolver(name: string): GraphQLFieldResolver<unknown, unknown> {
  return (parent, args, context) => {
    const value: unknown = (parent as Readonly<Record<string, unknown>>)[name]; // cast: parents are objects
    return typeof value === 'function' ? value.call(parent, args, context) : value;
  };
}
