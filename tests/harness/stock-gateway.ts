import { ApolloGateway } from '@apollo/gateway';
import type { QueryPlanner } from '@apollo/query-planner';
import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import { type DocumentNode, type ExecutionResult, type GraphQLSchema, print } from 'graphql';
import { createLog } from '../../gateway/log.ts';
import type { Variables } from '../../gateway/sources/source.ts';
import type { ComposedGraph, ExampleDepartment } from './federated-example.ts';
import { stockSource } from './stock-source.ts';

process.env.APOLLO_TELEMETRY_DISABLED = 'true'; // read when a gateway is made

/** The gateway that ours is held against: planner and executor of @apollo/gateway over departments in this process. */
export interface StockGateway {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly planner: QueryPlanner;
  execute(document: DocumentNode, variables: Variables): Promise<ExecutionResult>;
  stop(): Promise<void>;
}

/** Starts the stock gateway. */
export async function stockGateway({ supergraphSdl, departments }: ComposedGraph): Promise<StockGateway> {
  const gateway = new ApolloGateway({
    supergraphSdl: async () => ({ supergraphSdl }),
    // cast: every subgraph of the supergraph has its department
    buildService: ({ name }) => stockSource(departments.get(name) as ExampleDepartment, () => schema),
    queryPlannerConfig: { reuseQueryFragments: false, generateQueryFragments: false },
    logger: createLog('silent'),
  });
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  const { executor } = await gateway.load();
  const planner = gateway.__testing().queryPlanner;
  if (executor === null || schema === undefined || planner === undefined)
    throw new Error('The stock gateway did not load.');
  return {
    schema,
    planner,
    execute: async (document, variables) => (await executor(stockRequest(document, variables))) as ExecutionResult, // cast: not incremental
    stop: () => gateway.stop(),
  };
}

function stockRequest(document: DocumentNode, variables: Variables): Parameters<GatewayExecutor>[0] {
  const request = {
    document,
    request: { variables },
    queryHash: print(document),
    context: {},
    metrics: {},
    logger: createLog('silent'),
  };
  return request as unknown as Parameters<GatewayExecutor>[0]; // cast: all that the executor reads
}
