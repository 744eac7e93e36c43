import type { GraphQLFieldResolver } from 'graphql';
import type { SubgraphContext } from './subgraph-context.ts';

/** Resolves one field; the parent is whatever the type's reference resolver or list gave. */
// biome-ignore lint/suspicious/noExplicitAny: graphql-js types arguments by the schema, which is not known to the compiler
export type FieldResolver = GraphQLFieldResolver<any, SubgraphContext>;

/** Resolvers by type and field, as graphql-tools and @apollo/subgraph take them. */
export type ResolverMap = Readonly<Record<string, Readonly<Record<string, FieldResolver>>>>;
