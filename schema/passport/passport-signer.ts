import type { Passport } from '../access/passport.ts';
import type { Rights } from '../access/sight.ts';
import { bodyHash } from '../body-hash.ts';
import { HubError } from '../errors.ts';
import { grantsFor } from './grants-for.ts';
import { MAX_PASSPORT_BYTES, type PassportClaims } from './passport-claims.ts';
import { type PassportKey, signPassport } from './sign-passport.ts';

/** What a gateway signs passports with. */
export interface PassportSignerSetting {
  /** Name of the gateway. */
  readonly issuer: string;
  readonly key: PassportKey;
  /** The scopes that the department's rules mention, by its code; they change with the supergraph. */
  readonly scopesOf: (department: string) => ReadonlySet<string>;
  readonly now: () => Date;
  /** Another text each time, that nobody can guess. */
  readonly newId: () => string;
  /** How long passports are good for, in seconds; at most 60. */
  readonly lifetimeS: number;
}

/** One question to one department. */
export interface PassportRequest {
  readonly department: string;
  readonly requestId: string;
  readonly passport: Passport;
  /** The exact request body. */
  readonly body: string | Uint8Array;
}

/**
 * Signs a passport for each question.
 *
 * Throws HubError NOT_ALLOWED where the caller has more rights than a passport can tell of.
 */
export type PassportSigner = (request: PassportRequest) => string;

/** Makes a signer. A caller's rights are cut to size once for each department. */
export function passportSigner(setting: PassportSignerSetting): PassportSigner {
  const { issuer, key, scopesOf, now, newId, lifetimeS } = setting;
  const cut = new WeakMap<Rights, WeakMap<ReadonlySet<string>, Rights>>();
  const rightsFor = (rights: Rights, scopes: ReadonlySet<string>): Rights => {
    const bySet = cut.get(rights) ?? new WeakMap<ReadonlySet<string>, Rights>();
    cut.set(rights, bySet);
    const known = bySet.get(scopes) ?? { ...rights, grants: grantsFor(scopes, rights.grants) };
    bySet.set(scopes, known);
    return known;
  };
  return ({ department, requestId, passport: { caller, purpose, caseNumber, rights }, body }) => {
    const iat = Math.floor(now().getTime() / 1_000);
    const claims: PassportClaims = {
      iss: issuer,
      aud: department,
      iat,
      exp: iat + lifetimeS,
      jti: newId(),
      requestId,
      caller,
      purpose,
      caseNumber,
      rights: rightsFor(rights, scopesOf(department)),
      body: bodyHash(body),
    };
    const token = signPassport(claims, key);
    if (token.length > MAX_PASSPORT_BYTES) throw new HubError('NOT_ALLOWED', { details: { problem: TOO_MANY_RIGHTS } });
    return token;
  };
}

const TOO_MANY_RIGHTS =
  'the agreements that hold for this purpose are more than a department can be told of. Have some of them merged.';
