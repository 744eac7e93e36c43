import type { GraphQLDataSource } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { execute, type GraphQLSchema, isInterfaceType, parse } from 'graphql';
import type { ExampleDepartment } from './federated-example.ts';

/**
 * A department of the stock gateway, executed by graphql-js. Its answers are put so that two faults of the stock gateway do
 * no harm, since they would hide ours.
 *
 * @param schema what clients see, once it is known
 */
export function stockSource(department: ExampleDepartment, schema: () => GraphQLSchema | undefined): GraphQLDataSource {
  return {
    process: async ({ request: { query = '', variables = {} } }) => {
      const contextValue = department.context();
      const document = parse(query);
      const answer = await execute({ schema: department.schema, document, variableValues: variables, contextValue });
      mergeRenamed(answer.data);
      forgetInterfaceNames(answer.data?._entities, schema());
      return answer as GatewayGraphQLResponse; // cast: the same but for optional members that are undefined
    },
  };
}

/**
 * Plans give a field a name of its own where its type differs between the types of objects. The stock gateway loses what is
 * falsy when it gives such a field its name back, and what the department answered under that name beside it.
 */
function mergeRenamed(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const node = value as Record<string, unknown>; // cast: objects and lists alike
  for (const [key, inner] of Object.entries(node)) {
    mergeRenamed(inner);
    const name = key.replace(/__alias_\d+$/, '');
    if (name === key) continue;
    node[name] = merged(node[name], inner);
    delete node[key];
  }
}

function merged(one: unknown, other: unknown): unknown {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return other;
  if (Array.isArray(one)) return one.map((item, index) => merged(item, (other as unknown[])[index])); // cast: the same field
  const node: Record<string, unknown> = { ...one };
  for (const [key, inner] of Object.entries(other)) node[key] = merged(node[key], inner);
  return node;
}

/** The stock gateway takes the name of an interface object for the type of an entity that it knows better. */
function forgetInterfaceNames(entities: unknown, schema: GraphQLSchema | undefined): void {
  for (const entity of Array.isArray(entities) ? entities : []) {
    if (isInterfaceType(schema?.getType(entity?.__typename))) entity.__typename = undefined;
  }
}
