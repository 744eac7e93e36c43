import { type PurposeChange, purposesFor } from '../../seeds/reference/purposes.ts';
import { authenticatedCaller } from './authenticated-caller.ts';
import { notAllowed, type Problem } from './problem.ts';
import type { FieldResolver } from './resolver-map.ts';
import type { SubgraphContext } from './subgraph-context.ts';

/**
 * The mutations, each done only under a purpose that such changes are made for: rights to data are nothing that anybody gives
 * out in passing.
 *
 * @param refused the payload that says what stands against it
 */
export function underPurpose(
  change: PurposeChange,
  mutations: Readonly<Record<string, FieldResolver>>,
  refused: (problem: Problem) => object,
): Record<string, FieldResolver> {
  const wrongPurpose = notAllowed(
    `This is not done under the purpose of the request. Name in x-credit-purpose: ${purposesFor(change).join(' or ')}.`,
  );
  const isFitting = (context: SubgraphContext) =>
    authenticatedCaller(context) === null || purposesFor(change).includes(context.passport.purpose ?? '');
  return Object.fromEntries(
    Object.entries(mutations).map(([name, resolve]): [string, FieldResolver] => [
      name,
      (parent, args, context, info) =>
        isFitting(context) ? resolve(parent, args, context, info) : refused(wrongPurpose),
    ]),
  );
}
