import { foreignPosition, normaliseCode, textProblem } from './code-text.ts';
import { hasCitizenPrefix } from './province-codes.ts';

/**
 * What {@link checkCitizenId} says. `citizenId` always has 18 characters; `birthDate` is `YYYY-MM-DD`; `areaCode` is
 * the area at first issue, which may be abolished today.
 */
export type CitizenIdCheck =
  | {
      readonly kind: 'valid';
      readonly citizenId: string;
      readonly areaCode: string;
      readonly birthDate: string;
      readonly sex: 'male' | 'female';
    }
  | { readonly kind: 'invalid'; readonly problem: string };

/**
 * Checks a citizen identity number (公民身份号码, GB 11643-1999, structure) after normalising it; the 15 digits of the 1989
 * edition are accepted and upgraded. The province must be known, the birth date must exist and not lie after `today`
 * (`YYYY-MM-DD`, the caller's clock), the check character must agree. No message holds any part of the number.
 * @throws RangeError when `today` is not such a date: a wrong clock must not pass births in the future.
 */
export function checkCitizenId(input: string, today: string): CitizenIdCheck {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today)) throw new RangeError('`today` must be a date, YYYY-MM-DD.');
  const text = normaliseCode(input);
  const problem = textProblem(text) ?? formProblem(text);
  if (problem !== null) return { kind: 'invalid', problem };
  const citizenId = text.length === 15 ? upgradeCitizenId(text) : text;
  const contentProblem = areaProblem(citizenId) ?? birthProblem(citizenId, today) ?? checkProblem(citizenId);
  if (contentProblem !== null) return { kind: 'invalid', problem: contentProblem };
  return {
    kind: 'valid',
    citizenId,
    areaCode: citizenId.slice(0, 6),
    birthDate: birthDateOf(citizenId),
    sex: Number(citizenId.charAt(16)) % 2 === 1 ? 'male' : 'female',
  };
}

/**
 * The 18 characters of a number of 15 digits: `19` goes after the area and the check character to the end
 * (GB 11643-1999, change from the edition of 1989). It does not look at the area or the date; {@link checkCitizenId} does.
 * @throws RangeError unless given 15 digits.
 */
export function upgradeCitizenId(fifteen: string): string {
  if (!/^\d{15}$/.test(fifteen)) throw new RangeError('Only a number of 15 digits can be upgraded.');
  const first17 = `${fifteen.slice(0, 6)}19${fifteen.slice(6)}`;
  return first17 + citizenIdCheckChar(first17);
}

/**
 * The check character for the first 17 digits (GB 11643-1999, rule of the check character: ISO 7064 MOD 11-2).
 * @throws RangeError unless given 17 digits.
 */
export function citizenIdCheckChar(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new RangeError('A citizen identity number begins with 17 digits.');
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17.charAt(index)), 0);
  return CHECK_CHARS.charAt(sum % 11);
}

/** True when a text of 18 characters has a check character that agrees; area and birth date are not looked at. */
export function citizenIdCheckAgrees(text: string): boolean {
  return /^\d{17}[\dX]$/.test(text) && citizenIdCheckChar(text.slice(0, 17)) === text[17];
}

/** 2^(18 - i) mod 11 for the positions i = 1 to 17. */
const WEIGHTS: readonly number[] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARS = '10X98765432';

/** Nobody on record was born earlier; a year before it is a slip. */
const EARLIEST_BIRTH = '1800-01-01';
const COMPARE = 'Compare the number with the identity card.';

function formProblem(text: string): string | null {
  const length = [...text].length;
  if (length !== 18 && length !== 15) {
    return `The number has ${length} characters; a citizen identity number has 18, or 15 in its old form. ${COMPARE}`;
  }
  const position = foreignPosition(length === 18 ? text.replace(/X$/, '0') : text, '0123456789');
  if (position === null) return null;
  return `Position ${position} must be a digit${position === 18 ? ' or X' : ''}. ${COMPARE}`;
}

function areaProblem(citizenId: string): string | null {
  return hasCitizenPrefix(citizenId) ? null : `Positions 1 and 2 are not the code of a province. ${COMPARE}`;
}

function birthProblem(citizenId: string, today: string): string | null {
  const birthDate = birthDateOf(citizenId);
  if (!isCalendarDate(birthDate) || birthDate < EARLIEST_BIRTH) {
    return `The birth date, from position 7 on, is not a possible date. ${COMPARE}`;
  }
  return birthDate > today ? `The birth date, from position 7 on, lies in the future. ${COMPARE}` : null;
}

function birthDateOf(citizenId: string): string {
  return `${citizenId.slice(6, 10)}-${citizenId.slice(10, 12)}-${citizenId.slice(12, 14)}`;
}

/** `Date` moves 30 February to March instead of refusing it, so the date must come back as it went in. */
function isCalendarDate(isoDate: string): boolean {
  const time = Date.parse(`${isoDate}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(isoDate);
}

/** The expected character is not named: for a person's number it would be the one digit that the caller lacks. */
function checkProblem(citizenId: string): string | null {
  if (citizenIdCheckAgrees(citizenId)) return null;
  return `The check character at position 18 does not agree with the digits before it. ${COMPARE}`;
}
