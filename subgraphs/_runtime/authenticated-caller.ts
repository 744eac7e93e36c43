import type { Caller } from '../../schema/access/passport.ts';
import type { SubgraphContext } from './subgraph-context.ts';

/**
 * Who asks; null for the public and for whoever does not say what for. The gateway lets neither of them through, and this
 * subgraph does not either.
 */
export function authenticatedCaller({ passport }: SubgraphContext): Caller | null {
  return passport.rights.authenticated && passport.caller.kind !== 'anonymous' ? passport.caller : null;
}
