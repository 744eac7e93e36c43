import { addMonths } from '../../../schema/iso-date.ts';
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
    // Facts are public text, where a person is not named.
    facts: chosen.facts.replaceAll('{name}', subject.kind === 'NATURAL_PERSON' ? '当事人' : subject.name),
    penaltyKinds: chosen.kinds,
    content: contentText(fineAmountWan, confiscatedAmountWan, chosen),
    fineAmountWan,
    confiscatedAmountWan,
    revokedLicence: chosen.licence ?? null,
    penaltyValidTo: addMonths(base.decisionDate, 12),
    remarks: null,
  };
}

/** How a decision words each kind of penalty that stands for itself. */
const KIND_TEXTS: Readonly<Record<string, string>> = {
  WARNING: '给予警告',
  CIRCULATED_CRITICISM: '通报批评',
  QUALIFICATION_DOWNGRADE: '降低资质等级',
  BUSINESS_RESTRICTION: '限制开展生产经营活动',
  PRODUCTION_SUSPENSION: '责令停产停业整顿',
  CLOSURE_ORDER: '责令关闭',
  OCCUPATION_BAN: '限制从业',
};

function contentText(fineWan: string | null, confiscatedWan: string | null, { kinds, licence }: PenaltyCase): string {
  const confiscated = kinds.includes('CONFISCATION_OF_PROPERTY') ? '非法财物' : '违法所得';
  const parts = [
    ...kinds.flatMap((kind) => KIND_TEXTS[kind] ?? []),
    ...(confiscatedWan === null ? [] : [`没收${confiscated}${confiscatedWan}万元`]),
    ...(fineWan === null ? [] : [`罚款${fineWan}万元`]),
    ...(licence === undefined ? [] : [`${kinds.includes('LICENCE_REVOCATION') ? '吊销' : '暂扣'}${licence}`]),
  ];
  return parts.length > 0 ? `${parts.join('；')}。` : '责令改正。';
}
