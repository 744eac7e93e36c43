import { keepEnds } from './hidden.ts';
import { plainNumber } from './plain-number.ts';

/** Characters of a citizen identity number and of a foreigner's permanent residence card. */
const CITIZEN_LENGTH = 18;

/**
 * Number of a personal document. Of 18 characters the first six and the last four are kept: the date of birth and two digits
 * of the sequence are hidden. Of any other number (15 digits of the old form, passports, permits of Hong Kong, Macao and
 * Taiwan residents) at most as many, and at least half is hidden.
 */
export function maskIdNumber(text: string): string {
  const number = plainNumber(text);
  const { length } = [...number];
  if (length === CITIZEN_LENGTH) return keepEnds(number, 6, 4);
  const kept = Math.min(10, Math.floor(length / 2));
  const last = Math.min(4, Math.floor(kept / 2));
  return keepEnds(number, Math.min(6, kept - last), last);
}
