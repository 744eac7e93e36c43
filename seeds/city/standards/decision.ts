import { addMonths, yearOf } from '../../../schema/iso-date.ts';
import type { CaseContext, RecordFields } from '../record-seed.ts';

/** What the base fields of a record need to know of the case. */
export interface DecisionCase {
  /** Mark of the document series before the year, such as `贺市监罚字`. */
  readonly series: string;
  readonly legalBasis: string;
  /** How far back decisions go, in months (default 48). */
  readonly withinMonths?: number;
  /** Publicity in months from the decision; null for no end. */
  readonly publicityMonths: number | null;
  /** True for records that speak against the subject: some are disputed, repaired or withdrawn. */
  readonly adverse?: boolean;
  /** Given where the date follows from something else. */
  readonly decisionDate?: string;
}

/**
 * The base fields of a record: document number, bodies, dates, basis, state.
 */
export function decision(context: CaseContext, from: DecisionCase): RecordFields & { readonly decisionDate: string } {
  const { random, subject, body, today, ordinal } = context;
  const earliest = addMonths(today, -(from.withinMonths ?? 48));
  const decisionDate =
    from.decisionDate ?? random.date(earliest > subject.foundedOn ? earliest : subject.foundedOn, today);
  return {
    documentNo: `${from.series}〔${yearOf(decisionDate)}〕${subject.index * 10 + ordinal + 1}号`,
    decidingOrgName: body.name,
    decidingOrgCode: body.code,
    sourceOrgName: body.name,
    sourceOrgCode: body.code,
    decisionDate,
    publicityStartDate: decisionDate,
    publicityEndDate: from.publicityMonths === null ? null : addMonths(decisionDate, from.publicityMonths),
    legalBasis: from.legalBasis,
    state: from.adverse ? random.weighted(ADVERSE_STATES) : 'EFFECTIVE',
  };
}

const ADVERSE_STATES: readonly (readonly [number, string])[] = [
  [95, 'EFFECTIVE'],
  [2, 'UNDER_OBJECTION'],
  [2, 'REPAIRED'],
  [1, 'WITHDRAWN'],
];
