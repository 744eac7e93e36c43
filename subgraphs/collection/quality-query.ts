import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { isMonth, monthsBetween } from '../_runtime/intake/month.ts';
import { type MonthlyQuality, monthlyQuality } from '../_runtime/intake/monthly-quality.ts';
import { invalidArgument } from '../_runtime/invalid-argument.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { collectionOf } from './collection-context.ts';
import { visibleDepartments } from './collection-rights.ts';

interface QualityArguments {
  readonly fromMonth: string;
  readonly toMonth: string;
  readonly department?: string | null;
  readonly item?: string | null;
}

/** Most months of one answer. */
const MAX_MONTHS = 36;

/**
 * How well departments report; null where the caller may not see it.
 *
 * @throws HubError INVALID_ARGUMENT
 */
export async function collectionQuality(
  _: unknown,
  { fromMonth, toMonth, department, item }: QualityArguments,
  context: SubgraphContext,
): Promise<readonly MonthlyQuality[] | null> {
  const visible = visibleDepartments(authenticatedCaller(context), department ?? null);
  if (visible === null) return null;
  for (const [argument, month] of Object.entries({ fromMonth, toMonth })) {
    if (!isMonth(month)) throw invalidArgument(argument, 'it must be a month, YYYY-MM.');
  }
  const months = monthsBetween(fromMonth, toMonth).length;
  if (months < 1 || months > MAX_MONTHS)
    throw invalidArgument('toMonth', `it must be 0 to ${MAX_MONTHS - 1} months after the first one.`);
  const filter = {
    fromMonth,
    toMonth,
    ...(visible.department === null ? {} : { department: visible.department }),
    ...(item == null ? {} : { item }),
  };
  return monthlyQuality(filter, collectionOf(context));
}
