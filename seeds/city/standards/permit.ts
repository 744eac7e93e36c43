import { addMonths } from '../../../schema/iso-date.ts';
import type { CaseContext, RecordFields } from '../record-seed.ts';
import { counterparty } from './counterparty.ts';
import { decision } from './decision.ts';

/** A kind of permit. */
export interface PermitCase {
  readonly documentTitle: string;
  /** Value of the graph's PermitKind. */
  readonly kind: string;
  readonly certificateName: string;
  /** What is permitted. */
  readonly content: string;
  readonly legalBasis: string;
  /** Validity in months; null for no end. */
  readonly validMonths: number | null;
}

/** An administrative permit by one of the cases; `series` is the mark of the document series. */
export function permit(context: CaseContext, series: string, cases: readonly PermitCase[]): RecordFields {
  const { random, subject, ordinal, today } = context;
  const chosen = random.pick(cases);
  const base = decision(context, {
    series,
    legalBasis: chosen.legalBasis,
    withinMonths: 72,
    publicityMonths: chosen.validMonths,
  });
  const validTo = chosen.validMonths === null ? null : addMonths(base.decisionDate, chosen.validMonths);
  return {
    ...base,
    ...counterparty(context),
    documentTitle: chosen.documentTitle,
    permitKind: chosen.kind,
    certificateName: chosen.certificateName,
    permitNo: `${subject.district.code}${String(subject.index).padStart(8, '0')}${ordinal}`,
    content: chosen.content,
    validFrom: base.decisionDate,
    validTo,
    permitStatus: validTo !== null && validTo < today ? 'INVALID' : 'VALID',
    remarks: null,
  };
}
