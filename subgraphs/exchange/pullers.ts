import type { PullerPlace, PullReceipt } from '../../storage/exchange/port.ts';
import type { HubStore } from '../../storage/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { filterOf } from '../_runtime/exchange/feed-filter.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { exchangeOf } from './exchange-context.ts';
import { givenCursor } from './given-cursor.ts';
import { journalHeads } from './journals.ts';
import { givenReceipt, pullReceipts } from './pull-receipt.ts';

interface AcknowledgeArguments {
  readonly cursor: string;
  readonly receipt?: PullReceipt | null;
}

/** Pullers say how far they have got. */
export const pullerMutations = {
  acknowledgeChanges: async (_: unknown, args: AcknowledgeArguments, context: SubgraphContext) => {
    const given = await givenCursor(args.cursor, context);
    if (given === null) return null;
    const { epoch, filter, place } = given.cursor;
    const caller = context.passport.caller.id;
    const receipt = givenReceipt(args.receipt);
    const saved = { caller, feed: filter, epoch, place, at: context.now.toISOString(), receipt };
    await exchangeOf(context).pullers.savePlace(saved);
    return pullerView(saved, context.store);
  },
} satisfies Record<string, FieldResolver>;

/** Operators see how far each puller is behind; nobody else sees that there are any. */
export const pullerQueries = {
  pullers: async (_: unknown, __: unknown, context: SubgraphContext) => {
    if (authenticatedCaller(context)?.kind !== 'operator') return null;
    const places = await exchangeOf(context).pullers.places();
    return Promise.all(places.map((place) => pullerView(place, context.store)));
  },
} satisfies Record<string, FieldResolver>;

/** A puller as the graph shows it. */
async function pullerView({ caller, feed, epoch, place, at, receipt }: PullerPlace, store: HubStore) {
  const departments = Object.keys(place);
  const now = await journalHeads(departments, store);
  const isStale = epoch !== now.epoch;
  const behind = departments.map((department) => (now.heads[department] ?? 0) - (place[department] ?? 0));
  return {
    caller,
    ...filterOf(feed),
    acknowledgedAt: at,
    receipts: pullReceipts(receipt, at),
    isStale,
    entriesBehind: isStale ? null : behind.reduce((sum, entries) => sum + entries, 0),
    behindSince: isStale ? null : await oldestUnread(place, store),
  };
}

/** When the first entry came that the puller has not read; null where it has read all. */
async function oldestUnread(place: PullerPlace['place'], store: Pick<HubStore, 'journal'>): Promise<string | null> {
  const next = await Promise.all(Object.entries(place).map(([department, seq]) => store.journal(department, seq, 1)));
  const times = next.flat().map(({ at }) => Date.parse(at));
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
}
