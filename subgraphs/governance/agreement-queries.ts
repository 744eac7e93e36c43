import type { Agreement, AgreementFilter, AgreementStatus } from '../../storage/governance/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { placeCursor, placeOf } from '../_runtime/place-cursor.ts';
import { pageSize } from '../_runtime/record-list.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { statusOn } from './agreement-life.ts';
import { isOverdue } from './day-to-decide.ts';
import { storeOf } from './governance-context.ts';
import { maySeeAgreement } from './visibility.ts';

interface ListArguments {
  readonly provider?: string | null;
  readonly consumer?: string | null;
  readonly status?: readonly AgreementStatus[] | null;
  readonly overdue?: boolean | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Agreements for those who may see them; to all others it looks as if there were none. */
export const agreementQueries = {
  agreement: (_: unknown, { id }: { id: string }, context: SubgraphContext) => visibleAgreement(id, context),
  agreements: async (_: unknown, args: ListArguments, context: SubgraphContext) => {
    const first = pageSize(args.first);
    const found = (await visibleAgreements(filterOf(args), context))
      .filter((agreement) => args.status?.includes(statusOn(agreement, context.today)) ?? true)
      .filter((agreement) => args.overdue !== true || isOverdue(agreement, context.today));
    const start = args.after == null ? 0 : placeAfter(args.after, found);
    const nodes = found.slice(start, start + first);
    const last = nodes.at(-1);
    const endCursor = last === undefined ? (args.after ?? null) : cursorOf(last);
    return { nodes, pageInfo: { hasNextPage: found.length > start + first, endCursor } };
  },
} satisfies Record<string, FieldResolver>;

/** The agreement; null where there is none that the caller may see. */
export async function visibleAgreement(id: string, context: SubgraphContext): Promise<Agreement | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const agreement = await storeOf(context).agreement(id);
  return agreement !== null && maySeeAgreement(agreement, caller) ? agreement : null;
}

/** Latest request first. */
export async function visibleAgreements(
  filter: AgreementFilter,
  context: SubgraphContext,
): Promise<readonly Agreement[]> {
  const caller = authenticatedCaller(context);
  if (caller === null) return [];
  return (await storeOf(context).agreements(filter)).filter((agreement) => maySeeAgreement(agreement, caller));
}

function filterOf({ provider, consumer }: ListArguments): AgreementFilter {
  return { ...(provider == null ? {} : { provider }), ...(consumer == null ? {} : { consumer }) };
}

/** Requests are never taken out of the order of lists, so the place of one is found again by when it was made and its id. */
function cursorOf({ id, history }: Agreement): string {
  return placeCursor(history[0]?.at ?? '', id);
}

function placeAfter(cursor: string, agreements: readonly Agreement[]): number {
  const [at, id] = placeOf(cursor);
  const isLater = ({ id: other, history }: Agreement) => {
    const otherAt = history[0]?.at ?? '';
    return otherAt < at || (otherAt === at && other > id);
  };
  const place = agreements.findIndex(isLater);
  return place < 0 ? agreements.length : place;
}
