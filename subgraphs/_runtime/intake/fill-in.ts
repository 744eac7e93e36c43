import type { SubjectKind } from '../../../storage/port.ts';
import type { RecordType } from '../record-type.ts';
import { type RowDraft, report } from './row-draft.ts';
import { bodyCodeByName, type ReportingBodies } from './rules/body-rules.ts';

/** What filling in depends on. */
export interface FillInContext {
  readonly type: RecordType;
  readonly bodies: ReportingBodies;
  /** Whether the report has a column for the field. */
  readonly hasColumn: (field: string) => boolean;
  readonly receivedOn: string;
}

/**
 * Fills in what a report has no column for, and what follows from its other cells: the bodies, the law where the catalogue
 * names it, and for permits of the older standard their beginning and whether they are still good.
 */
export function fillIn(draft: RowDraft, context: FillInContext): void {
  fillInBodies(draft, context);
  const { fields } = draft;
  const { type, hasColumn, receivedOn } = context;
  if (!hasColumn('legalBasis')) fields.legalBasis = type.entry.basis;
  if (!type.standards.has('AdminPermit')) return;
  if (!hasColumn('validFrom') && fields.decisionDate !== undefined) fields.validFrom = fields.decisionDate;
  if (!hasColumn('permitStatus')) fields.permitStatus = isGood(fields, receivedOn) ? 'VALID' : 'INVALID';
}

function fillInBodies(draft: RowDraft, { bodies, hasColumn }: FillInContext): void {
  const { fields } = draft;
  if (!hasColumn('decidingOrgCode')) fillInCode(draft, 'decidingOrgCode', fields.decidingOrgName, bodies);
  if (!hasColumn('sourceOrgName')) fields.sourceOrgName = bodies.name;
  if (!hasColumn('sourceOrgCode')) {
    if (hasColumn('sourceOrgName')) fillInCode(draft, 'sourceOrgCode', fields.sourceOrgName, bodies);
    else fields.sourceOrgCode = bodies.orgCode;
  }
}

/** R12 where the department lists no body of that name. A missing name is found elsewhere. */
function fillInCode(draft: RowDraft, field: string, name: unknown, bodies: ReportingBodies): void {
  if (name === undefined) return;
  const code = bodyCodeByName(name, bodies);
  if (code === null) report(draft, 'R12', field);
  else draft.fields[field] = code;
}

function isGood({ state, validTo }: RowDraft['fields'], receivedOn: string): boolean {
  return state !== 'WITHDRAWN' && (typeof validTo !== 'string' || validTo >= receivedOn);
}

/** Puts what is known of the subject into the fields that the type has for it; personal numbers go to sealed fields only. */
export function fillInSubject(draft: RowDraft, type: RecordType, kind: SubjectKind): void {
  const { fields, clues } = draft;
  if (!type.standards.has('CounterpartyRecord')) return;
  fields.counterpartyCategory = kind;
  if (clues.idType !== undefined) fields.counterpartyIdType = clues.idType;
  if (clues.idNo !== undefined) fields.counterpartyIdNo = clues.idNo;
}
