import type { Caller } from '../../schema/access/passport.ts';
import type { Problem } from '../_runtime/problem.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { CHECK, checkCase, type StoredCheck, toCheck } from './check-case.ts';
import { coordinationOf } from './coordination-context.ts';
import { type CheckOutcome, type CreditCheck, NO_RECEIPT } from './credit-check.ts';
import type { Occasion } from './occasion.ts';

/** What came of a step upon a check. */
export interface CheckChange {
  readonly check: StoredCheck | null;
  readonly problems: readonly Problem[];
}

/** The check of a receipt; null where there is none that the caller may see. */
export async function visibleCheck(
  receiptNo: string,
  caller: Caller,
  context: SubgraphContext,
): Promise<StoredCheck | null> {
  const stored = await coordinationOf(context).store.case(receiptNo);
  const check = stored?.kind === CHECK ? toCheck(stored) : null;
  return check !== null && maySeeCheck(check, caller) ? check : null;
}

/** A check is the affair of the department that asked; auditors see it too. */
export function maySeeCheck({ department }: Pick<CreditCheck, 'department'>, caller: Caller): boolean {
  if (caller.kind === 'auditor') return true;
  return (caller.kind === 'officer' || caller.kind === 'application') && caller.department === department;
}

/** Takes a step upon a check; once more where somebody else has taken one meanwhile. */
export async function changeCheck(
  receiptNo: string,
  decide: (check: StoredCheck) => CheckOutcome | Promise<CheckOutcome>,
  occasion: Occasion,
  context: SubgraphContext,
): Promise<CheckChange> {
  const { store } = coordinationOf(context);
  for (;;) {
    const check = await visibleCheck(receiptNo, occasion.caller, context);
    if (check === null || occasion.caller.kind === 'auditor') return { check: null, problems: [NO_RECEIPT] };
    const outcome = await decide(check);
    if (outcome.kind === 'refused') return { check, problems: outcome.problems };
    const version = checkCase(receiptNo, check, outcome.check, outcome.event, occasion);
    if (await store.save(version)) return { check: toCheck(version), problems: [] };
  }
}
