import type { ChangeReason, RecordChange, RecordStore, StoredRecord } from '../../../storage/port.ts';
import { stateChange } from './state-change.ts';

/** The change that withdraws a record: what it said is kept, and shown to nobody but those who look into the past. */
export function withdrawal(
  record: StoredRecord,
  reason: Extract<ChangeReason, 'REVOKED' | 'CORRECTED'>,
  at: string,
  store: Pick<RecordStore, 'unseal'>,
): RecordChange {
  return stateChange(record, { state: 'WITHDRAWN', reason }, at, store);
}
