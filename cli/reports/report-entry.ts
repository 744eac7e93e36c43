import type { Passport } from '../../schema/access/passport.ts';
import { bodyHash } from '../../schema/body-hash.ts';
import type { AuditEntry } from '../../storage/audit/port.ts';

/** The audit entry of a report that is taken: who reports what, written down before its first row is. */
export function reportEntry(
  { requestId, passport, key }: { readonly requestId: string; readonly passport: Passport; readonly key: string },
  item: string,
  at: Date,
): AuditEntry {
  const { caller, purpose, caseNumber } = passport;
  return {
    at: at.toISOString(),
    requestId,
    caller,
    purpose,
    caseNumber,
    grants: ['owner'],
    operation: { hash: '', name: 'report', kind: 'mutation' },
    variables: {},
    coordinates: { clear: [], masked: [], denied: [], joined: [] },
    items: [item],
    subjects: [],
    outcome: 'answered',
    errors: [],
    durationMs: 0,
    requestHash: bodyHash(`${item} ${key}`),
    responseHash: bodyHash(''),
  };
}
