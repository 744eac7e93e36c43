import { createHash } from 'node:crypto';
import type { Caller, Passport } from '../access/passport.ts';
import type { Rights } from '../access/sight.ts';

/** Where a department looks for the passport of a request. */
export const PASSPORT_HEADER = 'x-credit-passport';

/** `typ` of the token, so that no other token of the same key is taken for a passport. */
export const PASSPORT_TYPE = 'credit-hub-passport+jwt';

/**
 * Longest passport, in bytes. It travels in a header, for which servers and what stands before them set limits: Node takes 16 kB
 * of headers unless told. A hundred agreements of twenty scopes each that concern one department make some 150 kB.
 */
export const MAX_PASSPORT_BYTES = 256 * 1024;

/** Longest time that a passport is good for, in seconds. */
export const MAX_LIFETIME_S = 60;

/** What a passport says. */
export interface PassportClaims {
  /** The gateway. */
  readonly iss: string;
  /** Code of the department that it is for. */
  readonly aud: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
  /** Of this passport alone: it is taken once. */
  readonly jti: string;
  readonly requestId: string;
  readonly caller: Caller;
  readonly purpose: string | null;
  readonly caseNumber: string | null;
  /** What concerns the department of the caller's rights. */
  readonly rights: Rights;
  /** Hash of the request body that it is for. */
  readonly body: string;
}

/** The passport that the claims hold. Its key of rights is made here: what is remembered under it follows from what was signed. */
export function passportOf({ caller, purpose, caseNumber, rights }: PassportClaims): Passport {
  const rightsKey = createHash('sha256')
    .update(JSON.stringify([caller, purpose, rights]))
    .digest('base64url');
  return { caller, purpose, caseNumber, rights, rightsKey };
}
