import type { DateFormat } from './date-format.ts';

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;

/** 1900 is no leap year, but spreadsheets count a 29 February in it as day 60, so that later days are counted from a day before. */
const EPOCHS = {
  before1900March: Date.UTC(1899, 11, 31),
  from1900March: Date.UTC(1899, 11, 30),
  from1904: Date.UTC(1904, 0, 1),
} as const;
const DAY_THAT_NEVER_WAS = 60;

const END = Date.UTC(10_000, 0, 1);

/**
 * A count of days as ISO text, as far as the format shows it: date, date and time (without the time at midnight), or time of day.
 * Parts of a day are rounded to seconds.
 *
 * @returns null where it is no day between 1900 and 9999, or no time of day
 */
export function serialDate(days: number, format: DateFormat, from1904: boolean): string | null {
  if (!(days >= 0) || (Math.floor(days) === DAY_THAT_NEVER_WAS && !from1904)) return null;
  if (format === 'time') return days < 1 ? timeOf(days * DAY_MS) : null;
  if (days < 1 && !from1904) return null;
  const at = epochOf(days, from1904) + roundedToSeconds(days * DAY_MS);
  if (at >= END) return null;
  const [date = '', time = ''] = new Date(at).toISOString().slice(0, 19).split('T');
  return format === 'date' || time === '00:00:00' ? date : `${date}T${time}`;
}

function epochOf(days: number, from1904: boolean): number {
  if (from1904) return EPOCHS.from1904;
  return days < DAY_THAT_NEVER_WAS ? EPOCHS.before1900March : EPOCHS.from1900March;
}

function timeOf(ms: number): string {
  return new Date(roundedToSeconds(ms)).toISOString().slice(11, 19);
}

function roundedToSeconds(ms: number): number {
  return Math.round(ms / SECOND_MS) * SECOND_MS;
}
