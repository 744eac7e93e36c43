import { addDays } from '../../../schema/iso-date.ts';
import { publicityRegime, publicityWindow, type Severity } from '../../../seeds/reference/publicity-clocks.ts';
import { severityOf } from '../../../seeds/reference/severity-bands.ts';

/** First and last day of publicity; both null where a record is not published. */
export interface Publicity {
  readonly startDate: string | null;
  readonly endDate: string | null;
  /** Whether the end that was given lay outside of what the rules allow, and was moved. */
  readonly isMoved: boolean;
}

/** A penalty, as far as its publicity depends on it. */
export interface PublishedPenalty {
  readonly decisionDate: string;
  /** Codes of `penaltyKinds`. */
  readonly kinds: readonly string[];
  /** 公示截止期 as reported; null where there is none. */
  readonly givenEnd: string | null;
}

export const NOT_PUBLISHED: Publicity = { startDate: null, endDate: null, isMoved: false };

/**
 * Publicity of a penalty on an organisation or a sole trader, by the severity of its kinds and the clocks of its day. The end
 * that was reported counts where it lies within the least and the longest period, and is moved to the nearer of them otherwise.
 *
 * The standard tells neither procedure nor sector nor the thresholds for fines, so that often the rules alone do not settle
 * the severity. Then the penalty is not shown longer than its department says, never longer than a serious one, and, where
 * the department says nothing usable, no longer than a general one. What is minor is not published, as is the rule of all
 * regimes; nor is a decision of a day for which the tables hold no clock.
 */
export function penaltyPublicity(penalty: PublishedPenalty, severity: SeverityOfKinds): Publicity {
  const { decisionDate, kinds, givenEnd } = penalty;
  const regime = publicityRegime(decisionDate);
  if (regime === null) return NOT_PUBLISHED;
  const level = severity(regime, kinds);
  if (level !== 'manual') return within(clockOf(decisionDate, level), decisionDate, givenEnd);
  const longest = clockOf(decisionDate, 'SERIOUS')?.maxEnd;
  const isUsable = givenEnd !== null && longest != null && givenEnd <= longest;
  if (isUsable) return { startDate: decisionDate, endDate: lastDay(givenEnd, longest), isMoved: false };
  const general = within(clockOf(decisionDate, 'GENERAL'), decisionDate, null);
  return { ...general, isMoved: givenEnd !== null };
}

/** Severity of a decision's kinds under a regime. */
export type SeverityOfKinds = (regime: string, kinds: readonly string[]) => Severity | 'manual';

/** Severity by the tables. There are few combinations of kinds, and each is worked out once. */
export function severityByKinds(): SeverityOfKinds {
  const known = new Map<string, Severity | 'manual'>();
  return (regime, kinds) => {
    const key = `${regime} ${kinds.join(' ')}`;
    let level = known.get(key);
    if (level === undefined) {
      level = severityOf({ regime, kinds, procedure: 'ORDINARY' });
      known.set(key, level);
    }
    return level;
  };
}

interface Clock {
  readonly minEnd: string | null;
  readonly maxEnd: string | null;
}

/** Null where such penalties are not published, or only where an authority says so case by case. */
function clockOf(decisionDate: string, severity: Severity): Clock | null {
  const window = publicityWindow({ severity, decisionDate });
  return window?.publication === 'yes' ? window : null;
}

function within(clock: Clock | null, startDate: string, givenEnd: string | null): Publicity {
  if (clock === null || clock.maxEnd === null) return NOT_PUBLISHED;
  const { minEnd, maxEnd } = clock;
  if (givenEnd === null) return { startDate, endDate: addDays(maxEnd, -1), isMoved: false };
  const end = givenEnd > maxEnd ? maxEnd : minEnd !== null && givenEnd < addDays(minEnd, -1) ? minEnd : givenEnd;
  return { startDate, endDate: lastDay(end, maxEnd), isMoved: end !== givenEnd };
}

/** Departments write the day after the last one as well: a year from 8 October to 8 October. */
function lastDay(end: string, maxEnd: string): string {
  return end === maxEnd ? addDays(maxEnd, -1) : end;
}
