import type { StoredRecord } from '../../storage/port.ts';

/** What the records of a page may hold together, in bytes of their JSON; one record more than that is a page of its own. */
export const PAGE_BYTES = 2 * 1024 * 1024;

/** What a record adds to a page. */
export function recordBytes({ fields }: StoredRecord): number {
  return Buffer.byteLength(JSON.stringify(fields));
}
