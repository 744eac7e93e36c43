import type { Supergraph } from '@apollo/federation-internals';
import type { QueryPlanner } from '@apollo/query-planner';
import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { HubError } from '../../schema/errors.ts';
import type { DataSource, FetchCall, Variables } from '../sources/source.ts';
import { type CompiledOperation, type CompileSetting, compileOperation } from './compiled-operation.ts';
import type { ClientOperation } from './executed-operation.ts';
import type { PlannedSubgraph } from './fetch-step.ts';
import { graphTypes } from './graph-types.ts';
import { type OperationCache, operationCache } from './operation-cache.ts';
import { privatePrefix } from './private-names.ts';

/** One operation to run for one caller. */
export interface GraphRequest {
  /** Valid in the graph's schema. */
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  /** As they came in. */
  readonly variables: Variables;
  readonly call: FetchCall;
}

/** A supergraph, ready to run operations. */
export interface ServedGraph {
  execute(request: GraphRequest): ExecutionResult | Promise<ExecutionResult>;
  close(): Promise<void>;
}

/** What a served graph is made of. */
export interface GraphParts {
  /** What clients see, as documents are validated against it. */
  readonly schema: GraphQLSchema;
  readonly supergraph: Supergraph;
  readonly planner: QueryPlanner;
  /** The department behind each subgraph. */
  source(name: string, url: string): DataSource;
  /** Most operations that are held compiled. */
  readonly maxOperations: number;
  readonly log: (cause: unknown) => void;
}

/** Puts a supergraph together with its departments. */
export function servedGraph(parts: GraphParts): ServedGraph {
  const setting = compileSetting(parts);
  const cache = operationCache(parts.maxOperations, (executed) => compileOperation(executed, setting));
  return {
    execute({ document, operationName, variables, call }) {
      const client = cache.clientOperation(document, operationName);
      if (client === undefined) return { errors: [new HubError('OPERATION_UNKNOWN').toGraphQL()] };
      const coerced = client.plain(variables) ?? coercedVariables(parts.schema, client.operation, variables);
      if (coerced instanceof HubError) return { errors: [coerced.toGraphQL()] };
      const run = compiledOrNot(cache, client, coerced);
      return run instanceof HubError ? { errors: [run.toGraphQL()] } : run(coerced, call, parts.log);
    },
    close: async () => {
      await Promise.all([...setting.subgraphs.values()].map(({ source }) => source.close()));
    },
  };
}

/** The compiled operation, or why there can be none. */
function compiledOrNot(
  cache: OperationCache,
  client: ClientOperation,
  variables: Variables,
): CompiledOperation | HubError {
  try {
    return cache.compiled(client, variables);
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
}

function compileSetting({ schema, supergraph, planner, source }: GraphParts): CompileSetting {
  const subgraphs = new Map<string, PlannedSubgraph>();
  for (const { name, url, schema: own } of supergraph.subgraphs()) {
    subgraphs.set(name, { source: source(name, url), schema: own, types: graphTypes(own) });
  }
  const apiSchema = supergraph.apiSchema();
  const fields = fieldsOf(supergraph);
  const names = fields.map(({ name }) => name);
  const withArguments = new Set(fields.filter((field) => field.arguments().length > 0).map(({ name }) => name));
  return {
    schema,
    apiSchema,
    apiTypes: graphTypes(apiSchema),
    types: graphTypes(supergraph.schema),
    planner,
    subgraphs,
    naming: { prefix: privatePrefix(names), plainFields: new Set(names.filter((name) => !withArguments.has(name))) },
  };
}

function fieldsOf({ schema }: Supergraph) {
  return [...schema.objectTypes(), ...schema.interfaceTypes()].flatMap((type) => [...type.fields()]);
}

/** Values as their types say; graphql-js would repeat the bad one, which may be a personal number in the wrong place. */
function coercedVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): Variables | HubError {
  const definitions = operation.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(schema, definitions, variables, { maxErrors: 1 });
  if (coerced !== undefined) return coerced;
  const [error] = errors;
  const node = error?.nodes?.[0];
  const name = node?.kind === 'VariableDefinition' ? `$${node.variable.name.value}` : 'of the operation';
  return new HubError('INVALID_ARGUMENT', {
    cause: error,
    details: { argument: name, problem: 'it is not a value of its type; see the type in the operation.' },
  });
}
