import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { HubError } from '../errors.ts';

/** Public keys of gateways by their names (`kid`). Several, so that a new one can be known before it is used. */
export type PassportKeys = ReadonlyMap<string, KeyObject>;

const PUBLIC_KEY = z
  .looseObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string().regex(/^[\w-]{43}$/),
    kid: z.string().min(1),
    alg: z.literal('EdDSA').optional(),
    use: z.literal('sig').optional(),
  })
  .refine((key) => !('d' in key), 'It is a private key.');

const KEY_SET = z.object({ keys: z.array(PUBLIC_KEY).min(1) });

/**
 * Reads a JSON Web Key Set (RFC 7517) of Ed25519 keys.
 *
 * @throws HubError CONFIG_INVALID for anything else: with no key, another kind of key, two of one name, or a private part,
 * which has no business at a department.
 */
export function readPassportKeys(text: string): PassportKeys {
  const { keys } = parseKeySet(text);
  const byName = new Map<string, KeyObject>();
  for (const { kty, crv, x, kid } of keys) {
    if (byName.has(kid)) throw invalid('two of its keys have the same "kid".');
    byName.set(kid, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }));
  }
  return byName;
}

function parseKeySet(text: string): z.infer<typeof KEY_SET> {
  try {
    return KEY_SET.parse(JSON.parse(text));
  } catch (cause) {
    throw invalid('it must hold public Ed25519 keys with names ("kid"), and nothing private.', cause);
  }
}

function invalid(problem: string, cause?: unknown): HubError {
  return new HubError('CONFIG_INVALID', {
    cause,
    details: { problem: `the key set of passports is not usable: ${problem}` },
  });
}
