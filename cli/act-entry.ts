import type { Passport } from '../schema/access/passport.ts';
import { bodyHash } from '../schema/body-hash.ts';
import type { AuditEntry } from '../storage/audit/port.ts';

/** What a caller does beside the graph. */
export interface Act {
  readonly requestId: string;
  readonly passport: Passport;
  readonly at: Date;
  readonly name: string;
  readonly kind: AuditEntry['operation']['kind'];
  readonly asked: string;
  readonly answered: string;
}

/** The audit entry of an act that gives out no record of anybody; `told` is what else there is to write down of it. */
export function actEntry(
  { requestId, passport, at, name, kind, asked, answered }: Act,
  told: Partial<Pick<AuditEntry, 'grants' | 'coordinates' | 'items'>>,
): AuditEntry {
  const { caller, purpose, caseNumber } = passport;
  return {
    at: at.toISOString(),
    requestId,
    caller,
    purpose,
    caseNumber,
    grants: [],
    operation: { hash: '', name, kind },
    variables: {},
    coordinates: { clear: [], masked: [], denied: [], joined: [] },
    items: [],
    subjects: [],
    outcome: 'answered',
    errors: [],
    durationMs: 0,
    requestHash: bodyHash(asked),
    responseHash: bodyHash(answered),
    ...told,
  };
}
