import type { JsonFields } from '../../storage/port.ts';
import type { DecidedCase } from './decided-case.ts';

/** What was decided about an objection. */
export type ObjectionStatus = 'FILED' | 'NOT_ACCEPTED' | 'ACCEPTED' | 'CORRECTED' | 'WITHDRAWN' | 'REJECTED';

/** Who put it before the department that verifies: it itself, or the credit office, which has handed it over. */
export type ObjectionVia = 'OWNER' | 'CREDIT_OFFICE';

/** What a subject says against a record or an entry, and what became of it. */
export interface Objection extends DecidedCase {
  readonly grounds: string;
  readonly status: ObjectionStatus;
  /** Last day to accept it and to mark what it is about. */
  readonly markBy: string;
  /** Null until it is accepted. */
  readonly via: ObjectionVia | null;
  /** Last day to verify; null until it is accepted. */
  readonly verifyBy: string | null;
  readonly decision: ObjectionDecision | null;
}

export interface ObjectionDecision {
  readonly on: string;
  /** Instant until which who read it has read what was disputed. */
  readonly at: string;
  readonly documentNo: string;
  readonly reason: string;
  /** New values by field; null where nothing was corrected. */
  readonly corrections: JsonFields | null;
}

/** Last day for the next step; null where none is due. */
export function objectionDueOn({ status, markBy, verifyBy }: Objection): string | null {
  if (status === 'FILED') return markBy;
  return status === 'ACCEPTED' ? verifyBy : null;
}

/** Whether it is not decided, so that nobody files another about the same. */
export function isOpenObjection({ status }: Objection): boolean {
  return status === 'FILED' || status === 'ACCEPTED';
}
