import { checkCitizenId } from '../../../schema/codes/citizen-id.ts';

/** Kinds of personal numbers that free text is searched for. */
export type PersonalNumber = 'citizen-id' | 'mobile-number' | 'bank-card';

/** Digits in groups, as people write long numbers: a few spaces or dashes at most between two digits. */
const DIGITS = /\d(?:[\s\p{Pd}]{0,3}\d)*(?:[\s\p{Pd}]{0,3}x)?/giu;

/**
 * A personal number in the text; null where there is none. Full-width digits count like others, and so do numbers in groups.
 * Found are citizen identity numbers whose check character agrees, mobile numbers, and numbers of bank cards (16 to 19 digits of
 * a range that banks issue, with a check digit that agrees). Numbers of other kinds can look like these; of a card that is so
 * for one in ten numbers of those ranges.
 */
export function personalNumberIn(text: string): PersonalNumber | null {
  if (!mayHoldLongNumber(text)) return null;
  for (const [run] of text.normalize('NFKC').matchAll(DIGITS)) {
    const groups = run.split(/[\s\p{Pd}]+/u);
    if (joined(groups, isCitizenGrouping).some(isCitizenId)) return 'citizen-id';
    if (joined(groups, isMobileGrouping).some(isMobile)) return 'mobile-number';
    if (joined(groups, isCardGrouping).some(isBankCard)) return 'bank-card';
  }
  return null;
}

/** Fewest digits of a personal number: those of a mobile telephone. */
const FEWEST_DIGITS = 11;

/** Most digits that one character turns into under NFKC: ⅒ becomes 1⁄10. */
const MOST_DIGITS_OF_ONE = 3;

/**
 * False where no run of the text can have digits enough. It is generous, and cheap: most texts end here, before anything is
 * normalised. What is neither a digit nor sure to end a run counts as the digits that it could turn into.
 */
function mayHoldLongNumber(text: string): boolean {
  let digits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) digits += 1;
    else if (endsRun(code)) digits = 0;
    else if (code !== 0x20 && code !== 0x2d) digits += MOST_DIGITS_OF_ONE;
    if (digits >= FEWEST_DIGITS) return true;
  }
  return false;
}

/** Visible ASCII but the digits and the hyphen, Chinese characters, and the usual Chinese punctuation. */
function endsRun(code: number): boolean {
  return (
    (code > 0x20 && code < 0x7f && code !== 0x2d) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x3001 && code <= 0x3011) ||
    code === 0x3014 ||
    code === 0x3015 ||
    code === 0xff08 ||
    code === 0xff09 ||
    code === 0xff0c ||
    code === 0xff1a ||
    code === 0xff1b
  );
}

/** Later than any birth: whether a birth lies in the future is no matter of whether a number is one. */
const END_OF_TIME = '9999-12-31';

/** The number and nothing more: numbers of commitments and cases begin with an area and a day as well, and are longer. */
function isCitizenGrouping(lengths: readonly number[]): boolean {
  return lengths.reduce((sum, length) => sum + length, 0) === 18;
}

function isCitizenId(number: string): boolean {
  return checkCitizenId(number, END_OF_TIME).kind === 'valid';
}

/** The numbers that neighbouring groups make, where they are grouped as such numbers are. */
function joined(groups: readonly string[], isGrouping: (lengths: readonly number[]) => boolean): readonly string[] {
  return groups.flatMap((_, start) =>
    groups.slice(start, start + MAX_GROUPS).flatMap((_, count) => {
      const together = groups.slice(start, start + count + 1);
      return isGrouping(together.map(({ length }) => length)) ? [together.join('')] : [];
    }),
  );
}

/** Most groups that a number is written in. */
const MAX_GROUPS = 5;

/** 11 digits in groups of three or more, with or without the country's 86 before them. */
function isMobileGrouping(lengths: readonly number[]): boolean {
  const [first, ...others] = lengths;
  return others.every((length) => length >= 3) && first !== undefined && (first >= 2 || others.length === 0);
}

/** Not grouped, in fours, or six and the rest. Codes of projects and cases have groups of many lengths. */
function isCardGrouping(lengths: readonly number[]): boolean {
  const last = lengths.at(-1) ?? 0;
  const inFours = lengths.slice(0, -1).every((length) => length === 4) && last <= 4;
  return lengths.length === 1 || inFours || (lengths.length === 2 && lengths[0] === 6);
}

function isMobile(number: string): boolean {
  return /^(?:(?:00)?86)?1[3-9]\d{9}$/.test(number);
}

/** UnionPay and its older ranges in all lengths, the international schemes in theirs. */
const CARD = /^(?:(?:62|60|9558)\d{12,17}|4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|35\d{14})$/;

function isBankCard(number: string): boolean {
  return number.length >= 16 && CARD.test(number) && luhnAgrees(number);
}

/** ISO/IEC 7812-1, annex B. */
function luhnAgrees(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < number.length; index += 1) {
    const digit = Number(number[number.length - 1 - index]);
    const weighted = index % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
