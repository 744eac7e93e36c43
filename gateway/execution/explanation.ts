import type { GraphQLError } from 'graphql';
import type { DenialReason, RowDenial } from '../../schema/access/passport.ts';
import { PERSON_SCOPE } from '../../schema/access/sight.ts';
import type { Denial } from '../policy/denial.ts';
import { explainedError } from '../policy/explained-errors.ts';
import type { Policy } from '../policy/policy.ts';
import { reasonOf, type StandingFacts } from '../policy/reason.ts';
import type { Standing } from '../rights/standing.ts';
import type { PathPattern } from './places-of-coordinate.ts';

/** A denial with its reason. */
export interface ReasonedDenial {
  readonly denial: Denial;
  readonly reason: DenialReason;
}

/** Says why something is not open, and what its caller can do about it. */
export interface Explanation {
  reasonOf(denial: Denial, standing: Standing): DenialReason;
  errorOf(denial: ReasonedDenial): GraphQLError;
  /** The same for rows that a department left out. */
  rowErrorOf(denial: RowDenial, place: PathPattern, policy: Policy, standing: Standing): GraphQLError;
}

/** @param requestMutation name of the mutation by which a caller asks an owner for access */
export function explanationFor(requestMutation: string): Explanation {
  return {
    reasonOf: ({ unmet }, standing) => reasonOf(unmet, factsOf(standing)),
    errorOf: ({ denial, reason }) => explainedError({ ...denial, reason }, requestMutation),
    rowErrorOf: (denial, path, policy, standing) => {
      const { coordinate } = denial;
      const field = policy.at(coordinate);
      const requires = field?.requires.map(({ text }) => text).join(', ') || PERSON_RULE;
      const facts = factsOf(standing);
      // Who has no rights at all has to see to that first, whatever the row.
      const reason = facts.isAnonymous || !facts.hasPurpose ? reasonOf([], facts) : denial.reason;
      return explainedError({ coordinate, path, reason, requires, owner: field?.owner ?? null }, requestMutation);
    },
  };
}

/** What rows of natural persons require of whatever has no rule of its own. */
const PERSON_RULE = `@requiresScopes(${PERSON_SCOPE})`;

function factsOf({ passport, lapses }: Standing): StandingFacts {
  return {
    isAnonymous: passport.caller.kind === 'anonymous',
    hasPurpose: passport.purpose !== null,
    rights: passport.rights,
    lapses,
  };
}
