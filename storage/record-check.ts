import { contentHash } from './content-hash.ts';
import type { KeyRing } from './key-ring.ts';
import type { StoredRecord } from './port.ts';
import { unsealField } from './sealing.ts';

/**
 * Whether a record still says what its hash was made of.
 *
 * @throws HubError STORE_WRONG_KEYS when a sealed field cannot be opened.
 */
export function contentIsWhole(keys: KeyRing, record: StoredRecord, store: string): boolean {
  const { id, version: _, reportedAt: __, contentHash: hash, sealed, ...content } = record;
  const clear = Object.keys(sealed).map((field) => [field, unsealField(keys, { id, sealed }, field, store) ?? '']);
  return contentHash(keys, { ...content, sealed: Object.fromEntries(clear) }) === hash;
}
