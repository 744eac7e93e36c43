import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { isCreditOfficer } from './case-parties.ts';

/**
 * The department on whose desk the caller may look: officers on their own; those of the credit office, and auditors, on any, and on all
 * where they name none. Null where it may look on none.
 */
export function visibleOffice(asked: string | null, context: SubgraphContext): { readonly department?: string } | null {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  if (caller.kind === 'auditor' || isCreditOfficer(caller)) return asked === null ? {} : { department: asked };
  const own = caller.kind === 'officer' ? caller.department : null;
  return own === null || (asked !== null && asked !== own) ? null : { department: own };
}
