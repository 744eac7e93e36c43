import type { GraphQLResolveInfo } from 'graphql';
import type { SubgraphContext } from './subgraph-context.ts';

/** Resolves one field of a folder's own; parent and arguments are what the schema says. */
export type FieldResolver<Parent = never, Arguments = never> = (
  parent: Parent,
  args: Arguments,
  context: SubgraphContext,
  info: GraphQLResolveInfo,
) => unknown;

/** Finds the entity behind a reference; null where there is none that the caller may see. */
export type ReferenceResolver<Reference = never> = (reference: Reference, context: SubgraphContext) => unknown;

/** A folder's own resolvers by type and field. */
export type ResolverMap = Readonly<
  Record<string, Readonly<Record<string, FieldResolver>> & { readonly __resolveReference?: ReferenceResolver }>
>;
