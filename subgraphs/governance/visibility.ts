import type { Caller } from '../../schema/access/passport.ts';
import type { Agreement, Application } from '../../storage/governance/port.ts';
import { isConsumer, isProviderOfficer } from './agreement-life.ts';

/** Its parties see an agreement, and those who watch over sharing. To all others it looks as if there were none. */
export function maySeeAgreement(agreement: Agreement, caller: Caller): boolean {
  return (
    caller.kind === 'auditor' ||
    caller.kind === 'operator' ||
    isProviderOfficer(agreement, caller) ||
    isConsumer(agreement, caller)
  );
}

/** Officers decide about applications of any department, so they see them all. */
export function mayListApplications({ kind }: Caller): boolean {
  return kind === 'operator' || kind === 'officer' || kind === 'auditor';
}

/** An application sees itself. */
export function maySeeApplication({ id }: Application, caller: Caller): boolean {
  return mayListApplications(caller) || isConsumer({ consumer: id }, caller);
}
