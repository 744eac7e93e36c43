import { openExistingStore, type StoreOptions } from '../open-store.ts';

/**
 * Begins another epoch of the store's journals: what was read before, by a cursor that knows changes which a restored backup does
 * not have, is then refused instead of being continued at another change of the same number.
 *
 * @throws HubError CONFIG_INVALID, STORE_*
 */
export async function storeNewEpoch(options: StoreOptions): Promise<void> {
  const store = await openExistingStore(options);
  try {
    await store.beginEpoch();
    console.log(`Another epoch has begun in the ${store.description}: whoever pulls from it begins from the start.`);
  } finally {
    await store.close();
  }
}
