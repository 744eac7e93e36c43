import { type JWTPayload, jwtVerify } from 'jose';
import type { Caller } from '../../schema/access/passport.ts';
import { HubError } from '../../schema/errors.ts';
import { ALGORITHMS, type TokenPolicy } from '../request/identify.ts';
import { done, type Outcome, refused } from '../request/outcome.ts';

/** A subject's permission to one consumer to look at some of its data. */
export interface Consent {
  readonly jti: string;
  /** Id of the subject that gave it. */
  readonly subject: string;
  /** Catalogue items that it is about. */
  readonly items: readonly string[];
  /** When it ends, in seconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Verifies a consent: a JWT of the consent issuer with `sub` (the subject), `consumer` (who may look), `items` (codes of
 * catalogue items), `purpose`, `jti` and `exp`. It must be for this caller and this purpose. Refuses with CONSENT_REFUSED or
 * ISSUER_UNAVAILABLE.
 */
export async function readConsent(
  token: string,
  caller: Caller,
  purpose: string | null,
  policy: TokenPolicy | null,
): Promise<Outcome<Consent>> {
  if (policy === null) return refusedFor('this gateway was started without a consent issuer.');
  try {
    const { payload } = await jwtVerify(token, policy.keys, {
      issuer: policy.issuer,
      audience: policy.audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp', 'jti', 'consumer', 'items', 'purpose'],
    });
    return consentOf(payload, caller, purpose);
  } catch (cause) {
    if (cause instanceof HubError) return refused(cause); // the issuer's keys are not there
    return refusedFor('its signature, its issuer or its time is not good.', cause);
  }
}

function consentOf(payload: JWTPayload, caller: Caller, purpose: string | null): Outcome<Consent> {
  const { sub, jti, exp, consumer, items, purpose: given } = payload;
  if (consumer !== caller.id) return refusedFor('it was given to somebody else.');
  if (given !== purpose) return refusedFor('it was given for another purpose than x-credit-purpose says.');
  if (!Array.isArray(items) || !items.every((item) => typeof item === 'string')) {
    return refusedFor('its claim "items" is not a list of catalogue item codes.');
  }
  return done({ jti: String(jti), subject: String(sub), items, expiresAt: Number(exp) });
}

function refusedFor(problem: string, cause?: unknown): Outcome<never> {
  return refused(new HubError('CONSENT_REFUSED', { cause, details: { problem } }));
}
