import { HubError } from '../../schema/errors.ts';
import type { GovernanceStore } from '../../storage/governance/port.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { type Catalogue, catalogueOf } from './catalogue.ts';

/**
 * What the process keeps of agreements.
 *
 * @throws HubError STORE_UNAVAILABLE in a process that keeps none.
 */
export function storeOf({ governance }: SubgraphContext): GovernanceStore {
  if (governance !== null) return governance;
  throw new HubError('STORE_UNAVAILABLE', { cause: new Error('this process was started without a governance store') });
}

/**
 * The catalogue of what the hub serves at the moment.
 *
 * @throws HubError SUBGRAPH_UNAVAILABLE in a process that was given no supergraph.
 */
export function catalogueIn({ supergraph }: SubgraphContext): Catalogue {
  if (supergraph !== null) return catalogueOf(supergraph);
  const cause = new Error('this process was started without a supergraph');
  throw new HubError('SUBGRAPH_UNAVAILABLE', { cause, details: { department: 'governance' } });
}
