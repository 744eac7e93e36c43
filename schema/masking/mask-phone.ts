import { HIDDEN_PART, keepEnds } from './hidden.ts';
import { plainNumber } from './plain-number.ts';

/** Several numbers in one field. */
const BETWEEN_NUMBERS = /[/、，,；;]/;

/** What comes before an extension: a word, a mark, or a dash after a whole number. */
const BEFORE_EXTENSION = /转|分机|ext\.?|x|#|(?<=[\d*]{7})\s*-/i;

/** An area code and what follows it. Area codes begin with 0 and have three digits where the second is 1 or 2, else four. */
const LANDLINE = /^(0[12]\d|0\d{3})([\d*]{5,8})$/;

/**
 * Telephone numbers. Of a mobile number the first three and last four digits are kept, of a landline its area code and the
 * last two; of any other number as much of its ends that at least half is hidden. An extension is hidden whole. Text that is
 * no number is hidden.
 */
export function maskPhone(text: string): string {
  return text.normalize('NFKC').split(BETWEEN_NUMBERS).map(maskOne).join('/');
}

function maskOne(text: string): string {
  const whole = maskMobile(domestic(text));
  if (whole !== null) return whole;
  const [main = '', ...extensions] = text.split(BEFORE_EXTENSION);
  const number = domestic(main);
  if (!/^[\d*]+$/.test(number)) return HIDDEN_PART;
  return maskNumber(number) + (extensions.length > 0 ? `-${HIDDEN_PART}` : '');
}

/** The digits without the country's code. */
function domestic(text: string): string {
  return plainNumber(text)
    .replace(/[()]/g, '')
    .replace(/^(\+|00)?86(?=0?\d{10})/, '');
}

function maskMobile(number: string): string | null {
  return /^1[\d*]{10}$/.test(number) ? keepEnds(number, 3, 4) : null;
}

function maskNumber(number: string): string {
  const [, area, line] = LANDLINE.exec(number) ?? [];
  if (area !== undefined && line !== undefined) return `${area}-${keepEnds(line, 0, 2)}`;
  const kept = Math.floor(number.length / 2);
  const last = Math.min(2, Math.ceil(kept / 2));
  return maskMobile(number) ?? keepEnds(number, Math.min(3, kept - last), last);
}
