import { isMonth } from '../_runtime/intake/month.ts';
import { reportingDepartment } from '../_runtime/intake/reporting-right.ts';
import { withdrawal } from '../_runtime/intake/withdrawal.ts';
import { invalid, NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { collectionOf, ownItem } from './collection-context.ts';
import { NOT_A_REPORTER } from './collection-rights.ts';

interface WithdrawArguments {
  readonly item: string;
  readonly id: string;
  readonly reason: 'REVOKED' | 'CORRECTED';
}

/** What a department does about its own records beside reporting them. */
export const recordMutations = {
  withdrawRecord: async (_: unknown, args: WithdrawArguments, context: SubgraphContext) => {
    const problem = await withdrawn(args, context);
    return { id: problem === null ? args.id : null, problems: problem === null ? [] : [problem] };
  },
  reportNothing: async (_: unknown, args: { item: string; month: string }, context: SubgraphContext) => {
    const problem = await nothingReported(args, context);
    return { month: problem === null ? args.month : null, problems: problem === null ? [] : [problem] };
  },
} satisfies Record<string, FieldResolver>;

/** Withdrawing what is withdrawn already changes nothing. */
async function withdrawn({ item: code, id, reason }: WithdrawArguments, context: SubgraphContext) {
  const department = reportingDepartment(context.passport);
  if (department === null) return NOT_A_REPORTER;
  const item = ownItem(code, department, context);
  const record = item === null ? null : await context.load.record(item.type.name, id);
  if (record === null) return NOT_FOUND;
  if (record.state === 'WITHDRAWN') return null;
  await context.store.write(department, [withdrawal(record, reason, context.now.toISOString(), context.store)]);
  context.disclosed.about([record.subjectId]);
  return null;
}

async function nothingReported(
  { item: code, month }: { readonly item: string; readonly month: string },
  context: SubgraphContext,
): Promise<Problem | null> {
  const department = reportingDepartment(context.passport);
  if (department === null) return NOT_A_REPORTER;
  if (ownItem(code, department, context) === null) return { ...NOT_FOUND, field: 'item' };
  if (!isMonth(month) || month > context.today.slice(0, 7)) {
    return invalid('month', 'It must be a month, YYYY-MM, that has begun.');
  }
  const at = context.now.toISOString();
  await collectionOf(context).store.reportNothing({
    department,
    item: code,
    month,
    by: context.passport.caller.id,
    at,
  });
  return null;
}
