import type { Supergraph } from '../../schema/supergraph/supergraph.ts';
import type { AuditTrail } from '../../storage/audit/port.ts';
import type { GovernanceStore } from '../../storage/governance/port.ts';
import type { Coordination } from './coordination.ts';
import type { Exchange } from './exchange.ts';
import type { Collection } from './intake/collection.ts';
import type { Received } from './received.ts';

/** What the hub's own subgraphs work on beside records. A department that runs on its own has none of it. */
export interface SubgraphServices {
  readonly audit: AuditTrail | null;
  readonly governance: GovernanceStore | null;
  readonly collection: Collection | null;
  readonly exchange: Exchange | null;
  readonly received: Received | null;
  readonly coordination: Coordination | null;
  /** What the gateway serves at the moment. */
  readonly supergraph: Supergraph | null;
}

/** A process that holds nothing but a department's records. */
export const NO_SERVICES: SubgraphServices = {
  audit: null,
  governance: null,
  collection: null,
  exchange: null,
  received: null,
  coordination: null,
  supergraph: null,
};
