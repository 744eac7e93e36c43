import { type DocumentNode, type ExecutionResult, parse } from 'graphql';
import { type ServedGraph, servedGraph } from '../../gateway/execution/served-graph.ts';
import type { DataSource, FetchCall, Variables } from '../../gateway/sources/source.ts';
import type { ComposedGraph, ExampleDepartment } from './federated-example.ts';
import { graphqlJsSource } from './graphql-js-source.ts';
import type { StockGateway } from './stock-gateway.ts';

/** Makes the source of a department; tests put their own in its place. */
export type MakeSource = (name: string, department: ExampleDepartment) => DataSource;

/** A call that has time enough. */
export const CALL: FetchCall = { requestId: 'test', rights: 'public', deadlineMs: Number.POSITIVE_INFINITY };

/** Serves an example with the hub's executor, over the same schema and planner as the stock gateway. */
export function servedExample(
  { departments }: ComposedGraph,
  stock: StockGateway,
  make: MakeSource = graphqlJsSource,
): ServedGraph {
  return servedGraph({
    schema: stock.schema,
    supergraph: stock.planner.supergraph,
    planner: stock.planner,
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
  return graph.execute({ document: parsed, operationName: undefined, variables, call: CALL });
}
