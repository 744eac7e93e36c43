import { SPECS } from '../../specs.ts';
import type { Problem } from '../problem.ts';
import type { LinkedSubgraph } from '../subgraph-source.ts';

/** Federation 1 SDL has no links: its types could be taken over without a word. */
export function checkFederationVersion(subgraph: LinkedSubgraph): Problem[] {
  if (subgraph.links.some((link) => link.identity === SPECS.federation && /\/v2\.\d+$/.test(link.url))) return [];
  return [
    {
      coordinate: 'schema',
      subgraph: subgraph.name,
      text: 'It does not link the Federation 2 specification.',
      remedy: `Add: extend schema @link(url: "${SPECS.federation}/v2.12", import: ["@key", …]).`,
    },
  ];
}
