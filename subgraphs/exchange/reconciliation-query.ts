import type { Caller } from '../../schema/access/passport.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { DIFFERENCES, type Reconciliation, reconcile } from '../_runtime/exchange/reconcile.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { exchangeOf } from './exchange-context.ts';

/** How an item differs between its department, the hub and the public; null where there is no such item that the caller may ask about. */
export const reconciliationQuery = {
  reconciliation: async (_: unknown, { item: code }: { item: string }, context: SubgraphContext) => {
    const caller = authenticatedCaller(context);
    const item = exchangeOf(context).items.get(code);
    if (caller === null || item === undefined || !mayReconcile(caller, item.subgraph.department.code)) return null;
    const found = await reconcile(item, context.store, context.today);
    context.disclosed.ofItems([code]);
    return { ...found, counts: countsView(found.counts) };
  },
} satisfies Record<string, FieldResolver>;

/** Officers about their own department; operators and auditors about all. */
function mayReconcile({ kind, department }: Caller, owner: string): boolean {
  return kind === 'operator' || kind === 'auditor' || (kind === 'officer' && department === owner);
}

function countsView(counts: Reconciliation['counts']) {
  return DIFFERENCES.map((kind) => ({ kind, records: counts[kind] }));
}
