import { HubError } from '../../schema/errors.ts';
import { dayNumber, dayOfNumber } from '../../schema/iso-date.ts';
import { dayOfWeekday, isMondayToFriday, weekdaysUpTo } from './monday-to-friday.ts';

/** Which days are worked: Monday to Friday, but for the exceptions. */
export interface WorkingCalendar {
  /** First day that the calendar covers. */
  readonly from: string;
  /** Last day that the calendar covers. */
  readonly to: string;
  /** Days that differ from Monday to Friday: a holiday is false, a weekend day that is worked (调休) is true. */
  readonly exceptions: ReadonlyMap<string, boolean>;
}

/**
 * Counting in working days. Dates are ISO days; one before the calendar is CALENDAR_OUT_OF_RANGE. After it every Monday to
 * Friday counts, provisionally: the notice of a year comes late in the one before, and deadlines must not wait for it.
 */
export interface WorkingDays {
  /** Whether the calendar covers the date: what is said of later ones may change. */
  isKnown(date: string): boolean;
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

  /** What there are more Mondays to Fridays in the calendar, counted from 1970-01-05, than days that are worked. */
  const surplus = weekdaysUpTo(lastDay) - worked.length;
  const countUpTo = (date: string): number => {
    const day = dayNumber(date);
    if (day < firstDay) throw new HubError('CALENDAR_OUT_OF_RANGE', { details: { from, to, date } });
    return workedUpTo[day - firstDay] ?? weekdaysUpTo(day) - surplus;
  };

  return Object.freeze({
    isKnown: (date: string) => firstDay <= dayNumber(date) && dayNumber(date) <= lastDay,
    isWorkday: (date: string) => {
      const day = dayNumber(date);
      return day > lastDay ? isMondayToFriday(day) : worked[countUpTo(date) - 1] === day;
    },
    addWorkingDays: (date: string, days: number) => {
      checkCount(days);
      const count = countUpTo(date) + days;
      return days === 0 ? date : dayOfNumber(worked[count - 1] ?? dayOfWeekday(count + surplus));
    },
    workingDaysBetween: (start: string, end: string) => countUpTo(end) - countUpTo(start),
  });
}

function checkCount(days: number): void {
  if (Number.isSafeInteger(days) && days >= 0) return;
  throw new HubError('INVALID_ARGUMENT', {
    details: { argument: 'days', problem: 'It is not a whole number from 0.' },
  });
}
