import { HubError } from './errors.ts';

const DAY_MS = 86_400_000;

/** True when the text is a day that exists, written YYYY-MM-DD (GB/T 7408). */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  return day >= 1 && day <= daysOfMonth(yearOf(text), month);
}

/** Days of the month, from 1; none where there is no such month. */
function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return MONTH_DAYS[month] ?? 0;
}

const MONTH_DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Number of the day since 1970-01-01; INVALID_ARGUMENT when the text is not a day. */
export function dayNumber(date: string): number {
  if (isIsoDate(date)) return Date.parse(date) / DAY_MS;
  throw new HubError('INVALID_ARGUMENT', {
    details: { argument: 'date', problem: 'It is not a day of the calendar, written YYYY-MM-DD.' },
  });
}

/** The day with the given number since 1970-01-01. */
export function dayOfNumber(day: number): string {
  return isoDate(day * DAY_MS);
}

/** The day so many calendar days later; earlier when negative. */
export function addDays(date: string, days: number): string {
  return dayOfNumber(dayNumber(date) + days);
}

/**
 * The same day so many months later, or the last day of that month where it is shorter: one month after 31 January is
 * 28 or 29 February. Always counted from the first date, so that twelve months are a year.
 */
export function addMonths(date: string, months: number): string {
  const start = new Date(dayNumber(date) * DAY_MS);
  const year = start.getUTCFullYear();
  const month = start.getUTCMonth() + months;
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return isoDate(Date.UTC(year, month, Math.min(start.getUTCDate(), lastOfMonth)));
}

function isoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Year of the day. */
export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}
