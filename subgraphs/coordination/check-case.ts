import type { CaseVersion, StoredCase } from '../../storage/coordination/port.ts';
import type { JsonValue } from '../../storage/port.ts';
import type { CheckEvent, CreditCheck } from './credit-check.ts';
import type { Occasion } from './occasion.ts';

/** Kind of the cases that checks are, and of what they put on desks. */
export const CHECK = 'check';

/** A check with its place in the store. */
export interface StoredCheck extends CreditCheck {
  readonly receiptNo: string;
  readonly version: number;
  readonly checkedAt: string;
}

export function toCheck({ id, version, openedAt, content }: StoredCase): StoredCheck {
  return { ...(content as unknown as CreditCheck), receiptNo: id, version, checkedAt: openedAt }; // cast: written below only
}

/** The case after the event. */
export function checkCase(
  receiptNo: string,
  before: Pick<StoredCheck, 'version' | 'checkedAt'> | null,
  check: CreditCheck,
  event: CheckEvent,
  { now }: Pick<Occasion, 'now'>,
): CaseVersion {
  const at = now.toISOString();
  const { department, feedbackBy, feedback } = check;
  const state = feedback !== null ? 'FED_BACK' : feedbackBy === null ? 'NOTHING_DUE' : 'OPEN';
  return {
    id: receiptNo,
    kind: CHECK,
    version: (before?.version ?? 0) + 1,
    openedAt: before?.checkedAt ?? at,
    at,
    subjects: [check.subjectId],
    // cast: plain objects all through
    content: check as unknown as JsonValue,
    event: event as unknown as JsonValue,
    // Its own department makes it and feeds back upon it: that it is late is told by the clock.
    notices: [],
    desks: [
      {
        ref: CHECK,
        kind: CHECK,
        department,
        state,
        dueOn: state === 'OPEN' ? feedbackBy : null,
        openUntil: null,
        since: before?.checkedAt ?? at,
      },
    ],
  };
}
