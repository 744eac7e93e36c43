import { openExistingTrail } from '../../storage/audit/open-trail.ts';
import type { StoreOptions } from '../open-store.ts';

/** Seals the entries that no segment holds yet, and prints the segment, whose root is to be published. */
export async function auditSeal(options: StoreOptions): Promise<void> {
  const trail = await openExistingTrail(options.store, options.data);
  try {
    const segment = await trail.seal();
    console.log(segment === null ? 'All entries are sealed.' : JSON.stringify(segment, null, 2));
  } finally {
    await trail.close();
  }
}
