import type { AccessRule } from '../../schema/access/access-rule.ts';
import type { DenialReason } from '../../schema/access/passport.ts';
import { bestSight, type Rights } from '../../schema/access/sight.ts';
import type { Requirement } from './requirement.ts';
import { withConsent } from './with-consent.ts';

/** Why an agreement that names a scope does not open it now, the nearest to opening it first. */
export const SCOPE_LAPSES = ['quota', 'not-begun', 'suspended', 'other-purpose', 'expired'] as const;

export type ScopeLapse = (typeof SCOPE_LAPSES)[number];

/** What is known of a caller when its denials are explained. */
export interface StandingFacts {
  readonly isAnonymous: boolean;
  readonly hasPurpose: boolean;
  readonly rights: Rights;
  /** Scopes that agreements of the caller name and do not open now, with the lapse that is nearest to opening them. */
  readonly lapses: ReadonlyMap<string, ScopeLapse>;
}

/**
 * Reasons by what the caller has to do first: one that stands later would only show once those before it are out of the
 * way. An agreement for another purpose is none for this one.
 */
export const REASON_PRECEDENCE = [
  'UNAUTHENTICATED',
  'PURPOSE_MISSING',
  'NO_AGREEMENT',
  'AGREEMENT_EXPIRED',
  'AGREEMENT_SUSPENDED',
  'AGREEMENT_NOT_BEGUN',
  'QUOTA_EXCEEDED',
  'CONSENT_MISSING',
] as const satisfies readonly DenialReason[];

type Reason = (typeof REASON_PRECEDENCE)[number];

/** Reasons by lapse, the nearest to opening a scope first; a scope that no agreement names is the farthest. */
const REASON_OF_LAPSE: Readonly<Record<ScopeLapse | 'none', Reason>> = {
  quota: 'QUOTA_EXCEEDED',
  'not-begun': 'AGREEMENT_NOT_BEGUN',
  suspended: 'AGREEMENT_SUSPENDED',
  'other-purpose': 'NO_AGREEMENT',
  expired: 'AGREEMENT_EXPIRED',
  none: 'NO_AGREEMENT',
};

const NEAREST_FIRST = [...SCOPE_LAPSES, 'none'] as const;

/** Why the requirements are not met: of all that stands in the way, what the caller has to see to first. */
export function reasonOf(unmet: readonly Requirement[], facts: StandingFacts): DenialReason {
  if (facts.isAnonymous) return 'UNAUTHENTICATED';
  if (!facts.hasPurpose) return 'PURPOSE_MISSING';
  const reasons = unmet.flatMap((requirement) => reasonsOfOne(requirement, facts));
  // What only masked values are open of needs an agreement for clear ones.
  return REASON_PRECEDENCE.find((reason) => reasons.includes(reason)) ?? 'NO_AGREEMENT';
}

function reasonsOfOne({ rule, item }: Requirement, { rights, lapses }: StandingFacts): Reason[] {
  const isMet = (part: Partial<AccessRule>, has = rights) =>
    bestSight({ rule: { ...NO_RULE, ...part }, item }, has) !== 'denied';
  const reasons: Reason[] = [];
  if (!isMet({ authenticated: rule.authenticated })) {
    reasons.push(rights.authenticated === false ? 'PURPOSE_MISSING' : 'CONSENT_MISSING');
  }
  if (!isMet({ policies: rule.policies })) reasons.push('CONSENT_MISSING');
  if (!isMet({ scopes: rule.scopes })) {
    const consented = withConsent(rights);
    const missing = rule.scopes.map((all) => all.filter((scope) => !isMet({ scopes: [[scope]] }, consented)));
    const isAgreed = isMet({ scopes: rule.scopes }, consented);
    reasons.push(isAgreed ? 'CONSENT_MISSING' : REASON_OF_LAPSE[nearestLapse(missing, lapses)]);
  }
  return reasons;
}

const NO_RULE: AccessRule = { authenticated: false, scopes: [], policies: [] };

/** An alternative is as far away as the farthest of its scopes; the nearest alternative counts. */
function nearestLapse(
  alternatives: readonly (readonly string[])[],
  lapses: StandingFacts['lapses'],
): (typeof NEAREST_FIRST)[number] {
  const distances = alternatives.map((scopes) =>
    Math.max(...scopes.map((scope) => NEAREST_FIRST.indexOf(lapses.get(scope) ?? 'none'))),
  );
  return NEAREST_FIRST[Math.min(...distances)] ?? 'none';
}
