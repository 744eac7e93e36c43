import { createHash } from 'node:crypto';

const ID_BYTES = 16;

/** Id of the batch: uniqueness of department, item and key is uniqueness of the id. 128 bits of SHA-256, base64url. */
export function batchId(department: string, item: string, key: string): string {
  const text = JSON.stringify([department, item, key]);
  return createHash('sha256').update(text).digest().subarray(0, ID_BYTES).toString('base64url');
}
