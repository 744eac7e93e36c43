import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../schema/errors.ts';
import { readGivenFile } from './read-given-file.ts';

/** A key pair (Ed25519) that signs for somebody. */
export interface SigningKey {
  /** Name under which verifiers know it. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** Public part as verifiers are given it. */
  readonly publicJwk: PublicJwk;
}

/** Public key as a JSON Web Key. */
export interface PublicJwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}

/**
 * The key of the name in the folder. Where there is none and `make` allows it, one is made that only its owner may read; the
 * demo does so, and such a key is worth nothing elsewhere.
 *
 * @throws HubError CONFIG_INVALID, STORE_NOT_WRITABLE
 */
export function signingKey(folder: string, name: string, make: boolean): SigningKey {
  const file = join(folder, `${name}.jwk.json`);
  if (existsSync(file)) return readGivenFile(file, make ? `${KEY}; remove it to have a new one made` : KEY, toKey);
  if (!make) throw invalid(`there is no key ${file}; only the demo ("credit-hub start") makes one by itself.`);
  writeNewKey(folder, file, `${name}-1`);
  return readKey(file);
}

const KEY = 'a private Ed25519 key (JWK with "kid")';

/**
 * The key that a file holds as a JSON Web Key.
 *
 * @throws HubError CONFIG_INVALID
 */
export function readKey(file: string): SigningKey {
  return readGivenFile(file, KEY, toKey);
}

/** The public part is worked out anew from the key itself, so that nothing else of the file can come along. */
function toKey(text: string): SigningKey {
  const jwk = JSON.parse(text) as { kid?: unknown; kty: string; crv: string; x: string };
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  if (privateKey.asymmetricKeyType !== 'ed25519' || typeof jwk.kid !== 'string')
    throw new Error('not Ed25519 with a kid');
  const { kty = '', crv = '', x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { kid: jwk.kid, privateKey, publicJwk: { kty, crv, x, kid: jwk.kid, alg: 'EdDSA', use: 'sig' } };
}

function writeNewKey(folder: string, file: string, kid: string): void {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify({ ...jwk, kid, alg: 'EdDSA', use: 'sig' }), { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw new HubError('STORE_NOT_WRITABLE', { cause, details: { folder, problem: 'access is denied.' } });
  }
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem } });
}
