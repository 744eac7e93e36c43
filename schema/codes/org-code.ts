import { foreignPosition, lengthProblem, normaliseCode, textProblem } from './code-text.ts';

export type OrgCodeWarning = 'ORG_CHECK_WARN';

/** What {@link checkOrgCode} says. `orgCode` has 9 characters, without the hyphen. */
export type OrgCodeCheck =
  | { readonly kind: 'valid'; readonly orgCode: string; readonly warnings: readonly OrgCodeWarning[] }
  | { readonly kind: 'invalid'; readonly problem: string };

/**
 * Checks an organisation code (组织机构代码, GB 11714-1997, structure), written `XXXXXXXX-X` or as 9 characters, after
 * normalising it. A check character that does not agree is a warning only: such codes are in use
 * (15 of 92,549 real codes, domain.md §1.2), and refusing them would lose real organisations.
 */
export function checkOrgCode(input: string): OrgCodeCheck {
  const orgCode = normaliseCode(input).replace(/^(.{8})-(.)$/u, '$1$2');
  const problem = textProblem(orgCode) ?? orgCodeProblem(orgCode);
  if (problem !== null) return { kind: 'invalid', problem };
  return { kind: 'valid', orgCode, warnings: orgCheckAgrees(orgCode) ? [] : ['ORG_CHECK_WARN'] };
}

/** True when the ninth character agrees with the eight before it (GB 11714-1997, rule of the check character). */
export function orgCheckAgrees(orgCode: string): boolean {
  return /^[0-9A-Z]{9}$/.test(orgCode) && orgCheckChar(orgCode.slice(0, 8)) === orgCode[8];
}

/**
 * The check character for the first 8 characters of an organisation code (GB 11714-1997, rule of the check character).
 * @throws RangeError unless given 8 characters of 0-9, A-Z.
 */
export function orgCheckChar(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new RangeError('An organisation code begins with 8 characters of 0-9, A-Z.');
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(first8.charAt(index)), 0);
  return CHECK_CHARS.charAt(sum % 11);
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const WEIGHTS: readonly number[] = [3, 7, 9, 10, 5, 8, 4, 2];

/** By the remainder r: 11 - r, where 11 is written 0 and 10 is written X. */
const CHECK_CHARS = '0X987654321';

function orgCodeProblem(text: string): string | null {
  const position = foreignPosition(text, ALPHABET);
  if (position !== null) {
    return `Position ${position} is neither a digit nor a letter A to Z. Write 9 characters, or 8, a hyphen and the check character.`;
  }
  return lengthProblem(text, 9, 'an organisation code');
}
