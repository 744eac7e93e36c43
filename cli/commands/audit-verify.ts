import { HubError } from '../../schema/errors.ts';
import { openExistingTrail } from '../../storage/audit/open-trail.ts';
import type { AuditReceiptPlace } from '../../storage/audit/port.ts';
import { verifyTrail } from '../../storage/audit/verify-trail.ts';
import { wholeTrail } from '../../storage/audit/whole-trail.ts';
import type { StoreOptions } from '../open-store.ts';
import { progressLine } from '../progress-line.ts';

export interface AuditVerifyOptions extends StoreOptions {
  /** Entries to this number are in an archive. */
  readonly archivedTo: number;
  readonly anchor: readonly AuditReceiptPlace[];
}

/** Reads the whole audit trail; ends with AUDIT_DAMAGED that names the first broken entry. */
export async function auditVerify(options: AuditVerifyOptions): Promise<void> {
  const trail = await openExistingTrail(options.store, options.data);
  try {
    const { archivedTo, anchor: anchors } = options;
    const whole = await wholeTrail(trail, { archivedTo, anchors });
    const progress = progressLine(`Verifying ${trail.description}`);
    const count = Math.max(1, whole.head - archivedTo);
    const verdict = await verifyTrail(whole, (seq) => progress.show((seq - archivedTo) / count, `entry ${seq}`));
    if (verdict.kind === 'broken') {
      throw new HubError('AUDIT_DAMAGED', { details: { seq: verdict.seq, problem: verdict.problem } });
    }
    progress.end('sound');
    const { entries, segments, head } = verdict;
    console.log(
      `${entries} entries and ${segments} sealed segments (${trail.rule.algorithm}) are as they were written.`,
    );
    console.log(`The last entry is ${head.seq}:${head.hash}`);
  } finally {
    await trail.close();
  }
}
