import type { Caller, PrincipalKind } from '../../schema/access/passport.ts';
import type { ChainedEntry } from '../../storage/audit/port.ts';
import type { Application } from '../../storage/governance/port.ts';
import { kindOfSubjectId } from '../../storage/subject-id.ts';

/** Callers that are no people, so that they can be named. */
const NAMED: readonly PrincipalKind[] = ['application', 'platform', 'agency', 'anonymous'];

/** Registered applications, platforms and agencies by id: whose names are known. */
export type Registered = ReadonlyMap<string, Application>;

/** An entry as the subject sees it: who, when, what for and what, but no business file, which may be secret before it. */
export function subjectAccess({ seq, entry }: ChainedEntry, registered: Registered) {
  const caller = callerView(entry.caller, registered);
  return { seq, at: entry.at, caller, purpose: entry.purpose, items: entry.items };
}

/** An entry as a department sees it: only its own items, and natural persons by their number. */
export function departmentAccess({ seq, entry }: ChainedEntry, itemPrefix: string, registered: Registered) {
  const isPerson = (id: string) => kindOfSubjectId(id) === 'NATURAL_PERSON';
  return {
    seq,
    at: entry.at,
    caller: callerView(entry.caller, registered),
    purpose: entry.purpose,
    fileNo: entry.caseNumber,
    grants: entry.grants,
    items: entry.items.filter((item) => item.startsWith(itemPrefix)),
    subjects: entry.subjects.filter((id) => !isPerson(id)).map((id) => ({ __typename: 'CreditSubject', id })),
    personCount: entry.subjects.filter(isPerson).length,
  };
}

/** A registration says whose name it is: another caller's token of the same id is no reason to lend it that. */
function callerView({ kind, id, department }: Caller, registered: Registered) {
  const isNamed = NAMED.includes(kind);
  const registration = registered.get(id);
  const name = registration?.kind === kind && registration.department === department ? registration.name : id;
  return { kind: kind.toUpperCase(), id: isNamed ? id : null, name: isNamed ? name : null, department };
}
