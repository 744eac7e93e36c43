import type { Caller } from '../../schema/access/passport.ts';
import { matterTable } from '../../seeds/reference/matters.ts';
import { type PowerItem, powerItems } from '../../seeds/reference/power-items.ts';
import { NOT_FOUND, notAllowed, type Problem } from '../_runtime/problem.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { numberProblems } from './written-text.ts';

/** Purpose that goes with every matter. */
const ANY_MATTER = 'joint-action';

/** What a department has in hand when it asks. */
export interface MatterInHand {
  readonly powerItem: PowerItem;
  readonly department: string;
  readonly caseNo: string;
}

/**
 * The power item of the caller's own department, under the purpose of its matter; or what stands against it. An item of another
 * department looks like none.
 */
export function matterInHand(
  { powerItem: code, caseNo }: { readonly powerItem: string; readonly caseNo: string },
  caller: Caller,
  { passport }: SubgraphContext,
): MatterInHand | Problem {
  const { kind, department } = caller;
  const powerItem = powerItems().get(code);
  if ((kind !== 'application' && kind !== 'officer') || department === null) return NOT_A_DEPARTMENT;
  if (!powerItem?.handledBy.includes(department)) return { ...NOT_FOUND, field: 'powerItem' };
  const purpose = matterTable().get(powerItem.matter)?.purpose ?? ANY_MATTER;
  if (passport.purpose !== purpose && passport.purpose !== ANY_MATTER) {
    return notAllowed(`A check for this item is made under the purpose "${purpose}". Name it in x-credit-purpose.`);
  }
  const [problem] = numberProblems('caseNo', caseNo);
  return problem ?? { powerItem, department, caseNo: caseNo.trim() };
}

const NOT_A_DEPARTMENT = notAllowed(
  'Only applications and officers of departments check, each for what it has in hand.',
);
