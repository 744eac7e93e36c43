import type { CaseEvent, StoredCase } from '../../../storage/coordination/port.ts';

/** What figures are told by. */
export const DIMENSIONS = ['department', 'list', 'measure', 'mechanism', 'month', 'area'] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** What of a case counts as one in figures. Null where a dimension says nothing of it. */
export interface Fact {
  /** Which sort of thing is counted, such as `task` or `check`. */
  readonly unit: string;
  readonly department: string | null;
  readonly list: string | null;
  readonly measure: string | null;
  readonly mechanism: string | null;
  /** Where it stands, or what came of it. */
  readonly outcome: string;
  /** Whether its department was to respond, and whether it has. */
  readonly response: Answered;
  /** The same for feedback. */
  readonly feedback: Answered;
  /** Whether anything of it is late on the day. */
  readonly isOverdue: boolean;
}

export interface Answered {
  readonly isDue: boolean;
  /** Working days that it took; null while it has not come. */
  readonly days: number | null;
}

/** Nothing was to be answered. */
export const NOT_DUE: Answered = { isDue: false, days: null };

/** What a case, with all that happened in it, counts as on a day; nothing for cases that are none of figures'. */
export type CaseFacts = (held: StoredCase, events: readonly CaseEvent[], today: string) => readonly Fact[];
