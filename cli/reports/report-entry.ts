import type { Passport } from '../../schema/access/passport.ts';
import type { AuditEntry } from '../../storage/audit/port.ts';
import { actEntry } from '../act-entry.ts';

/** The audit entry of a report that is taken: who reports what, written down before its first row is. */
export function reportEntry(
  { requestId, passport, key }: { readonly requestId: string; readonly passport: Passport; readonly key: string },
  item: string,
  at: Date,
): AuditEntry {
  return actEntry(
    { requestId, passport, at, name: 'report', kind: 'mutation', asked: `${item} ${key}`, answered: '' },
    { grants: ['owner'], items: [item] },
  );
}
