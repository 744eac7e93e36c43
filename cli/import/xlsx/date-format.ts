/** What a cell's number format shows of a day count. */
export type DateFormat = 'date' | 'datetime' | 'time';

/** Formats that have a number only (ECMA-376 part 1, 18.8.30), with those that mean dates in a Chinese workbook. */
const DATES = new Set([14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
const TIMES = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56]);
const DATE_AND_TIME = 22;

/** Numbers from here on are the workbook's own formats. */
const FIRST_OWN_FORMAT = 164;

/** What the format shows; null where it is none of a date. */
export function dateFormatOf(id: number, ownCodes: ReadonlyMap<number, string>): DateFormat | null {
  const code = ownCodes.get(id);
  if (code !== undefined && (id >= FIRST_OWN_FORMAT || !isBuiltIn(id))) return dateFormatOfCode(code);
  if (DATES.has(id)) return 'date';
  if (TIMES.has(id)) return 'time';
  return id === DATE_AND_TIME ? 'datetime' : null;
}

function isBuiltIn(id: number): boolean {
  return DATES.has(id) || TIMES.has(id) || id === DATE_AND_TIME;
}

/** What a format's code shows (18.8.31), by its first section: for positive numbers. */
export function dateFormatOfCode(code: string): DateFormat | null {
  const letters = code
    .replace(/"[^"]*"|\\.|_.|\*./gs, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .replace(/;.*$/s, '')
    .toLowerCase();
  if (letters.includes('general')) return null;
  const hasTime = /[hs]/.test(letters);
  const hasDay = /[yd]/.test(letters) || (letters.includes('m') && !hasTime);
  if (hasDay) return hasTime ? 'datetime' : 'date';
  return hasTime ? 'time' : null;
}
