import { openCollection } from '../storage/collection/open-collection.ts';
import type { KeyRing } from '../storage/key-ring.ts';
import type { HubStore } from '../storage/port.ts';
import { collectedItems } from '../subgraphs/_runtime/intake/collected-items.ts';
import type { Collection } from '../subgraphs/_runtime/intake/collection.ts';
import type { Subgraph } from '../subgraphs/_runtime/subgraph.ts';
import type { StoreOptions } from './open-store.ts';

/** Whose records are collected, and into which store. */
export interface CollectingParts {
  readonly subgraphs: readonly Subgraph[];
  readonly store: HubStore;
  readonly keys: KeyRing;
}

/**
 * Opens what departments report into, beside the records.
 *
 * @throws HubError CONFIG_INVALID, STORE_*
 */
export async function openCollecting(
  { store: location, data }: StoreOptions,
  { subgraphs, store, keys }: CollectingParts,
): Promise<Collection> {
  const collection = await openCollection(location, data, keys);
  return { store: collection, items: collectedItems(subgraphs, { store, keys, queue: collection }) };
}
