import { openPullers } from '../storage/exchange/open-pullers.ts';
import { openReceived } from '../storage/received/open-received.ts';
import { type Exchange, exchangedItems } from '../subgraphs/_runtime/exchange.ts';
import type { Collection } from '../subgraphs/_runtime/intake/collection.ts';
import type { Received } from '../subgraphs/_runtime/received.ts';
import { type CollectingParts, openCollecting } from './open-collecting.ts';
import { type Coordinating, type CoordinatingOptions, openCoordinating } from './open-coordinating.ts';

/** What stands beside the records of a hub, in the process that holds them. */
export interface BesideRecords {
  /** What departments report into. */
  readonly collection: Collection;
  /** What other platforms pull. */
  readonly exchange: Exchange;
  /** What was pulled from other platforms. */
  readonly received: Received;
  readonly coordination: Coordinating;
}

/**
 * Opens all of it.
 *
 * @param onOpen told of each part that is to be closed at the end, as soon as it is open
 * @throws HubError CONFIG_INVALID, STORE_*
 */
export async function openBesideRecords(
  options: CoordinatingOptions,
  parts: CollectingParts,
  onOpen: (part: { readonly close: () => Promise<void> }) => void,
): Promise<BesideRecords> {
  const { store: location, data } = options;
  const items = exchangedItems(parts.subgraphs);
  const collection = await openCollecting(options, parts);
  onOpen(collection.store);
  const pullers = await openPullers(location, data);
  onOpen(pullers);
  const received = await openReceived(location, data, parts.keys);
  onOpen(received);
  const coordination = await openCoordinating(options, parts, items);
  onOpen(coordination.store);
  return {
    collection,
    exchange: { pullers, items },
    received: { store: received, items },
    coordination,
  };
}
