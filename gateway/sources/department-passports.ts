import { randomUUID } from 'node:crypto';
import { departmentScopes } from '../../schema/passport/department-scopes.ts';
import { passportSigner } from '../../schema/passport/passport-signer.ts';
import type { PassportKey } from '../../schema/passport/sign-passport.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';
import type { SignPassport } from './remote-source.ts';

/** What a gateway signs passports with. */
export interface PassportSetting {
  /** Name of the gateway, as departments know it. */
  readonly issuer: string;
  readonly key: PassportKey;
  readonly now: () => Date;
}

/** How long a passport is good for, in seconds: as long as a request may take, and some for clocks that differ. */
const LIFETIME_S = 45;

/** Makes what signs passports for a department. What each is told of a caller's rights follows from the supergraph. */
export function departmentPassports(
  { issuer, key, now }: PassportSetting,
  supergraph: () => Supergraph,
): (department: string) => SignPassport {
  let seen: Supergraph | undefined;
  let scopes: ReadonlyMap<string, ReadonlySet<string>> = new Map();
  const scopesOf = (department: string): ReadonlySet<string> => {
    if (seen !== supergraph()) {
      seen = supergraph();
      scopes = departmentScopes(seen);
    }
    return scopes.get(department) ?? NO_SCOPES;
  };
  const sign = passportSigner({ issuer, key, scopesOf, now, newId: randomUUID, lifetimeS: LIFETIME_S });
  return (department) =>
    ({ requestId, passport }, body) =>
      sign({ department, requestId, passport, body });
}

const NO_SCOPES: ReadonlySet<string> = new Set();
