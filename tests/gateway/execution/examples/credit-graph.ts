import type { ServedGraph } from '../../../../gateway/execution/served-graph.ts';
import type { FetchOutcome } from '../../../../gateway/sources/source.ts';
import { composed } from '../../../harness/federated-example.ts';
import { graphqlJsSource } from '../../../harness/graphql-js-source.ts';
import { servedExample } from '../../../harness/served-example.ts';
import { stockGateway } from '../../../harness/stock-gateway.ts';
import { answering, type ReceivedFetch, recorded } from '../../../harness/wrapped-source.ts';
import { creditRecords } from './credit-records.ts';

/** The graph of credit records, with departments that can be made to answer something else. */
export interface CreditGraph {
  readonly honest: ServedGraph;
  /** One department changes what it answers. */
  with(department: string, change: (outcome: FetchOutcome) => FetchOutcome | Promise<FetchOutcome>): ServedGraph;
  /** What departments were asked; a test empties it before it begins. */
  readonly received: ReceivedFetch[];
}

/** Name that clients are told of a department of the graph. */
export function publicName(department: string): string {
  return `office of ${department}`;
}

export async function creditGraph(): Promise<CreditGraph> {
  const graph = composed(creditRecords);
  const stock = await stockGateway(graph);
  await stock.stop();
  const received: ReceivedFetch[] = [];
  const served = (dishonest: string, change: Parameters<CreditGraph['with']>[1]) =>
    servedExample(graph, stock, (name, department) => {
      const source = recorded({ ...graphqlJsSource(name, department), publicName: publicName(name) }, received);
      return name === dishonest ? answering(source, change) : source;
    });
  return { honest: served('', (outcome) => outcome), with: served, received };
}
