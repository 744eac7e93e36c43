import type { TrailOptions } from '../../../storage/audit/open-trail.ts';
import type { AuditEntry, AuditLedger, ChainedEntry } from '../../../storage/audit/port.ts';
import { type TrailVerdict, verifyTrail } from '../../../storage/audit/verify-trail.ts';
import { wholeTrail } from '../../../storage/audit/whole-trail.ts';

/** An empty place for a trail; it is removed when it is disposed, and what was opened is closed. */
export interface TrailPlace extends AsyncDisposable {
  open(options?: TrailOptions): Promise<AuditLedger>;
}

export type MakeTrailPlace = () => Promise<TrailPlace>;

/** A place whose trails `open` opens, and `remove` removes. */
export function trailPlace(
  open: (options?: TrailOptions) => Promise<AuditLedger>,
  remove: () => Promise<unknown>,
): TrailPlace {
  const trails: AuditLedger[] = [];
  return {
    async open(options) {
      const trail = await open(options);
      trails.push(trail);
      return trail;
    },
    async [Symbol.asyncDispose]() {
      for (const trail of trails) await trail.close();
      await remove();
    },
  };
}

/** What a test says about an entry; the rest is filled in. */
export function auditEntry(sketch: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: '2026-11-02T04:00:00.000Z',
    requestId: 'request-1',
    caller: { kind: 'application', id: 'app:approval-office', department: 'market', subject: null },
    purpose: 'administrative-approval',
    caseNumber: '贺行审〔2026〕1号',
    grants: ['A-2026-0001'],
    operation: { hash: 'operation', name: 'Approval', kind: 'query' },
    variables: { id: 'keyed hash' },
    coordinates: {
      clear: ['TaxPenalty.documentNo'],
      masked: [],
      denied: [{ coordinate: 'TaxCreditGrade', reason: 'NO_AGREEMENT' }],
      joined: ['CreditSubject.id'],
    },
    items: ['tax.administrative-penalty'],
    subjects: ['o.91451100MA5KXXXX1A'],
    outcome: 'answered',
    errors: [],
    durationMs: 12.5,
    requestHash: 'request hash',
    responseHash: 'response hash',
    ...sketch,
  };
}

/** So many entries, told apart by their request ids: "request-1" and on. */
export function auditEntries(count: number): readonly AuditEntry[] {
  return Array.from({ length: count }, (_, index) => auditEntry({ requestId: `request-${index + 1}` }));
}

export async function wholeChain(trail: AuditLedger): Promise<readonly ChainedEntry[]> {
  return trail.entries(0, 100_000);
}

/** What verification says of the trail as it is. */
export async function verdictOn(trail: AuditLedger): Promise<TrailVerdict> {
  return verifyTrail(await wholeTrail(trail, { archivedTo: 0, anchors: [] }));
}
