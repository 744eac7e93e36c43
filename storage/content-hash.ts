import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { KeyRing } from './key-ring.ts';
import type { RecordContent, SealedFields } from './port.ts';

/**
 * SHA-256 over the content in a canonical form (keys sorted, absent and null alike). Sealed fields enter by their keyed
 * hash: two reports of the same content are equal, and the hash gives no personal number away.
 */
export function contentHash(keys: KeyRing, content: RecordContent): string {
  return hash('sha256', canonicalJson({ ...content, sealed: hashed(keys, content.sealed) }), 'base64url');
}

function hashed(keys: KeyRing, sealed: SealedFields): SealedFields {
  return Object.fromEntries(
    Object.entries(sealed).map(([field, value]) => [field, keys.lookupHash(`sealed ${field}`, value)]),
  );
}
