import type { Grant } from '../access/grant.ts';

/**
 * What of the grants concerns a department whose rules mention these scopes: it is told no more of what else a caller may do.
 * Policies and owners' grants concern everybody.
 */
export function grantsFor(scopes: ReadonlySet<string>, grants: readonly Grant[]): readonly Grant[] {
  const within = (list: readonly string[]) => list.filter((scope) => scopes.has(scope));
  return grants
    .map((grant) => ({ ...grant, clear: within(grant.clear), masked: within(grant.masked) }))
    .filter(
      ({ source, clear, masked, policies }) =>
        source === OWNER || clear.length > 0 || masked.length > 0 || policies.length > 0,
    );
}

/** Source of what a department may do with its own data. */
const OWNER = 'owner';
