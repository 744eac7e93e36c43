import { PERSON_NOT_LOOKED_UP, resemblesCitizenId } from './citizen-id-shape.ts';
import { COMPARE, normaliseCode, textProblem } from './code-text.ts';
import { checkOrgCode, orgCheckAgrees } from './org-code.ts';
import { checkRegistrationNo, registrationCheckAgrees } from './registration-no.ts';
import { checkTaxNo } from './tax-no.ts';
import { beginsLikeUscc, checkUscc, type UsccOptions } from './uscc.ts';

/** What {@link recogniseCode} says. `value` is normalised, an organisation code without its hyphen. */
export type RecognisedCode =
  | { readonly kind: 'uscc' | 'orgCode' | 'registrationNo' | 'taxNo'; readonly value: string }
  | { readonly kind: 'invalid'; readonly problem: string };

/**
 * Tells which of an organisation's numbers (domain.md §1.6) a person typed, by its length and its check characters:
 * 18 characters are a unified social credit code; 9, or 8 and one after a hyphen, an organisation code; 15 digits a
 * registration number or, if only its organisation code agrees, a tax number; 15 with letters, 17 or 20 a tax number.
 * What looks like a citizen identity number, alone or inside a tax number, is refused: persons have their own path.
 * Some citizens' numbers of 15 digits (out of use since 2013) have an organisation's check digit by chance and pass;
 * a look-up among organisations then finds nothing.
 */
export function recogniseCode(input: string, options: UsccOptions = {}): RecognisedCode {
  const text = normaliseCode(input);
  const problem = textProblem(text);
  if (problem !== null) return invalid(resemblesCitizenId(text) ? PERSON_NOT_LOOKED_UP : problem);
  if (/^.{8}-.$/u.test(text)) return orgCode(text);
  switch ([...text].length) {
    case 18:
      return uscc(text, options);
    case 9:
      return orgCode(text);
    case 15:
      return fifteen(text);
    case 17:
    case 20:
      return taxNo(text);
    default:
      return invalid(resemblesCitizenId(text) ? PERSON_NOT_LOOKED_UP : unknownLength(text));
  }
}

function uscc(text: string, options: UsccOptions): RecognisedCode {
  const check = checkUscc(text, options);
  return check.kind === 'valid' ? { kind: 'uscc', value: check.uscc } : check;
}

function orgCode(text: string): RecognisedCode {
  const check = checkOrgCode(text);
  return check.kind === 'valid' ? { kind: 'orgCode', value: check.orgCode } : check;
}

/**
 * Registration numbers, tax numbers and citizens' old numbers share this length, and one in 27 numbers of organisations
 * has a date where a citizen's has it. So a check that agrees decides first; only the rest is taken for a person's.
 */
function fifteen(text: string): RecognisedCode {
  if (!/^\d+$/.test(text)) return taxNo(text);
  if (registrationCheckAgrees(text)) return registrationNo(text);
  if (orgCheckAgrees(text.slice(6))) return { kind: 'taxNo', value: text };
  return resemblesCitizenId(text) ? invalid(PERSON_NOT_LOOKED_UP) : registrationNo(text);
}

function registrationNo(text: string): RecognisedCode {
  const check = checkRegistrationNo(text);
  return check.kind === 'valid' ? { kind: 'registrationNo', value: check.registrationNo } : check;
}

function taxNo(text: string): RecognisedCode {
  const check = checkTaxNo(text);
  if (check.kind === 'invalid') return check;
  if (check.warnings.length > 0) return invalid(PERSON_NOT_LOOKED_UP);
  // Far more often a unified code that lost a character than one of the rare tax numbers of this length.
  if (text.length === 17 && beginsLikeUscc(text)) return invalid(unknownLength(text));
  return { kind: 'taxNo', value: check.taxNo };
}

function unknownLength(text: string): string {
  return (
    `The code has ${[...text].length} characters. A unified social credit code has 18, an organisation code 9, ` +
    `a business registration number 15, a tax number 15, 17, 18 or 20. ${COMPARE}`
  );
}

function invalid(problem: string): RecognisedCode {
  return { kind: 'invalid', problem };
}
