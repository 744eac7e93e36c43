import type { GraphQLError } from 'graphql';
import type { DenialReason, RowDenial } from '../../schema/access/passport.ts';
import { PERSON_SCOPE } from '../../schema/access/sight.ts';
import { askedScopes } from '../policy/asked-scopes.ts';
import type { Denial } from '../policy/denial.ts';
import { type AccessRequest, explainedError } from '../policy/explained-errors.ts';
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
  errorOf(denial: ReasonedDenial, standing: Standing): GraphQLError;
  /** The same for rows that a department left out. */
  rowErrorOf(denial: RowDenial, place: PathPattern, policy: Policy, standing: Standing): GraphQLError;
}

/** @param requestMutation name of the mutation by which a caller asks an owner for access */
export function explanationFor(requestMutation: string): Explanation {
  return {
    reasonOf: ({ unmet }, standing) => reasonOf(unmet, factsOf(standing)),
    errorOf: ({ denial, reason }, { passport }) => {
      const scopes = askedScopes(denial.unmet, passport.rights);
      const request = { provider: denial.owner?.code ?? null, scopes };
      return explainedError({ ...denial, reason, request }, requestMutation);
    },
    rowErrorOf: (denial, path, policy, standing) => {
      const { coordinate } = denial;
      const field = policy.at(coordinate);
      const requirements = field?.requires ?? [];
      const requires = requirements.map(({ text }) => text).join(', ') || PERSON_RULE;
      const owner = field?.owner ?? null;
      const scopes = askedScopes(requirements, standing.passport.rights);
      const request = scopes.length === 0 ? PERSON_REQUEST : { provider: owner?.code ?? null, scopes };
      const facts = factsOf(standing);
      // Who has no rights at all has to see to that first, whatever the row.
      const reason = facts.isAnonymous || !facts.hasPurpose ? reasonOf([], facts) : denial.reason;
      return explainedError({ coordinate, path, reason, requires, owner, request }, requestMutation);
    },
  };
}

/** What rows of natural persons require of whatever has no rule of its own. */
const PERSON_RULE = `@requiresScopes(${PERSON_SCOPE})`;

/** Whoever has the persons decides about that, not who has the value. A scope begins with the code of its department. */
const PERSON_REQUEST: AccessRequest = {
  provider: PERSON_SCOPE.slice(0, PERSON_SCOPE.indexOf('.')),
  scopes: [PERSON_SCOPE],
};

function factsOf({ passport, lapses }: Standing): StandingFacts {
  return {
    isAnonymous: passport.caller.kind === 'anonymous',
    hasPurpose: passport.purpose !== null,
    rights: passport.rights,
    lapses,
  };
}
