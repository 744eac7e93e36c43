import { holdsForNobody } from '../../schema/access/grant.ts';
import type { Rights } from '../../schema/access/sight.ts';

/** The rights as they would be if subjects had consented: until then, what waits for that holds for nobody. */
export function withConsent({ authenticated, grants }: Rights): Rights {
  const consented = grants.map((grant) =>
    holdsForNobody(grant.rows) ? { ...grant, rows: { ...grant.rows, subjects: null } } : grant,
  );
  return { authenticated, grants: consented };
}
