import type { Fact } from './fact.ts';

/** Sums over facts. */
export interface Tally {
  readonly count: number;
  readonly overdue: number;
  readonly response: AnsweredTally;
  readonly feedback: AnsweredTally;
}

export interface AnsweredTally {
  readonly due: number;
  /** How many took so many working days. */
  readonly byDays: ReadonlyMap<number, number>;
}

const NONE: AnsweredTally = { due: 0, byDays: new Map() };

export const EMPTY_TALLY: Tally = { count: 0, overdue: 0, response: NONE, feedback: NONE };

export function tallyOf({ isOverdue, response, feedback }: Fact): Tally {
  const answered = ({ isDue, days }: Fact['response']): AnsweredTally => ({
    due: Number(isDue),
    byDays: days === null ? NONE.byDays : new Map([[days, 1]]),
  });
  return { count: 1, overdue: Number(isOverdue), response: answered(response), feedback: answered(feedback) };
}

export function sum(one: Tally, other: Tally): Tally {
  return {
    count: one.count + other.count,
    overdue: one.overdue + other.overdue,
    response: sumAnswered(one.response, other.response),
    feedback: sumAnswered(one.feedback, other.feedback),
  };
}

function sumAnswered(one: AnsweredTally, other: AnsweredTally): AnsweredTally {
  const byDays = new Map(one.byDays);
  for (const [days, count] of other.byDays) byDays.set(days, (byDays.get(days) ?? 0) + count);
  return { due: one.due + other.due, byDays };
}

export function answeredCount({ byDays }: AnsweredTally): number {
  return [...byDays.values()].reduce((total, count) => total + count, 0);
}

/** Share of what was due that was answered; null where nothing was. */
export function answeredRate(tally: AnsweredTally): number | null {
  return tally.due === 0 ? null : answeredCount(tally) / tally.due;
}

/** The middle one of the working days, or the mean of the two in the middle; null where nothing was answered. */
export function medianDays(tally: AnsweredTally): number | null {
  const total = answeredCount(tally);
  if (total === 0) return null;
  const sorted = [...tally.byDays].sort(([one], [other]) => one - other);
  const at = (place: number): number => {
    let before = 0;
    for (const [days, count] of sorted) {
      before += count;
      if (place < before) return days;
    }
    return Number.NaN;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}
