import type { DeskPosition, DeskQuery, StoredCase } from '../../storage/coordination/port.ts';
import { placeCursor, placeOf } from '../_runtime/place-cursor.ts';
import { pageSize } from '../_runtime/record-list.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { coordinationOf } from './coordination-context.ts';

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** What lies on desks, as the graph pages it. `toNode` gives null for what is not to be shown: then a page is short. */
export async function deskPage<Node>(
  query: Omit<DeskQuery, 'first' | 'after'>,
  { first, after }: PageArguments,
  toNode: (held: StoredCase, ref: string) => Node | null,
  context: SubgraphContext,
) {
  const { items, hasNextPage } = await coordinationOf(context).store.desk({
    ...query,
    first: pageSize(first),
    ...(after == null ? {} : { after: positionOf(after) }),
  });
  const last = items.at(-1);
  const endCursor =
    last === undefined ? (after ?? null) : placeCursor(last.entry.since, `${last.case.id}/${last.entry.ref}`);
  const nodes = items.flatMap(({ entry, case: held }) => toNode(held, entry.ref) ?? []);
  return { nodes, pageInfo: { hasNextPage, endCursor } };
}

function positionOf(cursor: string): DeskPosition {
  const [since, place] = placeOf(cursor);
  const [caseId = '', ref = ''] = place.split('/');
  return { since, caseId, ref };
}
