import type { ReceivedStore } from '../../storage/received/port.ts';
import type { ExchangedItem } from './exchange.ts';

/** What the hub has received from other platforms, and the items of its own that say who sees it. */
export interface Received {
  readonly store: ReceivedStore;
  /** By code of the catalogue item. */
  readonly items: ReadonlyMap<string, ExchangedItem>;
}
