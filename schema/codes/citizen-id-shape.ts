import { hasCitizenPrefix } from './province-codes.ts';

/** The answer to an input that looks like a person's number where an organisation's code is expected. */
export const PERSON_NOT_LOOKED_UP =
  'This looks like a citizen identity number. Persons are not looked up by number here. ' +
  'For an organisation, give the 18 characters of its unified social credit code.';

/**
 * True when a normalised text resembles a citizen identity number of 18 or 15 digits (GB 11643-1999), also one with a
 * mistyped date or check character, one that lost its last digit, one written with spaces or hyphens, or one that
 * carries the suffix of a personal tax number. It is generous on purpose: it chooses the message for a text that is
 * refused anyway, and it keeps personal numbers out of look-ups. It must never be the only reason to refuse a code
 * whose own check agrees.
 */
export function resemblesCitizenId(text: string): boolean {
  const compact = text.replace(/[\s\p{C}\p{Z}-]/gu, '');
  if (!hasCitizenPrefix(compact)) return false;
  return RESEMBLES_18.test(compact) || RESEMBLES_15.test(compact);
}

/** Six digits of area, a century that persons on record were born in, nine more digits, and up to three characters. */
const RESEMBLES_18 = /^\d{6}(18|19|20)\d{9}.{0,3}$/u;

/** Six digits of area, year, month, day, three digits of sequence, and up to two characters. */
const RESEMBLES_15 = /^\d{8}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}.{0,2}$/u;
