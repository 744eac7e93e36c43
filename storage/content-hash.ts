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

function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const object = value as { readonly [key: string]: JsonValue }; // arrays and null were handled above
  const pairs: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== null && member !== undefined) pairs.push(`${JSON.stringify(key)}:${canonical(member)}`);
  }
  return `{${pairs.join(',')}}`;
}
