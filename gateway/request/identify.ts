import type { IncomingMessage } from 'node:http';
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { HubError } from '../../schema/errors.ts';
import { ANONYMOUS, type Principal, principalOf } from '../principal.ts';
import { done, type Outcome, refused } from './outcome.ts';

/** Signature algorithms that tokens and consents may use: public-key ones only, so that no key can be both public and secret. */
export const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'PS256', 'RS256'];

/** Seconds that the clocks of issuer and gateway may differ. */
const CLOCK_TOLERANCE_SECONDS = 5;

const UNKNOWN_KIND = 'its claim "kind" is missing or wrong, or "department" or "subject", which the kind needs.';

/** Whose tokens are believed. */
export interface TokenPolicy {
  /** Throws a HubError where the keys cannot be read, so that it is not the token's fault. */
  readonly keys: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
}

/**
 * Who asks: no token is the public, a good token its bearer, and a bad one is refused, never treated as none. A gateway
 * without a policy refuses every token. Refuses with UNAUTHENTICATED, or ISSUER_UNAVAILABLE where nobody can tell.
 */
export async function identify(message: IncomingMessage, policy: TokenPolicy | null): Promise<Outcome<Principal>> {
  const header = authorizationHeader(message);
  if (header === null) return done(ANONYMOUS);
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(header)?.[1];
  if (token === undefined) return refused(bad('send one "authorization: Bearer <JWT>" header.'));
  if (policy === null) return refused(bad('this gateway was started without an issuer and takes no tokens.'));
  try {
    const { payload } = await jwtVerify(token, policy.keys, {
      issuer: policy.issuer,
      audience: policy.audience,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['sub', 'exp'],
    });
    const principal = principalOf(payload);
    return principal === null ? refused(bad(UNKNOWN_KIND)) : done(principal);
  } catch (cause) {
    if (cause instanceof HubError) return refused(cause); // the issuer's keys are not there
    return refused(bad(problemOf(cause), cause));
  }
}

/** The one header; a doubled one is not a form of none. */
function authorizationHeader(message: IncomingMessage): string | null {
  const values = message.rawHeaders.filter(
    (_, index) => index % 2 === 1 && message.rawHeaders[index - 1]?.toLowerCase() === 'authorization',
  );
  return values.length === 0 ? null : values.join(', ');
}

function problemOf(cause: unknown): string {
  if (cause instanceof errors.JWTExpired) return 'it has expired; get a new one.';
  if (cause instanceof errors.JWTClaimValidationFailed) return `its claim "${cause.claim}" is missing or wrong.`;
  if (cause instanceof errors.JWKSNoMatchingKey) return 'its issuer has no such key.';
  return 'its signature could not be verified.';
}

function bad(problem: string, cause?: unknown): HubError {
  return new HubError('UNAUTHENTICATED', { cause, details: { problem } });
}
