import type { ChangeReason, RecordChange, RecordStore, StoredRecord } from '../../../storage/port.ts';

/** The change that withdraws a record: what it said is kept, and shown to nobody but those who look into the past. */
export function withdrawal(
  record: StoredRecord,
  reason: Extract<ChangeReason, 'REVOKED' | 'CORRECTED'>,
  at: string,
  store: Pick<RecordStore, 'unseal'>,
): RecordChange {
  const { id, version: _version, reportedAt: _reportedAt, contentHash: _hash, sealed, ...content } = record;
  const clear = Object.keys(sealed).map((field) => [field, store.unseal(record, field) ?? ''] as const);
  return {
    id,
    operation: 'WITHDRAW',
    reason,
    reportedAt: at,
    content: { ...content, state: 'WITHDRAWN', sealed: Object.fromEntries(clear) },
  };
}
