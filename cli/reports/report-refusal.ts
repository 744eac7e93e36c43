import type { Passport } from '../../schema/access/passport.ts';
import { HubError } from '../../schema/errors.ts';
import { purposesFor } from '../../seeds/reference/purposes.ts';
import type { CollectedItem } from '../../subgraphs/_runtime/intake/collection.ts';
import { REPORT_SCOPE, reportingDepartment } from '../../subgraphs/_runtime/intake/reporting-right.ts';

/** Why the caller may not report records of the item; null where it may. Items of others look as if they were not there. */
export function reportRefusal(passport: Passport, item: CollectedItem | undefined): HubError | null {
  const { caller, purpose } = passport;
  if (caller.kind === 'anonymous') {
    return new HubError('UNAUTHENTICATED', { details: { problem: 'records are reported with a token.' } });
  }
  if (!purposesFor('records').includes(purpose ?? '')) {
    const problem = `records are reported under ${purposesFor('records').join(' or ')}.`;
    return new HubError('PURPOSE_INVALID', { details: { header: 'x-credit-purpose', problem } });
  }
  const department = reportingDepartment(passport);
  if (department === null) return new HubError('REPORT_REFUSED', { details: { scope: REPORT_SCOPE } });
  return item?.department.code === department ? null : new HubError('NOT_FOUND');
}
