import type { Passport } from '../../../schema/access/passport.ts';

/** What the token of an application has to say for it to report, withdraw or correct: most applications only read. */
export const REPORT_SCOPE = 'records:report';

/**
 * The department whose records the caller may report: its own, for officers, and for applications whose token has the scope. No
 * agreement gives this right. Null for all others.
 */
export function reportingDepartment({ caller, rights }: Pick<Passport, 'caller' | 'rights'>): string | null {
  if (!rights.authenticated) return null;
  if (caller.kind === 'officer') return caller.department;
  if (caller.kind !== 'application') return null;
  const isGiven = rights.grants.some(({ source, clear }) => source === 'token' && clear.includes(REPORT_SCOPE));
  return isGiven ? caller.department : null;
}
