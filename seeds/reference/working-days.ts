import { HubError } from '../../schema/errors.ts';
import { addDays, dayNumber, dayOfNumber } from '../../schema/iso-date.ts';

/** Which days are worked: Monday to Friday, but for the exceptions. */
export interface WorkingCalendar {
  /** First day that the calendar covers. */
  readonly from: string;
  /** Last day that the calendar covers. */
  readonly to: string;
  /** Days that differ from Monday to Friday: a holiday is false, a weekend day that is worked (调休) is true. */
  readonly exceptions: ReadonlyMap<string, boolean>;
}

/** Counting in working days. Dates are ISO days; one outside of the calendar is CALENDAR_OUT_OF_RANGE. */
export interface WorkingDays {
  isWorkday(date: string): boolean;
  /**
   * The n-th working day after the date. Day 1 is the first working day from the next day on (自…之日起, the day of the
   * event itself does not count); 0 is the date itself.
   */
  addWorkingDays(date: string, days: number): string;
  /** Working days after the first date up to and including the second; negative when the second is earlier. */
  workingDaysBetween(start: string, end: string): number;
}

/**
 * Working days by the calendar of the State Council: statutory holidays do not count, and weekend days that are worked
 * in exchange do (国务院办公厅关于部分节假日安排的通知). Pure; the work is done once, each question is a look-up.
 */
export function workingDays(calendar: WorkingCalendar): WorkingDays {
  const { from, to } = calendar;
  const firstDay = dayNumber(from);
  const lastDay = dayNumber(to);
  const worked: number[] = [];
  /** Working days from the first day of the calendar up to and including the day at the same index. */
  const workedUpTo: number[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    if (calendar.exceptions.get(dayOfNumber(day)) ?? isMondayToFriday(day)) worked.push(day);
    workedUpTo.push(worked.length);
  }

  const outside = (date: string): HubError => new HubError('CALENDAR_OUT_OF_RANGE', { details: { from, to, date } });
  const countUpTo = (date: string): number => {
    const total = workedUpTo[dayNumber(date) - firstDay];
    if (total === undefined) throw outside(date);
    return total;
  };

  return Object.freeze({
    isWorkday: (date: string) => {
      const day = dayNumber(date);
      return worked[countUpTo(date) - 1] === day;
    },
    addWorkingDays: (date: string, days: number) => {
      checkCount(days);
      const before = countUpTo(date);
      if (days === 0) return date;
      const day = worked[before + days - 1];
      if (day === undefined) throw outside(addDays(to, 1));
      return dayOfNumber(day);
    },
    workingDaysBetween: (start: string, end: string) => countUpTo(end) - countUpTo(start),
  });
}

function isMondayToFriday(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7; // 1970-01-01 was a Thursday
  return weekday >= 1 && weekday <= 5;
}

function checkCount(days: number): void {
  if (Number.isSafeInteger(days) && days >= 0) return;
  throw new HubError('INVALID_ARGUMENT', {
    details: { argument: 'days', problem: 'It is not a whole number from 0.' },
  });
}
