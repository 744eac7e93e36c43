import type { PrincipalKind } from '../../schema/access/passport.ts';
import type { AuditEntry } from '../../storage/audit/port.ts';

/** Somebody who has read something, and how often. */
export interface Reader {
  readonly kind: PrincipalKind;
  /** Null for people, and for the public. */
  readonly id: string | null;
  readonly department: string | null;
  readonly purpose: string | null;
  readonly times: number;
  readonly lastAt: string;
}

/** Callers that are no people, so that they can be named. */
const NAMED: readonly PrincipalKind[] = ['application', 'platform', 'agency'];

/** Who read, each with each purpose once, latest first. The subject's own looking at itself is none of it. */
export async function readersOf(entries: AsyncIterable<AuditEntry>): Promise<readonly Reader[]> {
  const readers = new Map<string, Reader>();
  for await (const { caller, purpose, at } of entries) {
    if (caller.kind === 'subject') continue;
    const { kind, department } = caller;
    const id = NAMED.includes(kind) ? caller.id : null;
    const key = JSON.stringify([kind, id, department, purpose]);
    const known = readers.get(key);
    readers.set(key, { kind, id, department, purpose, times: (known?.times ?? 0) + 1, lastAt: known?.lastAt ?? at });
  }
  return [...readers.values()];
}
