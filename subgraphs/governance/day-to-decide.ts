import { replyDeadline } from '../../seeds/reference/reply-deadline.ts';
import { officialWorkingDays } from '../../seeds/reference/working-calendar.ts';
import type { Agreement } from '../../storage/governance/port.ts';
import { cityDay } from '../_runtime/subgraph-context.ts';

/**
 * Last day on which the provider has to decide. While a request is open it is counted anew: the holidays of a year are made
 * known late in the one before, so that the day may have been told without them. Nobody gets less time than it was told.
 */
export function dayToDecide({ status, decideBy, history }: Agreement): string {
  const requestedAt = history[0]?.at;
  if (status !== 'REQUESTED' || requestedAt === undefined) return decideBy;
  const counted = replyDeadline(cityDay(new Date(requestedAt)));
  return counted > decideBy ? counted : decideBy;
}

/** Whether the day may still move, because the holidays of its year are not in the tables yet. */
export function isProvisional(agreement: Agreement): boolean {
  return agreement.status === 'REQUESTED' && !officialWorkingDays().isKnown(dayToDecide(agreement));
}

/** Whether the provider should have decided by now. */
export function isOverdue(agreement: Agreement, today: string): boolean {
  return agreement.status === 'REQUESTED' && dayToDecide(agreement) < today;
}
