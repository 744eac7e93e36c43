import { type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import type { SubgraphContext } from '../subgraph-context.ts';

/**
 * Resolves one field of many parents at once; values in the order of the parents. `selects` tells which fields are asked of
 * the values.
 */
export type BatchResolver<Parent = never, Arguments = never> = (
  parents: readonly Parent[],
  args: Arguments,
  context: SubgraphContext,
  selects: (field: string) => boolean,
) => readonly unknown[] | Promise<readonly unknown[]>;

/** Batch resolvers by `Type.field`, beside the resolvers that graphql-js calls. */
export type BatchResolvers = ReadonlyMap<string, BatchResolver>;

const attached = new WeakMap<GraphQLField<unknown, unknown>, BatchResolver>();

/** Gives fields of the schema a way to be resolved for many parents, which must mean the same as their resolvers. */
export function attachBatchResolvers(schema: GraphQLSchema, resolvers: BatchResolvers): void {
  for (const [coordinate, resolver] of resolvers) {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (field !== undefined) attached.set(field, resolver);
  }
}

/** The field's batch resolver; undefined where it has none. */
export function batchResolverOf(field: GraphQLField<unknown, unknown>): BatchResolver | undefined {
  return attached.get(field);
}
