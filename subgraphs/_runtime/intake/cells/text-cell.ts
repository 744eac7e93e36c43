import { halfWidth } from './half-width.ts';

/** The text without blanks around it, with plain line ends and without marks that nobody sees. */
export function tidyText(cell: string): string {
  return NEEDS_TIDYING.test(cell)
    ? cell
        .replace(/\r\n?/g, '\n')
        .replace(/[\u200B\uFEFF]/g, '')
        .trim()
    : cell;
}

const NEEDS_TIDYING = /^\s|\s$|[\r\u200B\uFEFF]/u;

/**
 * A name in the form in which it is kept: letters and digits half-width, brackets full-width where the name is Chinese, no
 * blanks between Chinese characters.
 */
export function tidyName(cell: string): string {
  const name = halfWidth(tidyText(cell)).replace(/\s+/gu, ' ').trim();
  if (!/\p{Script=Han}/u.test(name)) return name;
  return name
    .replace(/(?<=[\p{Script=Han}()·]) | (?=[\p{Script=Han}()·])/gu, '')
    .replaceAll('(', '（')
    .replaceAll(')', '）');
}

/** Signs that no report means to hold: controls but line ends and tabs, marks that turn the direction, and failed decoding. */
const CONTROL = /(?![\t\n\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069\uFFFD-\uFFFF]/u;

export function holdsControls(text: string): boolean {
  return CONTROL.test(text);
}

/** True where the text has more characters than that; a character outside of the basic plane counts once. */
export function isLongerThan(text: string, max: number): boolean {
  return text.length > max && [...text].length > max;
}
