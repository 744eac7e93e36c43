import type { KeyRing } from '../key-ring.ts';
import { sealFields, unsealField } from '../sealing.ts';
import type { UnmatchedRow, WaitingRow } from './port.ts';

/** A waiting row as every engine keeps it. */
export interface StoredWaitingRow extends Omit<WaitingRow, 'reasons' | keyof Decision> {
  /** JSON text. */
  readonly reasons: string;
  /** Keyed, so that it gives nothing of the candidate away. */
  readonly contentHash: string;
  /** JSON text of the decision. */
  readonly decision: string;
}

type Decision = Pick<WaitingRow, 'subjectId' | 'recordId' | 'decidedBy' | 'decidedAt' | 'note'>;

const NO_DECISION: Decision = { subjectId: null, recordId: null, decidedBy: null, decidedAt: null, note: null };

/** The row as it begins to wait. */
export function beginningToWait(keys: KeyRing, row: UnmatchedRow): StoredWaitingRow {
  return {
    ...content(keys, row),
    version: 1,
    state: 'WAITING',
    receivedAt: row.receivedAt,
    decision: JSON.stringify(NO_DECISION),
  };
}

/** The row in its next version, with what was reported now. It waits since when it waited before. */
export function reportedAgain(keys: KeyRing, known: StoredWaitingRow, row: UnmatchedRow): StoredWaitingRow {
  return { ...known, ...content(keys, row), version: known.version + 1 };
}

/** Whether the row makes a next version: only of one that still waits, and only with other content. */
export function isReplacedBy(keys: KeyRing, known: StoredWaitingRow, row: UnmatchedRow): boolean {
  return known.state === 'WAITING' && known.contentHash !== waitingHash(keys, row);
}

export function decisionText({ subjectId, recordId, decidedBy, decidedAt, note }: Decision): string {
  return JSON.stringify({ subjectId, recordId, decidedBy, decidedAt, note });
}

export function toWaitingRow({ contentHash: _, reasons, decision, ...row }: StoredWaitingRow): WaitingRow {
  // casts: both are written by this file only
  return { ...row, reasons: JSON.parse(reasons) as string[], ...(JSON.parse(decision) as Decision) };
}

/** @throws HubError STORE_WRONG_KEYS */
export function unsealCandidate(keys: KeyRing, { id, candidate }: Pick<WaitingRow, 'id' | 'candidate'>, store: string) {
  return unsealField(keys, { id: sealOwner(id), sealed: { candidate } }, 'candidate', store) ?? '';
}

function content(keys: KeyRing, row: UnmatchedRow) {
  const { candidate = '' } = sealFields(keys, sealOwner(row.id), { candidate: row.candidate });
  return {
    id: row.id,
    department: row.department,
    item: row.item,
    type: row.type,
    batchId: row.batchId,
    row: row.row,
    candidate,
    reasons: JSON.stringify(row.reasons),
    contentHash: waitingHash(keys, row),
  };
}

/** Of all but where and when the row came in. */
function waitingHash(keys: KeyRing, { department, item, type, candidate, reasons }: UnmatchedRow): string {
  return keys.lookupHash('waiting row', JSON.stringify([department, item, type, candidate, reasons]));
}

/** No record has such an id, so that no sealed value can be moved from one to the other. */
function sealOwner(id: string): string {
  return `waiting ${id}`;
}
