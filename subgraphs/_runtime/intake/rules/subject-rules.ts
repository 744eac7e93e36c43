import type { SubjectKind } from '../../../../storage/port.ts';
import { type RowDraft, report } from '../row-draft.ts';
import type { CodeClue } from './code-rules.ts';

/** Unified codes of sole traders begin so (GB 32100-2015: 工商, 个体工商户). */
const SOLE_TRADER_PREFIX = '92';

/** Field of the graph that a code of the subject stands in. */
export const CODE_FIELDS: Readonly<Record<CodeClue, string>> = {
  uscc: 'counterpartyUscc',
  orgCode: 'counterpartyOrgCode',
  registrationNo: 'counterpartyRegistrationNo',
  taxNo: 'counterpartyTaxNo',
  institutionNo: 'counterpartyInstitutionNo',
  socialOrganizationNo: 'counterpartySocialOrganizationNo',
};

const CODES = Object.keys(CODE_FIELDS) as readonly CodeClue[]; // the record has exactly these keys
const NOT_OF_SOLE_TRADERS: readonly CodeClue[] = ['institutionNo', 'socialOrganizationNo'];

/**
 * The kind of subject that the row is about: what it states, else what its codes tell. Older reports have no column for it. Null
 * where nothing tells.
 */
export function subjectKindOf({ kind, clues }: RowDraft): SubjectKind | null {
  if (kind !== null) return kind;
  if (clues.uscc !== undefined) return clues.uscc.startsWith(SOLE_TRADER_PREFIX) ? 'SOLE_TRADER' : 'ORGANIZATION';
  if (CODES.some((code) => clues[code] !== undefined)) return 'ORGANIZATION';
  return clues.idNo === undefined ? null : 'NATURAL_PERSON';
}

/** R05: a person has no codes and no legal representative, an organisation no personal document, and 92 is a sole trader's. */
export function checkExclusivity(draft: RowDraft, kind: SubjectKind): void {
  switch (kind) {
    case 'NATURAL_PERSON':
      refuseCodes(draft, CODES);
      refuseFields(draft, REPRESENTATIVE);
      break;
    case 'SOLE_TRADER':
      checkPrefix(draft, kind);
      refuseCodes(draft, NOT_OF_SOLE_TRADERS);
      break;
    case 'ORGANIZATION':
      checkPrefix(draft, kind);
      if (draft.clues.idNo !== undefined) report(draft, 'R05', 'counterpartyIdNo');
      if (draft.clues.idType !== undefined) report(draft, 'R05', 'counterpartyIdType');
  }
}

const REPRESENTATIVE = ['legalRepresentative', 'legalRepresentativeIdType', 'legalRepresentativeIdNo'];

function refuseFields(draft: RowDraft, names: readonly string[]): void {
  for (const name of names) if (draft.fields[name] != null) report(draft, 'R05', name);
}

function refuseCodes(draft: RowDraft, codes: readonly CodeClue[]): void {
  for (const code of codes) if (draft.clues[code] !== undefined) report(draft, 'R05', CODE_FIELDS[code]);
}

/** The code says sole trader, or it does not; a subject cannot be both. */
function checkPrefix(draft: RowDraft, kind: SubjectKind): void {
  const isSoleTrader = draft.clues.uscc?.startsWith(SOLE_TRADER_PREFIX) ?? kind === 'SOLE_TRADER';
  if (isSoleTrader !== (kind === 'SOLE_TRADER')) report(draft, 'R05', 'counterpartyCategory');
}

/**
 * Whether something tells who it is. The name of an organisation is enough for the queue, where a person decides; that of a
 * natural person never is.
 */
export function isAboutSomebody({ clues }: RowDraft, kind: SubjectKind): boolean {
  if (clues.idNo !== undefined) return true;
  return kind !== 'NATURAL_PERSON' && (clues.name !== undefined || CODES.some((code) => clues[code] !== undefined));
}
