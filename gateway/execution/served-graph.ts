import type { Supergraph } from '@apollo/federation-internals';
import type { QueryPlanner } from '@apollo/query-planner';
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { EntityRows } from '../../schema/access/entity-rows.ts';
import { HubError } from '../../schema/errors.ts';
import { givenInputs, guardedVariables, NOTHING_GIVEN } from '../policy/given-inputs.ts';
import type { Policy } from '../policy/policy.ts';
import { type View, visibleSchema } from '../policy/view.ts';
import type { Standing } from '../rights/standing.ts';
import type { DataSource, FetchCall, Variables } from '../sources/source.ts';
import { type AuthorizedOperation, authorizeOperation } from './authorized-operation.ts';
import {
  type CompiledOperation,
  type CompileSetting,
  compileOperation,
  type OpenOperation,
  type RunOutcome,
} from './compiled-operation.ts';
import type { ClientOperation } from './executed-operation.ts';
import type { Explanation } from './explanation.ts';
import type { PlannedSubgraph } from './fetch-step.ts';
import { type GraphOutcome, graphOutcome } from './graph-outcome.ts';
import { graphTypes } from './graph-types.ts';
import { openPart } from './open-part.ts';
import { type OperationCache, operationCache } from './operation-cache.ts';
import { privatePrefix } from './private-names.ts';

/** One operation to run for one caller. */
export interface GraphRequest {
  /** What its caller may do; `call.passport` is made of it. */
  readonly standing: Standing;
  /** True: nothing is fetched where anything is denied. */
  readonly isStrict: boolean;
  /** Valid in the graph's schema. */
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  /** As they came in. */
  readonly variables: Variables;
  readonly call: FetchCall;
}

/** A supergraph, ready to run operations. */
export interface ServedGraph {
  execute(request: GraphRequest): GraphOutcome | Promise<GraphOutcome>;
  /** The schema of a view; the same object each time. */
  schemaOf(view: View): GraphQLSchema;
  /** What of a document is open to a caller; see open-part.ts. */
  openPart(document: DocumentNode, standing: Standing): DocumentNode | null;
  close(): Promise<void>;
}

/** What a served graph is made of. */
export interface GraphParts {
  /** What clients see, as documents are validated against it. */
  readonly schema: GraphQLSchema;
  readonly supergraph: Supergraph;
  readonly planner: QueryPlanner;
  readonly policy: Policy;
  readonly explanation: Explanation;
  /** The department behind each subgraph. */
  source(name: string, url: string): DataSource;
  /** Whom entities are about; where it is missing, departments alone hold grants against that. */
  readonly rows?: EntityRows | undefined;
  /** Most operations that are held compiled. */
  readonly maxOperations: number;
  readonly log: (cause: unknown) => void;
}

/** Puts a supergraph together with its departments. */
export function servedGraph(parts: GraphParts): ServedGraph {
  const setting = compileSetting(parts);
  const cache = authorizedOperations(parts, setting);
  return {
    execute(request) {
      const client = cache.clientOperation(request.document, request.operationName);
      if (client === undefined) return refusal([new HubError('OPERATION_UNKNOWN').toGraphQL()]);
      const variables =
        client.plain(request.variables) ?? coercedVariables(parts.schema, client.operation, request.variables);
      if (variables instanceof HubError) return refusal([variables.toGraphQL()]);
      const operation = preparedOrNot(cache, client, variables, request.standing);
      if (operation instanceof HubError) return refusal([operation.toGraphQL()]);
      const isClosed = operation.kind === 'closed' || (request.isStrict && operation.errors.length > 0);
      if (isClosed) return refusal(operation.errors);
      const name = client.operation.name?.value ?? null;
      const outcome = operation.compiled.run(variables, request.call, parts.log, operation.gates);
      const finish = (run: RunOutcome) =>
        graphOutcome(run, { ...parts, operation, name, variables, standing: request.standing });
      return outcome instanceof Promise ? outcome.then(finish) : finish(outcome);
    },
    schemaOf: setting.schemaOf,
    openPart: (document, { passport }) => openPart(document, parts.policy, passport.rights),
    close: async () => {
      await Promise.all([...setting.subgraphs.values()].map(({ source }) => source.close()));
    },
  };
}

function refusal(errors: readonly GraphQLError[]): GraphOutcome {
  return { result: { errors } };
}

/** The operation as the caller may run it, or why it cannot be run at all. */
function preparedOrNot(
  cache: OperationCache<AuthorizedOperation>,
  client: ClientOperation,
  variables: Variables,
  standing: Standing,
): AuthorizedOperation | HubError {
  try {
    return cache.prepared(client, variables, standing);
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
}

/** Callers with equal questions and different rights each need a small entry, and share what is compiled. */
const CALLERS_PER_OPERATION = 4;

function authorizedOperations(parts: GraphParts, setting: CompileSetting): OperationCache<AuthorizedOperation> {
  const { policy, explanation, maxOperations } = parts;
  const compiled = new LRUCache<string, CompiledOperation>({ max: maxOperations });
  const compile = (operation: OpenOperation, hash: string) => {
    const known = compiled.get(hash) ?? compileOperation(operation, setting);
    compiled.set(hash, known);
    return known;
  };
  return operationCache(maxOperations * CALLERS_PER_OPERATION, {
    givenBy: ({ operation }) => {
      const guarded = guardedVariables(operation, policy);
      return guarded.length === 0 ? () => NOTHING_GIVEN : (variables) => givenInputs(guarded, variables);
    },
    prepare: (executed, standing, given) =>
      authorizeOperation(executed, standing, given, { policy, explanation, compiled: compile }),
  });
}

function compileSetting({ policy, rows, supergraph, planner, source }: GraphParts): CompileSetting {
  const subgraphs = new Map<string, PlannedSubgraph>();
  for (const { name, url, schema: own } of supergraph.subgraphs()) {
    subgraphs.set(name, { source: source(name, url), schema: own, types: graphTypes(own) });
  }
  const apiSchema = supergraph.apiSchema();
  const fields = fieldsOf(supergraph);
  const names = fields.map(({ name }) => name);
  const withArguments = new Set(fields.filter((field) => field.arguments().length > 0).map(({ name }) => name));
  return {
    policy,
    rows,
    schemaOf: schemasByView(policy),
    apiSchema,
    apiTypes: graphTypes(apiSchema),
    types: graphTypes(supergraph.schema),
    planner,
    subgraphs,
    naming: { prefix: privatePrefix(names), plainFields: new Set(names.filter((name) => !withArguments.has(name))) },
  };
}

/** Each made when somebody first asks for it. */
function schemasByView(policy: Policy): CompileSetting['schemaOf'] {
  const made = new Map<View, GraphQLSchema>();
  return (view) => {
    const schema = made.get(view) ?? visibleSchema(policy, view);
    made.set(view, schema);
    return schema;
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
