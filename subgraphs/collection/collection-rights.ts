import type { Caller } from '../../schema/access/passport.ts';
import { REPORT_SCOPE } from '../_runtime/intake/reporting-right.ts';
import { notAllowed } from '../_runtime/problem.ts';

/** Told whatever the item is, so that it says nothing of any. */
export const NOT_A_REPORTER = notAllowed(
  `Only officers of a department, and its applications whose token has the scope "${REPORT_SCOPE}", report its records.`,
);

/** The department whose rows the caller may match: people decide about them, not programs. */
export function matchingDepartment(caller: Caller | null): string | null {
  return caller?.kind === 'officer' ? caller.department : null;
}

/**
 * The departments of whose reports the caller may see what became: its own, or for auditors and operators the one that they name,
 * all where they name none. Null where it may see none.
 */
export function visibleDepartments(
  caller: Caller | null,
  asked: string | null,
): { readonly department: string | null } | null {
  if (caller?.kind === 'auditor' || caller?.kind === 'operator') return { department: asked };
  const own = caller?.kind === 'application' || caller?.kind === 'officer' ? caller.department : null;
  if (own === null || (asked !== null && asked !== own)) return null;
  return { department: own };
}
