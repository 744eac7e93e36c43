import type { CaseVersion, Notice } from './port.ts';

/** What somebody is told who works on a case of which nobody has said more. */
const CHANGED = 'CASE_CHANGED';

/** Whom the event of a version concerns, as it says itself; else the departments on whose desks the case lies. */
export function noticesOf({ id, kind, desks, notices }: CaseVersion): readonly Notice[] {
  if (notices !== undefined) return notices;
  const departments = new Set(desks.filter((entry) => entry.kind === kind).map(({ department }) => department));
  return [...departments].map((department) => ({ department, what: CHANGED, about: id }));
}
