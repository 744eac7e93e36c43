import type { SubgraphContext } from './subgraph-context.ts';

/** What decided cases are carried out on, in a request or without one. A request's context is one of these. */
export type CaseWork = Pick<SubgraphContext, 'store' | 'coordination' | 'audit' | 'exchange'>;
