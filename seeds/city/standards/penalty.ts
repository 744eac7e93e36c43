import { addMonths } from '../dates.ts';
import type { CaseContext, RecordFields } from '../record-seed.ts';
import { counterparty } from './counterparty.ts';
import { decision } from './decision.ts';

/** A kind of offence and what follows from it. */
export interface PenaltyCase {
  readonly violationType: string;
  /** Facts; `{name}` stands for the subject's name. */
  readonly facts: string;
  readonly legalBasis: string;
  /** Values of the graph's PenaltyKind. */
  readonly kinds: readonly string[];
  /** Fine in units of 10,000 yuan, least and most. */
  readonly fineWan?: readonly [min: number, max: number];
  readonly confiscatedWan?: readonly [min: number, max: number];
  /** Licence that is suspended or revoked. */
  readonly licence?: string;
  /** Longest publicity in months: 3 minor, 12 general, 36 serious (信用修复管理办法, in force 2026-04-01). */
  readonly publicityMonths: 3 | 12 | 36;
}

/** An administrative penalty by one of the cases; `series` is the mark of the document series. */
export function penalty(context: CaseContext, series: string, cases: readonly PenaltyCase[]): RecordFields {
  const { random, subject } = context;
  const chosen = random.pick(cases);
  const { legalBasis, publicityMonths } = chosen;
  const base = decision(context, { series, legalBasis, publicityMonths, adverse: true });
  const fineAmountWan = chosen.fineWan === undefined ? null : random.amountWan(...chosen.fineWan);
  const confiscatedAmountWan = chosen.confiscatedWan === undefined ? null : random.amountWan(...chosen.confiscatedWan);
  return {
    ...base,
    ...counterparty(context),
    violationType: chosen.violationType,
    facts: chosen.facts.replaceAll('{name}', subject.name),
    penaltyKinds: chosen.kinds,
    content: contentText(fineAmountWan, confiscatedAmountWan, chosen),
    fineAmountWan,
    confiscatedAmountWan,
    revokedLicence: chosen.licence ?? null,
    penaltyValidTo: addMonths(base.decisionDate, 12),
    remarks: null,
  };
}

function contentText(fineWan: string | null, confiscatedWan: string | null, chosen: PenaltyCase): string {
  const parts = [
    chosen.kinds.includes('WARNING') ? '给予警告' : null,
    chosen.kinds.includes('CIRCULATED_CRITICISM') ? '通报批评' : null,
    confiscatedWan === null ? null : `没收违法所得${confiscatedWan}万元`,
    fineWan === null ? null : `罚款${fineWan}万元`,
    chosen.licence === undefined ? null : `对${chosen.licence}作出处理`,
    chosen.kinds.includes('PRODUCTION_SUSPENSION') ? '责令停产停业整顿' : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? `${parts.join('；')}。` : '责令改正。';
}
