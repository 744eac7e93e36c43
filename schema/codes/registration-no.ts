import { COMPARE, foreignPosition, lengthProblem, normaliseCode, textProblem } from './code-text.ts';

export type RegistrationNoWarning = 'REGISTRATION_CHECK_WARN';

/** What {@link checkRegistrationNo} says. */
export type RegistrationNoCheck =
  | { readonly kind: 'valid'; readonly registrationNo: string; readonly warnings: readonly RegistrationNoWarning[] }
  | { readonly kind: 'invalid'; readonly problem: string };

/**
 * Checks a business registration number of 15 digits (工商注册号, GS 15-2006, structure: 6 of the registering authority, 8 of
 * sequence, 1 check digit) after normalising it. A check digit that does not agree is a warning only, because numbers
 * in old records are often wrong; the area is not checked for the same reason.
 */
export function checkRegistrationNo(input: string): RegistrationNoCheck {
  const registrationNo = normaliseCode(input);
  const problem = textProblem(registrationNo) ?? registrationNoProblem(registrationNo);
  if (problem !== null) return { kind: 'invalid', problem };
  const warnings: RegistrationNoWarning[] = registrationCheckAgrees(registrationNo) ? [] : ['REGISTRATION_CHECK_WARN'];
  return { kind: 'valid', registrationNo, warnings };
}

/** True when the last of 15 digits agrees with the 14 before it (GS 15-2006, rule of the check digit). */
export function registrationCheckAgrees(registrationNo: string): boolean {
  return /^\d{15}$/.test(registrationNo) && registrationCheckDigit(registrationNo.slice(0, 14)) === registrationNo[14];
}

/**
 * The check digit for the first 14 digits of a registration number (GS 15-2006, rule of the check digit: the hybrid
 * system MOD 11,10 of ISO 7064).
 * @throws RangeError unless given 14 digits.
 */
export function registrationCheckDigit(first14: string): string {
  if (!/^\d{14}$/.test(first14)) throw new RangeError('A business registration number begins with 14 digits.');
  let product = 10;
  for (const digit of first14) product = (((product + Number(digit)) % 10 || 10) * 2) % 11;
  return String((11 - product) % 10);
}

function registrationNoProblem(text: string): string | null {
  const position = foreignPosition(text, '0123456789');
  if (position !== null)
    return `Position ${position} is not a digit; a business registration number has digits only. ${COMPARE}`;
  return lengthProblem(text, 15, 'a business registration number');
}
