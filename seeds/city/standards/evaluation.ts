import { addMonths, yearOf } from '../../../schema/iso-date.ts';
import type { CaseContext, RecordFields } from '../record-seed.ts';
import { decision } from './decision.ts';

/** An evaluation scheme of a department, in that department's own grades. */
export interface EvaluationCase {
  readonly scheme: string;
  readonly series: string;
  readonly legalBasis: string;
  /** Grades by conduct of the subject, each as likely as its weight. */
  readonly grades: Readonly<Record<'clean' | 'light' | 'bad' | 'very-bad', readonly (readonly [number, string])[]>>;
}

/** Last published result of an evaluation; `ordinal` goes back a year each. */
export function evaluation(context: CaseContext, from: EvaluationCase): RecordFields {
  const { random, subject, today, ordinal } = context;
  const year = yearOf(today) - 1 - ordinal;
  const decisionDate = `${year + 1}-04-${String(random.int(10, 28)).padStart(2, '0')}`;
  const decided = decisionDate > today ? today : decisionDate;
  return {
    ...decision(context, {
      series: from.series,
      legalBasis: from.legalBasis,
      publicityMonths: 24,
      decisionDate: decided,
    }),
    scheme: from.scheme,
    grade: random.weighted(from.grades[subject.conduct]),
    period: String(year),
    validTo: addMonths(decided, 12),
  };
}
