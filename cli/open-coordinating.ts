import { readCoordinationTables } from '../seeds/reference/coordination-tables.ts';
import { openCoordination } from '../storage/coordination/open-coordination.ts';
import type { SubjectStore } from '../storage/port.ts';
import type { Coordination } from '../subgraphs/_runtime/coordination.ts';
import { type AddressRules, networksOf, PUBLIC_ADDRESSES } from '../subgraphs/_runtime/push/webhook-address.ts';
import type { Subgraph } from '../subgraphs/_runtime/subgraph.ts';
import type { StoreOptions } from './open-store.ts';
import { coordinationFigures } from './statistics/coordination-figures.ts';

export interface CoordinatingOptions extends StoreOptions {
  /** Private networks that webhooks may be in, such as 10.1.0.0/16, with commas between them. */
  readonly webhookNetworks?: string;
}

/** What is coordinated in the process that holds the records. */
export type Coordinating = Required<Coordination>;

/**
 * Opens what departments coordinate, beside the records: their own records of their lists are grounds like those that are coordinated
 * here.
 *
 * @throws HubError CONFIG_INVALID, STORE_*
 */
export async function openCoordinating(
  options: CoordinatingOptions,
  { subgraphs, store: subjects }: { readonly subgraphs: readonly Subgraph[]; readonly store: SubjectStore },
  items: Coordination['items'],
): Promise<Coordinating> {
  readCoordinationTables();
  const webhooks = addressRules(options);
  const store = await openCoordination(options.store, options.data);
  const figures = coordinationFigures(subgraphs, store, subjects);
  return { store, items, webhooks, figures };
}

/** The demo may send to this machine; to a city's own networks whoever names them may. */
function addressRules({ webhookNetworks }: CoordinatingOptions): AddressRules {
  const networks = webhookNetworks === undefined ? PUBLIC_ADDRESSES.networks : networksOf(webhookNetworks);
  return { allowsLocalHttp: true, networks };
}
