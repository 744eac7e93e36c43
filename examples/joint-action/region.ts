import type { Graph } from '../graph.ts';
import type { Company } from './company.ts';
import { REGION } from './personas.ts';
import { expect, found, tell } from './telling.ts';

/** The catalogue item of the penalty. */
export const PENALTY_ITEM = 'market.administrative-penalty';

const CHANGES = `query ($after: String) {
  changes(after: $after, first: 500, items: ["${PENALTY_ITEM}"]) {
    nodes { operation reason recordId }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Change {
  readonly operation: string;
  readonly reason: string | null;
  readonly recordId: string;
}

interface Changes {
  readonly changes: {
    readonly nodes: readonly Change[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** The region pulls all penalties; answers the cursor behind them. */
export async function pullAll(graph: Graph, { penalty }: Company): Promise<string | null> {
  const { changes, cursor } = await pull(graph, null);
  const operation = changes.find(({ recordId }) => recordId === penalty)?.operation;
  expect(operation === 'UPSERT', 'the region has pulled the penalty');
  tell('region', `pulls ${PENALTY_ITEM}: ${changes.length} changes, among them ${operation} of the penalty`);
  return cursor;
}

/** The next pull carries the tombstone of the penalty. */
export async function pullTombstone(graph: Graph, { penalty }: Company, after: string | null): Promise<void> {
  const { changes } = await pull(graph, after);
  const { operation, reason } = found(
    changes.find(({ recordId }) => recordId === penalty),
    'tombstone of the penalty',
  );
  expect(operation === 'WITHDRAW' && reason === 'REPAIRED', 'the tombstone says that the penalty was repaired');
  tell('region', `pulls again: ${changes.length} change, the tombstone ${operation} (${reason}) of the penalty`);
}

async function pull({ ask }: Graph, after: string | null) {
  const nodes: Change[] = [];
  for (let cursor = after; ; ) {
    const { changes } = await ask<Changes>(CHANGES, { after: cursor }, REGION);
    nodes.push(...changes.nodes);
    cursor = changes.pageInfo.endCursor;
    if (!changes.pageInfo.hasNextPage) return { changes: nodes, cursor };
  }
}
