import type { CoordinationStore } from '../../storage/coordination/port.ts';
import type { ExchangedItem } from './exchange.ts';
import type { FiguresBook } from './figures/figures-book.ts';
import type { AddressRules } from './push/webhook-address.ts';

/** What joint incentive and punishment work on. */
export interface Coordination {
  readonly store: CoordinationStore;
  /** Records of departments that are grounds for measures and incentives, by code of the catalogue item. */
  readonly items: ReadonlyMap<string, ExchangedItem>;
  /** Where departments' webhooks may be; at public addresses unless given. */
  readonly webhooks?: AddressRules;
  /** Figures of the cases; a process without tells none. */
  readonly figures?: FiguresBook;
}
