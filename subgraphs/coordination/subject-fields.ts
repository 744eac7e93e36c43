import { kindOf } from '../_runtime/access/row-of.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import type { CheckedHit } from './credit-check.ts';
import { hitsOn, offersTo } from './hits.ts';
import { listingsOf } from './listing-queries.ts';
import { measureView } from './measure-view.ts';
import { groundsOf } from './subject-grounds.ts';

interface Reference {
  readonly id: string;
}

/** What is coordinated about a subject. */
export const subjectFields = {
  listings: listingsOf,
  measuresInForce: async ({ id }: Reference, _: unknown, context: SubgraphContext) => {
    const grounds = await knownGrounds(id, context);
    if (grounds === null) return null;
    const question = { subjectKind: kindOf(id), powerItem: null, today: context.today };
    return hitsOn(grounds, question).map(
      ({ ground, measure }): CheckedHit => ({ ...ground, measure: measure.code, class: measure.class }),
    );
  },
  incentives: async ({ id }: Reference, _: unknown, context: SubgraphContext) => {
    const grounds = await knownGrounds(id, context);
    if (grounds === null) return null;
    const question = { subjectKind: kindOf(id), powerItem: null, today: context.today };
    return offersTo(grounds, question).map(({ incentive }) => measureView(incentive.code, context.today));
  },
} satisfies Record<string, FieldResolver>;

async function knownGrounds(id: string, context: SubgraphContext) {
  const grounds = authenticatedCaller(context) === null ? null : await groundsOf(id, context);
  if (grounds !== null) context.disclosed.about([id]);
  return grounds;
}
