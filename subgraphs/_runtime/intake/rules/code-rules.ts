import { resemblesCitizenId } from '../../../../schema/codes/citizen-id-shape.ts';
import { normaliseCode } from '../../../../schema/codes/code-text.ts';
import { checkOrgCode } from '../../../../schema/codes/org-code.ts';
import { registrationCheckAgrees } from '../../../../schema/codes/registration-no.ts';
import { checkTaxNo } from '../../../../schema/codes/tax-no.ts';
import { checkUscc } from '../../../../schema/codes/uscc.ts';
import type { ClueName } from '../../../../seeds/reference/intake-headers.ts';
import type { RuleCode } from '../../../../storage/collection/port.ts';

/** A code of the subject in the form in which codes are kept, and what the rules say of it. */
export interface CodeReading {
  readonly code: string;
  readonly finding: RuleCode | null;
  /** Whether the code holds the number of a person, so that it must not stand in a public field. */
  readonly isPersonal: boolean;
}

/** Codes of a subject that organisations and sole traders have. */
export type CodeClue = Exclude<ClueName, 'kind' | 'name' | 'idType' | 'idNo'>;

/** Tells whether an area has ever registered anybody. */
export type KnowsArea = (areaCode: string) => boolean;

/**
 * R02 and R03: holds a code of the subject against its standard. An organisation code whose check character does not agree is
 * a warning, alone and inside of a unified code, because real organisations have such codes.
 */
export function readSubjectCode(clue: CodeClue, cell: string, isKnownArea: KnowsArea): CodeReading {
  const code = compactCode(cell);
  switch (clue) {
    case 'uscc':
      return readUscc(code, isKnownArea);
    case 'orgCode':
      return readOrgCode(code);
    case 'taxNo':
      return readTaxNo(code);
    case 'registrationNo':
      return readRegistrationNo(code);
    case 'institutionNo':
    case 'socialOrganizationNo':
      return plain(code, isRowOfZeros(code) ? 'R02' : null);
  }
}

/** Upper case, half width, without spaces. */
export function compactCode(cell: string): string {
  const code = normaliseCode(cell);
  return /\s/.test(code) ? code.replace(/\s/g, '') : code;
}

function readUscc(code: string, isKnownArea: KnowsArea): CodeReading {
  const check = checkUscc(code, { isKnownArea });
  if (check.kind === 'invalid') return plain(code, 'R02');
  return plain(check.uscc, check.warnings.length > 0 ? 'R03' : null);
}

function readOrgCode(code: string): CodeReading {
  const check = checkOrgCode(code);
  if (check.kind === 'invalid') return plain(code, 'R02');
  return plain(check.orgCode, check.warnings.length > 0 ? 'R03' : null);
}

/** The tax number of a sole trader or a person holds the citizen's number. */
function readTaxNo(code: string): CodeReading {
  const check = checkTaxNo(code);
  if (check.kind === 'invalid') return plain(code, 'R02');
  return { code: check.taxNo, finding: null, isPersonal: check.warnings.length > 0 };
}

/** Old numbers have many forms. One that is a citizen's of 15 or 18 characters is refused as such: the field is public. */
function readRegistrationNo(code: string): CodeReading {
  if (isRowOfZeros(code)) return plain(code, 'R02');
  const isPersonal = resemblesCitizenId(code) && !registrationCheckAgrees(code);
  return { code, finding: isPersonal ? 'R15' : null, isPersonal };
}

function isRowOfZeros(code: string): boolean {
  return /^0+.?$/.test(code);
}

function plain(code: string, finding: RuleCode | null): CodeReading {
  return { code, finding, isPersonal: false };
}
