import { createHash } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';
import type { JsonValue, RecordContent } from './port.ts';

/**
 * SHA-256 over the content in a canonical form (keys sorted, absent and null alike). Sealed fields enter by their keyed
 * hash: two reports of the same content are equal, and the hash gives no personal number away.
 */
export function contentHash(keys: KeyRing, content: RecordContent): string {
  const { sealed, fields, ...base } = content;
  const hashed = Object.fromEntries(
    Object.entries(sealed).map(([field, value]) => [field, keys.lookupHash(`sealed ${field}`, value)]),
  );
  return createHash('sha256')
    .update(canonical({ ...base, fields, sealed: hashed }))
    .digest('base64url');
}

/** JSON of the value with sorted keys and without nulls. */
function canonical(value: JsonValue): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  const object = value as { readonly [key: string]: JsonValue }; // arrays and null were handled above
  const copy: { [key: string]: JsonValue } = {};
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== null && member !== undefined) copy[key] = sorted(member);
  }
  return copy;
}
