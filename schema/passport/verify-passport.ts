import { timingSafeEqual, verify } from 'node:crypto';
import { z } from 'zod';
import { bodyHash } from '../body-hash.ts';
import { HubError } from '../errors.ts';
import type { AcceptedPassports } from './accepted-passports.ts';
import { MAX_LIFETIME_S, PASSPORT_TYPE, type PassportClaims } from './passport-claims.ts';
import type { PassportKeys } from './passport-keys.ts';

/** What a department expects of a passport. */
export interface PassportExpectations {
  /** Its own code. */
  readonly audience: string;
  /** The bytes of the request body. */
  readonly body: Uint8Array;
  /** Seconds since 1970. */
  readonly nowS: number;
  /** Passports issued before this second are not taken: whoever remembers them has been restarted since. */
  readonly sinceS: number;
  readonly accepted: AcceptedPassports;
}

/** How far the clocks of gateway and department may be apart, in seconds. */
export const CLOCK_TOLERANCE_S = 5;

/** How long a passport has to be remembered that was taken, in seconds. */
export const REMEMBERED_S = MAX_LIFETIME_S + 2 * CLOCK_TOLERANCE_S;

/** Three parts in base64url; a signature has 64 bytes. */
const COMPACT = /^([\w-]{1,1000})\.([\w-]+)\.([\w-]{86})$/;

const HEADER = z.strictObject({ alg: z.literal('EdDSA'), typ: z.literal(PASSPORT_TYPE), kid: z.string() });

/**
 * Verifies a passport: its form, its one algorithm, its signature by a known key, for whom, when and for which request body
 * it was made; and takes it, which can be done once in a process.
 *
 * @throws HubError PASSPORT_REFUSED
 */
export function verifyPassport(token: string, keys: PassportKeys, expected: PassportExpectations): PassportClaims {
  const claims = parsed(CLAIMS, signedPart(token, keys));
  checkTime(claims, expected);
  if (claims.aud !== expected.audience) throw refused('it is for another department.');
  if (!isEqual(claims.body, bodyHash(expected.body))) throw refused('it is for another request body.');
  if (!expected.accepted.take(claims.jti, expected.nowS)) throw refused('it was used before.');
  return claims;
}

/** The claims as text, once it is certain who signed them. */
function signedPart(token: string, keys: PassportKeys): string {
  const [, header, payload, signature] = COMPACT.exec(token) ?? [];
  if (header === undefined || payload === undefined || signature === undefined)
    throw refused('it is not a signed token.');
  const { kid } = parsed(HEADER, decoded(header));
  const key = keys.get(kid);
  if (key === undefined) throw refused('nobody knows the key that it names.');
  const isGenuine = verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
  if (!isGenuine) throw refused('its signature is not good.');
  return decoded(payload);
}

function checkTime({ iat, exp }: PassportClaims, { nowS, sinceS }: PassportExpectations): void {
  if (exp <= iat || exp - iat > MAX_LIFETIME_S) throw refused(`it is good for longer than ${MAX_LIFETIME_S} seconds.`);
  if (iat > nowS + CLOCK_TOLERANCE_S) throw refused('it was issued in the future; compare the clocks.');
  if (exp <= nowS - CLOCK_TOLERANCE_S) throw refused('it has expired.');
  if (iat < sinceS) throw refused('it was issued before this department was started.');
}

const ROWS = z.strictObject({
  kinds: z.array(z.enum(['ORGANIZATION', 'SOLE_TRADER', 'NATURAL_PERSON'])).nullable(),
  areas: z.array(z.string()).nullable(),
  subjects: z.array(z.string()).nullable(),
});

const GRANT = z.strictObject({
  source: z.string(),
  clear: z.array(z.string()),
  masked: z.array(z.string()),
  policies: z.array(z.string()),
  items: z.array(z.string()).nullable(),
  rows: ROWS,
});

const CALLER = z.strictObject({
  kind: z.enum(['anonymous', 'application', 'platform', 'subject', 'agency', 'officer', 'auditor', 'operator']),
  id: z.string(),
  department: z.string().nullable(),
  subject: z.string().nullable(),
});

/** Strict: a condition that this department does not know would otherwise not hold. */
const CLAIMS: z.ZodType<PassportClaims> = z.strictObject({
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  jti: z.string().min(16).max(64),
  requestId: z.string(),
  caller: CALLER,
  purpose: z.string().nullable(),
  caseNumber: z.string().nullable(),
  rights: z.strictObject({ authenticated: z.union([z.boolean(), z.literal('by-consent')]), grants: z.array(GRANT) }),
  body: z.string(),
});

function parsed<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw refused('it does not have the form of one.', cause);
  }
}

function decoded(part: string): string {
  return Buffer.from(part, 'base64url').toString('utf8');
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function refused(problem: string, cause?: unknown): HubError {
  return new HubError('PASSPORT_REFUSED', { cause, details: { problem } });
}
