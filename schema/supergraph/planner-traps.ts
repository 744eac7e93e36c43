import type { DocumentNode } from 'graphql';
import { checkEndlessPlans } from '../composition/checks/endless-plans.ts';
import { checkMemberlessInterfaces } from '../composition/checks/memberless-interfaces.ts';
import { checkRequiredArguments } from '../composition/checks/required-arguments.ts';
import { checkReturnKeys } from '../composition/checks/return-keys.ts';
import type { Problem } from '../composition/problem.ts';
import { readJoins } from './joins.ts';

/**
 * What composes, and what the query planner (@apollo/query-planner 2.14) gets wrong all the same: it answers with other
 * values, asks by keys that are not resolvable, leaves fields out, or does not come to an end.
 */
export function plannerTraps(supergraph: DocumentNode): Problem[] {
  const joins = readJoins(supergraph);
  return [checkRequiredArguments, checkReturnKeys, checkMemberlessInterfaces, checkEndlessPlans].flatMap((check) =>
    check(joins),
  );
}
