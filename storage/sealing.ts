import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { HubError } from '../schema/errors.ts';
import type { KeyRing } from './key-ring.ts';
import type { SealedFields } from './port.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts the fields with AES-256-GCM. The owner's id and the field name are authenticated with each value, so that a
 * value cannot be moved to another record. Text form: key version, colon, base64url of nonce, tag and cipher text.
 */
export function sealFields(keys: KeyRing, ownerId: string, clear: SealedFields): SealedFields {
  return Object.fromEntries(
    Object.entries(clear).map(([field, value]) => [field, seal(keys, `${ownerId}\u0000${field}`, value)]),
  );
}

/**
 * Clear text of a sealed field; null where the owner has none.
 *
 * @throws HubError STORE_WRONG_KEYS when the value was not sealed for this owner with a key of the ring.
 */
export function unsealField(
  keys: KeyRing,
  owner: { readonly id: string; readonly sealed: SealedFields },
  field: string,
  store: string,
): string | null {
  const text = owner.sealed[field];
  if (text === undefined) return null;
  try {
    return unseal(keys, `${owner.id}\u0000${field}`, text);
  } catch (cause) {
    throw new HubError('STORE_WRONG_KEYS', { cause, details: { store } });
  }
}

function seal(keys: KeyRing, context: string, clear: string): string {
  const nonce = nextNonce();
  const cipher = createCipheriv(ALGORITHM, keys.sealingKey(keys.current), nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
  return `${keys.current}:${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
}

/** Random bytes are drawn many at once: a call to the system for each value would cost more than the encryption. */
const pool = Buffer.alloc(NONCE_BYTES * 512);
let unused = 0;

function nextNonce(): Buffer {
  if (unused === 0) {
    randomFillSync(pool);
    unused = pool.length;
  }
  unused -= NONCE_BYTES;
  return Buffer.from(pool.subarray(unused, unused + NONCE_BYTES));
}

function unseal(keys: KeyRing, context: string, text: string): string {
  const colon = text.indexOf(':');
  const bytes = Buffer.from(text.slice(colon + 1), 'base64url');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  // Without its length a shorter tag, which can be guessed, would do.
  const decipher = createDecipheriv(ALGORITHM, keys.sealingKey(text.slice(0, colon)), nonce, {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}
