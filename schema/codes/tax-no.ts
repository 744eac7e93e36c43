import { resemblesCitizenId } from './citizen-id-shape.ts';
import { COMPARE, foreignPosition, normaliseCode, textProblem } from './code-text.ts';
import { checkUscc } from './uscc.ts';

export type TaxNoWarning = 'MAY_HOLD_CITIZEN_ID';

/** What {@link checkTaxNo} says. A number with `MAY_HOLD_CITIZEN_ID` must be treated as a person's number. */
export type TaxNoCheck =
  | { readonly kind: 'valid'; readonly taxNo: string; readonly warnings: readonly TaxNoWarning[] }
  | { readonly kind: 'invalid'; readonly problem: string };

/**
 * Checks a taxpayer number (税务登记号 / 纳税人识别号) after normalising it: 15, 17, 18 or 20 digits and capital letters,
 * the form that the 双公示 standard's validators accept (domain.md §2.4). There is no common check character. The numbers
 * of sole traders and persons hold their citizen identity number; such a one is valid here, with a warning.
 */
export function checkTaxNo(input: string): TaxNoCheck {
  const taxNo = normaliseCode(input);
  const problem = textProblem(taxNo) ?? taxNoProblem(taxNo);
  if (problem !== null) return { kind: 'invalid', problem };
  return { kind: 'valid', taxNo, warnings: mayHoldCitizenId(taxNo) ? ['MAY_HOLD_CITIZEN_ID'] : [] };
}

function taxNoProblem(text: string): string | null {
  const position = foreignPosition(text, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  if (position !== null) return `Position ${position} is neither a digit nor a letter A to Z. ${COMPARE}`;
  if ([15, 17, 18, 20].includes(text.length)) return null;
  return `The number has ${text.length} characters; a tax number has 15, 17, 18 or 20. ${COMPARE}`;
}

/**
 * Only the mod 31 of a unified code is strong enough to lift the suspicion. The organisation code at the end of a number
 * of 15 is not: it agrees by chance in one of eleven citizens' numbers, which would then be handled as public.
 */
function mayHoldCitizenId(taxNo: string): boolean {
  return resemblesCitizenId(taxNo) && checkUscc(taxNo.slice(0, 18)).kind === 'invalid';
}
