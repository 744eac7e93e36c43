import { Supergraph as FederationSupergraph, printSchema } from '@apollo/federation-internals';
import { buildSchema, type DocumentNode, type GraphQLSchema, print } from 'graphql';

/**
 * The schema that clients of a supergraph document see: without join and link machinery, and without what is
 * `@inaccessible`.
 */
export function apiSchema(document: DocumentNode): GraphQLSchema {
  const supergraph = FederationSupergraph.build(print(document));
  return buildSchema(printSchema(supergraph.apiSchema()), { assumeValid: true });
}
