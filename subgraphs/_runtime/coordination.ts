import type { CoordinationStore } from '../../storage/coordination/port.ts';
import type { ExchangedItem } from './exchange.ts';

/** What joint incentive and punishment work on. */
export interface Coordination {
  readonly store: CoordinationStore;
  /** Records of departments that are grounds for measures and incentives, by code of the catalogue item. */
  readonly items: ReadonlyMap<string, ExchangedItem>;
}
