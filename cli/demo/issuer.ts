import { createLocalJWKSet, SignJWT } from 'jose';
import type { TokenPolicy } from '../../gateway/request/identify.ts';
import { signingKey } from '../signing-key.ts';

const ALGORITHM = 'EdDSA';
const AUDIENCE = 'credit-hub';

/** Issues tokens for the demo. Its key is made on first use and lies in the data folder; it is worth nothing elsewhere. */
export interface DemoIssuer {
  readonly policy: TokenPolicy;
  /** A signed token with these claims, good for so many seconds. */
  issue(claims: Readonly<Record<string, unknown>>, ttlSeconds: number): Promise<string>;
}

/**
 * The issuer of callers' tokens.
 *
 * @throws HubError STORE_NOT_WRITABLE, CONFIG_INVALID
 */
export function demoIssuer(folder: string): DemoIssuer {
  return issuer(folder, 'credit-hub-demo', 'demo-issuer');
}

/**
 * The issuer of subjects' consents.
 *
 * @throws HubError STORE_NOT_WRITABLE, CONFIG_INVALID
 */
export function demoConsentIssuer(folder: string): DemoIssuer {
  return issuer(folder, 'credit-hub-demo-consent', 'demo-consent-issuer');
}

function issuer(folder: string, name: string, keyName: string): DemoIssuer {
  const { kid, privateKey, publicJwk } = signingKey(folder, keyName, true);
  return {
    policy: { keys: createLocalJWKSet({ keys: [{ ...publicJwk }] }), issuer: name, audience: AUDIENCE },
    issue: (claims, ttlSeconds) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: ALGORITHM, kid })
        .setIssuer(name)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${ttlSeconds}s`)
        .sign(privateKey),
  };
}
