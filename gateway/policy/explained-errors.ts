import { GraphQLError } from 'graphql';
import type { DenialReason } from '../../schema/access/passport.ts';
import { HubError } from '../../schema/errors.ts';
import type { Owner } from './owners.ts';

/** What a caller would ask for with the mutation for access. */
export interface AccessRequest {
  /** Code of the department that has the data; null where that is none or several, which the scopes name then. */
  readonly provider: string | null;
  readonly scopes: readonly string[];
}

/** A closed place, why it is closed, and who decides about it. */
export interface ExplainedDenial {
  readonly coordinate: string;
  /** Response keys, without positions in lists. */
  readonly path: readonly string[];
  readonly reason: DenialReason;
  /** What is missing, as text. */
  readonly requires: string;
  /** The department whose data it is; null where that is none or several. */
  readonly owner: Owner | null;
  /** What would open it, if its owner agrees. */
  readonly request: AccessRequest;
}

/** What is wrong and what to do, for each reason. */
const EXPLANATIONS: Readonly<Record<DenialReason, string>> = {
  UNAUTHENTICATED: 'the public does not see it. Send a token.',
  PURPOSE_MISSING: 'the request does not say what for. Name its purpose.',
  NO_AGREEMENT: 'no agreement of the caller opens it for this purpose.',
  AGREEMENT_EXPIRED: 'the agreement that opened it is over.',
  AGREEMENT_SUSPENDED: 'the agreement that opens it is suspended.',
  AGREEMENT_NOT_BEGUN: 'the agreement that opens it has not begun. Wait for its first day.',
  OUT_OF_REGION: 'the subject lies outside the areas of the agreement.',
  SUBJECT_KIND: 'the agreement does not hold for subjects of this kind.',
  CONSENT_MISSING: 'the subject has not consented. Send its consent.',
  QUOTA_EXCEEDED: 'the requests that the agreement allows for today are used up.',
};

/** Reasons that the owner can change by an agreement. */
const ASKED_OF_OWNER: readonly DenialReason[] = [
  'NO_AGREEMENT',
  'AGREEMENT_EXPIRED',
  'OUT_OF_REGION',
  'SUBJECT_KIND',
  'QUOTA_EXCEEDED',
];

/**
 * The denial as GraphQL carries it: with the code that federation clients know, at the path pattern of its place. It names
 * elements of the schema and departments, never a value.
 *
 * @param accessMutation name of the mutation by which owners are asked for access
 */
export function explainedError(denial: ExplainedDenial, accessMutation: string): GraphQLError {
  const { coordinate, path, reason, requires, owner } = denial;
  const details = { coordinate, reason, requires, ...(owner === null ? {} : { owner: owner.name }) };
  const originalError = new HubError('UNAUTHORIZED_FIELD_OR_TYPE', {
    details: { ...details, explanation: EXPLANATIONS[reason] },
  });
  const request = ASKED_OF_OWNER.includes(reason) ? { request: requestOf(denial, accessMutation) } : {};
  const extensions = { code: originalError.code, ...details, ...request };
  return new GraphQLError(originalError.message, { originalError, path, extensions });
}

function requestOf({ request: { provider, scopes } }: ExplainedDenial, mutation: string) {
  return { mutation, ...(provider === null ? {} : { provider }), scopes };
}
