import type { SqlRow, SqlValue } from '../../embedded/database.ts';
import { text, textOrNull } from '../../embedded/record-row.ts';
import type { RecordState, SubjectKind } from '../../port.ts';
import type { ReceivedChange, ReceivedRecord } from '../port.ts';

/** Columns of a record, in the order of `receivedValues`. */
export const RECEIVED_COLUMNS =
  'origin, item, record_id, version, generation, received_at, removed, type, subject_id, subject_kind, state, decision_date, ' +
  'publicity_start, publicity_end, sealed';

/** What a page's rows have in common. */
export interface PageMarks {
  readonly origin: string;
  readonly generation: number;
  readonly at: string;
}

/** @param sealed content; null where none came */
export function receivedValues(
  change: Exclude<ReceivedChange, { operation: 'WITHDRAW' }>,
  { origin, generation, at }: PageMarks,
  sealed: string | null,
): readonly SqlValue[] {
  const key = [origin, change.item, change.recordId, change.version, generation, at, 0];
  if (change.operation === 'EMPTY') return [...key, ...NOTHING];
  const { type, subjectId, subjectKind, state, decisionDate, publicityStartDate, publicityEndDate } = change;
  return [...key, type, subjectId, subjectKind, state, decisionDate, publicityStartDate, publicityEndDate, sealed];
}

const NOTHING: readonly SqlValue[] = Array.from({ length: 8 }, () => null);

export function toReceived(row: SqlRow): ReceivedRecord {
  return {
    origin: text(row, 'origin'),
    item: text(row, 'item'),
    recordId: text(row, 'record_id'),
    version: Number(row.version),
    receivedAt: text(row, 'received_at'),
    type: text(row, 'type'),
    subjectId: text(row, 'subject_id'),
    // casts: these columns are written from values of these types only
    subjectKind: text(row, 'subject_kind') as SubjectKind,
    state: text(row, 'state') as RecordState,
    decisionDate: text(row, 'decision_date'),
    publicityStartDate: textOrNull(row, 'publicity_start'),
    publicityEndDate: textOrNull(row, 'publicity_end'),
    sealed: text(row, 'sealed'),
  };
}
