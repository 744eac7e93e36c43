import type { ChangeReason, RecordChange, RecordState, RecordStore, StoredRecord } from '../../../storage/port.ts';

/** Where a record is to stand, and why. */
export interface NewState {
  readonly state: RecordState;
  readonly reason: ChangeReason;
}

/** The change that lets a record say what it says, and stand somewhere else. */
export function stateChange(
  record: StoredRecord,
  { state, reason }: NewState,
  at: string,
  store: Pick<RecordStore, 'unseal'>,
): RecordChange {
  const { id, version: _version, reportedAt: _reportedAt, contentHash: _hash, sealed, ...content } = record;
  const clear = Object.keys(sealed).map((field) => [field, store.unseal(record, field) ?? ''] as const);
  return {
    id,
    operation: state === 'WITHDRAWN' ? 'WITHDRAW' : 'UPSERT',
    reason,
    reportedAt: at,
    content: { ...content, state, sealed: Object.fromEntries(clear) },
  };
}
