import type { Caller, PrincipalKind } from '../../schema/access/passport.ts';
import type { ChainedEntry } from '../../storage/audit/port.ts';
import { kindOfSubjectId } from '../../storage/subject-id.ts';

/** Callers that are no people, so that they can be named. */
const NAMED: readonly PrincipalKind[] = ['application', 'platform', 'agency', 'anonymous'];

/** An entry as the subject sees it: who, when, what for and what, but no business file, which may be secret before it. */
export function subjectAccess({ seq, entry }: ChainedEntry) {
  return { seq, at: entry.at, caller: callerView(entry.caller), purpose: entry.purpose, items: entry.items };
}

/** An entry as a department sees it: only its own items, and natural persons by their number. */
export function departmentAccess({ seq, entry }: ChainedEntry, itemPrefix: string) {
  const isPerson = (id: string) => kindOfSubjectId(id) === 'NATURAL_PERSON';
  return {
    seq,
    at: entry.at,
    caller: callerView(entry.caller),
    purpose: entry.purpose,
    fileNo: entry.caseNumber,
    grants: entry.grants,
    items: entry.items.filter((item) => item.startsWith(itemPrefix)),
    subjects: entry.subjects.filter((id) => !isPerson(id)).map((id) => ({ __typename: 'CreditSubject', id })),
    personCount: entry.subjects.filter(isPerson).length,
  };
}

function callerView({ kind, id, department }: Caller) {
  return { kind: kind.toUpperCase(), name: NAMED.includes(kind) ? id : null, department };
}
