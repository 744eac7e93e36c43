import { isIsoDate } from '../../../../schema/iso-date.ts';
import { halfWidth } from './half-width.ts';

/** What a cell says of a day. */
export type DateReading =
  | { readonly kind: 'day'; readonly date: string }
  /** It has no end. */
  | { readonly kind: 'open' }
  | { readonly kind: 'unreadable' };

const OPEN: DateReading = { kind: 'open' };
const UNREADABLE: DateReading = { kind: 'unreadable' };

const OPEN_WORDS = /^(?:长期|长期有效|永久|永久有效|无期限|无固定期限|[-—－–]+)$/u;

/** From this day on, a date stands for none (有效期至 2099-12-31 of the standard; 2099-01-31 is met too). */
const FROM_HERE_OPEN = '2099-01-01';

/** With one separator throughout, or in Chinese; sheets add the midnight of the day. */
const DAY = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:[ T]0?0:00(?::00(?:\.0+)?)?)?$/u;

/**
 * Reads a day, written YYYY-MM-DD, YYYY/M/D, YYYY.M.D or YYYY年M月D日. Numbers of spreadsheets are no days: they do not say
 * from when they count.
 */
export function readDate(cell: string): DateReading {
  const text = halfWidth(cell).trim();
  if (OPEN_WORDS.test(text)) return OPEN;
  const match = DAY.exec(text);
  if (match === null) return UNREADABLE;
  const [, year, , month = match[5], day = match[6]] = match;
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isIsoDate(date) ? { kind: 'day', date } : UNREADABLE;
}

/** True for days that stand for no end. */
export function isOpenEnd(date: string): boolean {
  return date >= FROM_HERE_OPEN;
}
