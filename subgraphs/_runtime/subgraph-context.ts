/** What every resolver of a subgraph is given; the subgraph server fills it per request. */
export type SubgraphContext = Record<string, unknown>;
