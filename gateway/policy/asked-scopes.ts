import { bestSight, type Rights } from '../../schema/access/sight.ts';
import type { Requirement } from './requirement.ts';
import { withConsent } from './with-consent.ts';

/**
 * The scopes to ask an owner for, so that what is not met would be: of each rule the alternative of which the caller lacks the
 * least, and of that what it lacks. Where it lacks none, because it has them for other subjects or for masked values only, all
 * of them.
 */
export function askedScopes(unmet: readonly Requirement[], rights: Rights): readonly string[] {
  const agreed = withConsent(rights);
  return [...new Set(unmet.flatMap((requirement) => ofOne(requirement, agreed)))];
}

function ofOne({ rule, item }: Requirement, rights: Rights): readonly string[] {
  const isLacking = (scope: string) =>
    bestSight({ rule: { authenticated: false, scopes: [[scope]], policies: [] }, item }, rights) === 'denied';
  const alternatives = rule.scopes
    .map((all) => ({ all, lacking: all.filter(isLacking) }))
    .sort((one, other) => one.lacking.length - other.lacking.length);
  const [nearest] = alternatives;
  if (nearest === undefined) return [];
  return nearest.lacking.length > 0 ? nearest.lacking : nearest.all;
}
