import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { KeyRing } from './key-ring.ts';
import type { RecordContent, SealedFields } from './port.ts';

/**
 * SHA-256 over the content in a canonical form (keys sorted, absent and null alike). Sealed fields enter by their keyed
 * hash: two reports of the same content are equal, and the hash gives no personal number away.
 */
export function contentHash(keys: KeyRing, content: RecordContent): string {
  return contentHashOf(content, sealedHashes(keys, content.sealed));
}

/** The same from the keyed hashes of the sealed fields. */
export function contentHashOf(content: Omit<RecordContent, 'sealed'>, hashes: SealedFields): string {
  return hash('sha256', canonicalJson({ ...content, sealed: hashes }), 'base64url');
}

export function sealedHashes(keys: KeyRing, sealed: SealedFields): SealedFields {
  return Object.fromEntries(
    Object.entries(sealed).map(([field, value]) => [field, keys.lookupHash(`sealed ${field}`, value)]),
  );
}
