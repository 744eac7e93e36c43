import type { PullerStore } from '../../storage/exchange/port.ts';
import type { RecordType } from './record-type.ts';
import type { Subgraph } from './subgraph.ts';

/** A catalogue item whose changes other platforms pull. */
export interface ExchangedItem {
  readonly subgraph: Subgraph;
  readonly type: RecordType;
}

/** What the exchange with other platforms works on. */
export interface Exchange {
  readonly pullers: PullerStore;
  /** By code of the catalogue item. */
  readonly items: ReadonlyMap<string, ExchangedItem>;
}

/** Every catalogue item of the departments, by its code. */
export function exchangedItems(subgraphs: readonly Subgraph[]): ReadonlyMap<string, ExchangedItem> {
  return new Map(
    subgraphs.flatMap((subgraph) => subgraph.recordTypes.map((type) => [type.entry.code, { subgraph, type }] as const)),
  );
}
