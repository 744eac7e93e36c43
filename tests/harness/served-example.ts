import { type DocumentNode, type ExecutionResult, parse } from 'graphql';
import { explanationFor } from '../../gateway/execution/explanation.ts';
import { type ServedGraph, servedGraph } from '../../gateway/execution/served-graph.ts';
import { readPolicy } from '../../gateway/policy/policy.ts';
import { PUBLIC_STANDING } from '../../gateway/rights/standing.ts';
import type { DataSource, FetchCall, Variables } from '../../gateway/sources/source.ts';
import { PUBLIC_PASSPORT } from '../../schema/access/passport.ts';
import { readSupergraph } from '../../schema/supergraph/supergraph.ts';
import type { ComposedGraph, ExampleDepartment } from './federated-example.ts';
import { graphqlJsSource } from './graphql-js-source.ts';
import type { StockGateway } from './stock-gateway.ts';

/** Makes the source of a department; tests put their own in its place. */
export type MakeSource = (name: string, department: ExampleDepartment) => DataSource;

/** A call that has time enough. */
export const CALL: FetchCall = { requestId: 'test', passport: PUBLIC_PASSPORT, deadlineMs: Number.POSITIVE_INFINITY };

/** A request of the public that has time enough. */
export const PUBLIC_REQUEST = { standing: PUBLIC_STANDING, isStrict: false, call: CALL };

/** Serves an example with the hub's executor, over the same schema and planner as the stock gateway. */
export function servedExample(
  { supergraphSdl, departments }: ComposedGraph,
  stock: StockGateway,
  make: MakeSource = graphqlJsSource,
): ServedGraph {
  return servedGraph({
    schema: stock.schema,
    supergraph: stock.planner.supergraph,
    planner: stock.planner,
    policy: readPolicy(readSupergraph(supergraphSdl), stock.schema),
    explanation: explanationFor('askForAccess'),
    source: (name) => make(name, departments.get(name) as ExampleDepartment), // cast: of every subgraph of the supergraph
    maxOperations: 100,
    log: () => undefined,
  });
}

/** Runs one operation. */
export async function answerOf(
  graph: ServedGraph,
  document: DocumentNode | string,
  variables: Variables = {},
): Promise<ExecutionResult> {
  const parsed = typeof document === 'string' ? parse(document) : document;
  const request = { ...PUBLIC_REQUEST, document: parsed, operationName: undefined, variables };
  return (await graph.execute(request)).result;
}
