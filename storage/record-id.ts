import { hash } from 'node:crypto';

const ID_BYTES = 16;

/**
 * Id of the record with this natural key: the same in every store and after every import, so that uniqueness of the
 * natural key is uniqueness of the id. 128 bits of SHA-256, base64url.
 */
export function recordId(type: string, naturalKey: readonly string[]): string {
  const text = JSON.stringify([type, ...naturalKey]);
  return hash('sha256', text, 'buffer').subarray(0, ID_BYTES).toString('base64url');
}
