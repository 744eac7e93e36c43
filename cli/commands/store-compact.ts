import { openPullers } from '../../storage/exchange/open-pullers.ts';
import { forgettable, type Retention } from '../../subgraphs/_runtime/exchange/retention.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { openExistingStore, type StoreOptions } from '../open-store.ts';

export interface CompactOptions extends StoreOptions {
  /** Days for which entries stay in any case. */
  readonly keep: number;
  /** Days after which they go, whoever has not read them. */
  readonly atMost: number;
}

/**
 * Forgets journal entries that are old and that nobody waits for. May run beside a hub, be killed at any moment, and run again.
 *
 * @throws HubError CONFIG_INVALID, STORE_*
 */
export async function storeCompact(options: CompactOptions, now = new Date()): Promise<void> {
  const retention: Retention = { keepDays: options.keep, maxDays: options.atMost };
  const store = await openExistingStore(options);
  const pullers = await openPullers(options.store, options.data);
  try {
    const places = await pullers.places();
    let total = 0;
    for (const { department } of await loadSubgraphs()) {
      const upTo = await forgettable(department.code, { store, places, retention, now });
      const forgotten = upTo === 0 ? 0 : await store.compactJournal(department.code, upTo);
      if (forgotten > 0) console.log(`${department.code}: ${forgotten} entries forgotten`);
      total += forgotten;
    }
    console.log(`${total} journal entries are forgotten; a first load needs none of them.`);
  } finally {
    await pullers.close();
    await store.close();
  }
}
