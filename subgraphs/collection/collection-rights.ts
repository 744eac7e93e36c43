import type { Caller } from '../../schema/access/passport.ts';

/** The department for which the caller may report: its own, for applications and officers. Null for all others. */
export function reportingDepartment(caller: Caller | null): string | null {
  return caller?.kind === 'application' || caller?.kind === 'officer' ? caller.department : null;
}

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
  const own = reportingDepartment(caller);
  if (own === null || (asked !== null && asked !== own)) return null;
  return { department: own };
}
