import type { Agreement } from '../../storage/governance/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { invalidArgument } from '../_runtime/invalid-argument.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { isProviderOfficer, statusOn } from './agreement-life.ts';
import { visibleAgreements } from './agreement-queries.ts';

const DEFAULT_DAYS = 90;

const MAX_DAYS = 3_650;

/**
 * Agreements that have been active for so many days without a request, for officers of the provider and for auditors. Null for
 * others, and where there is no audit trail that could tell.
 */
export async function unusedAgreements(
  _: unknown,
  { sinceDays }: { readonly sinceDays?: number | null },
  context: SubgraphContext,
): Promise<readonly Agreement[] | null> {
  const caller = authenticatedCaller(context);
  const { audit, now, today } = context;
  if (caller === null || audit === null || !(caller.kind === 'officer' || caller.kind === 'auditor')) return null;
  const since = daysBefore(now, sinceDays ?? DEFAULT_DAYS);
  const used = new Set((await audit.figures('agreement', since)).map(({ key }) => key));
  return (await visibleAgreements({ statuses: ['ACTIVE'] }, context))
    .filter((agreement) => caller.kind === 'auditor' || isProviderOfficer(agreement, caller))
    .filter((agreement) => statusOn(agreement, today) === 'ACTIVE' && activeSince(agreement) <= since)
    .filter(({ id }) => !used.has(id));
}

/** When it was approved, or resumed for the last time; or when its first day began in the city, where that is later. */
function activeSince({ history, terms }: Agreement): string {
  const decidedAt = history.findLast(({ what }) => what === 'APPROVED' || what === 'RESUMED')?.at ?? '';
  const begunAt = terms === null ? '' : new Date(`${terms.validFrom}T00:00:00+08:00`).toISOString();
  return decidedAt > begunAt ? decidedAt : begunAt;
}

function daysBefore(now: Date, days: number): string {
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
    throw invalidArgument('sinceDays', `it must be from 1 to ${MAX_DAYS}.`);
  }
  return new Date(now.getTime() - days * 86_400_000).toISOString();
}
