import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { TokenPolicy } from '../../gateway/request/identify.ts';
import { HubError } from '../../schema/errors.ts';

const ALGORITHM = 'EdDSA';
const ISSUER = 'credit-hub-demo';
const AUDIENCE = 'credit-hub';

/** Issues tokens for the demo. Its key is made on first use and lies in the data folder; it is worth nothing elsewhere. */
export interface DemoIssuer {
  readonly policy: TokenPolicy;
  /** A signed token with these claims, good for so many seconds. */
  issue(claims: Readonly<Record<string, unknown>>, ttlSeconds: number): Promise<string>;
}

/** @throws HubError STORE_NOT_WRITABLE, CONFIG_INVALID */
export async function demoIssuer(folder: string): Promise<DemoIssuer> {
  const jwk = await readKey(folder);
  const key = await importJWK(jwk, ALGORITHM);
  const { d: _secret, ...publicKey } = jwk;
  return {
    policy: { keys: createLocalJWKSet({ keys: [publicKey] }), issuer: ISSUER, audience: AUDIENCE },
    issue: (claims, ttlSeconds) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: ALGORITHM, kid: String(jwk.kid) })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${ttlSeconds}s`)
        .sign(key),
  };
}

async function readKey(folder: string): Promise<JWK> {
  const file = join(folder, 'demo-issuer.jwk.json');
  try {
    return JSON.parse(existsSync(file) ? readFileSync(file, 'utf8') : await writeNewKey(folder, file)) as JWK;
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    const problem = `the issuer key ${file} cannot be read; remove it to have a new one made.`;
    throw new HubError('CONFIG_INVALID', { cause, details: { problem } });
  }
}

async function writeNewKey(folder: string, file: string): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const text = JSON.stringify({ ...(await exportJWK(privateKey)), alg: ALGORITHM, kid: 'demo-1', use: 'sig' });
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new HubError('STORE_NOT_WRITABLE', { cause, details: { folder, problem: 'access is denied.' } });
  }
  return text;
}
