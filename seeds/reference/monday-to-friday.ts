/** 1970-01-05, a Monday, as days are numbered from 1970-01-01. */
const MONDAY = 4;

/** Mondays to Fridays from 1970-01-05 up to and including the day; negative before that. */
export function weekdaysUpTo(day: number): number {
  const weeks = Math.floor((day - MONDAY) / 7);
  const daysOfLast = day - MONDAY - weeks * 7 + 1;
  return weeks * 5 + Math.min(daysOfLast, 5);
}

/** The day by which there are so many, the first such. */
export function dayOfWeekday(count: number): number {
  const weeks = Math.floor((count - 1) / 5);
  return MONDAY + weeks * 7 + (count - 1 - weeks * 5);
}

/** Whether the day is none of a weekend. */
export function isMondayToFriday(day: number): boolean {
  return weekdaysUpTo(day) > weekdaysUpTo(day - 1);
}
