import { sightOfRow } from '../../schema/access/sight.ts';
import { kindOf } from '../_runtime/access/row-of.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';

/**
 * Whether the caller may be told anything about the subject: a natural person needs a right of its own, its consent, or to be who
 * asks; so does everybody for who reads by subjects' leave.
 */
export function maySeeSubject(subjectId: string, { passport }: SubgraphContext): boolean {
  const row = { id: subjectId, kind: kindOf(subjectId), area: null };
  return sightOfRow({ rule: undefined, item: undefined }, passport.rights, row) !== 'denied';
}
