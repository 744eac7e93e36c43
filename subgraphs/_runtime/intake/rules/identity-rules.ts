import { checkCitizenId } from '../../../../schema/codes/citizen-id.ts';
import { type RowDraft, report } from '../row-draft.ts';
import { compactCode } from './code-rules.ts';

const CITIZEN_ID = 'CITIZEN_ID';

/**
 * R04 for the person whom the row is about: a citizen identity number is held against its standard and kept with its 18
 * characters. Where nothing says what document it is of, it is one.
 */
export function checkIdentity(draft: RowDraft, receivedOn: string): void {
  const { clues } = draft;
  if (clues.idNo === undefined) return;
  clues.idType ??= CITIZEN_ID;
  clues.idNo = readIdentity(draft, clues.idType, clues.idNo, 'counterpartyIdNo', receivedOn);
}

/** The same for the legal representative, of records that say what document the number is of. */
export function checkRepresentativeIdentity(draft: RowDraft, receivedOn: string): void {
  const { fields } = draft;
  const { legalRepresentativeIdNo: idNo, legalRepresentativeIdType: idType } = fields;
  if (typeof idNo !== 'string') return;
  const type = typeof idType === 'string' ? idType : CITIZEN_ID;
  fields.legalRepresentativeIdType = type;
  fields.legalRepresentativeIdNo = readIdentity(draft, type, idNo, 'legalRepresentativeIdNo', receivedOn);
}

function readIdentity(draft: RowDraft, idType: string, cell: string, field: string, receivedOn: string): string {
  const idNo = compactCode(cell);
  if (idType !== CITIZEN_ID) return idNo;
  const check = checkCitizenId(idNo, receivedOn);
  if (check.kind === 'valid') return check.citizenId;
  report(draft, 'R04', field);
  return idNo;
}
