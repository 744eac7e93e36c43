import { z } from 'zod';
import { HubError } from '../../schema/errors.ts';
import { addMonths } from '../../schema/iso-date.ts';
import { count, day, optional, provenance, upperCode } from './cells.ts';
import { referenceTable } from './reference-table.ts';
import { isValidOn } from './valid-on.ts';

const severity = z.enum(['MINOR', 'GENERAL', 'SERIOUS']);
const channel = z.enum(['CREDIT_CHINA', 'ENTERPRISE_PUBLICITY']);

const clocks = referenceTable({
  file: 'publicity-clocks.csv',
  row: z.object({
    regime: upperCode,
    channel,
    valid_from: day,
    valid_to: optional(day),
    severity,
    publication: z.enum(['yes', 'exception', 'no']),
    clock_start: z.enum(['DECISION', 'PUBLICATION']),
    min_months: optional(count),
    max_months: optional(count),
    ...provenance,
  }),
  key: (row) => `${row.regime} ${row.severity}`,
});

/** How grave a dishonest act is: 轻微, 一般, 严重. */
export type Severity = z.output<typeof severity>;

/**
 * Where a record is published. One penalty has a clock in each: that of the credit platforms (信用中国 and the sites below
 * it) and that of the enterprise publicity system (国家企业信用信息公示系统).
 */
export type PublicityChannel = z.output<typeof channel>;

/** For what a window is asked. Dates are ISO days. */
export interface PublicityQuestion {
  readonly severity: Severity;
  readonly decisionDate: string;
  /** CREDIT_CHINA when left out. */
  readonly channel?: PublicityChannel;
  /** The regime that the record keeps, where it is not that of its decision date. */
  readonly regime?: string;
  /** First day of publicity; needed where the clock starts with it and not with the decision. */
  readonly publishedOn?: string;
}

/** When a record may be seen, and from when its repair may be asked for. */
export interface PublicityWindow {
  /** The rules that apply; a record keeps this code. */
  readonly regime: string;
  /** `no`: it is not published. `exception`: not as a rule, only where its authority says so. */
  readonly publication: 'yes' | 'exception' | 'no';
  /** First day on which the repair may be applied for; null when the regime knows no such day. */
  readonly minEnd: string | null;
  /** First day on which it is shown no longer; null when it is not published at all. */
  readonly maxEnd: string | null;
}

/**
 * The window of a decision under the rules of its day: 发改办财金〔2019〕527号, 国家发展改革委令第58号 (from 2023-05-01) and 第36号 (from
 * 2026-04-01) for the credit platforms; 国家市场监督管理总局令第45号 for the enterprise publicity system. Null when the tables
 * hold no rules for that day, which a person then has to decide. Where a month is too short, the window ends with it.
 */
export function publicityWindow(question: PublicityQuestion): PublicityWindow | null {
  const wanted = question.channel ?? 'CREDIT_CHINA';
  const clock = clocks().rows.find(
    (row) =>
      row.channel === wanted &&
      row.severity === question.severity &&
      (question.regime === undefined ? isValidOn(row, question.decisionDate) : row.regime === question.regime),
  );
  if (clock === undefined) return null;
  const start = clock.clock_start === 'DECISION' ? question.decisionDate : firstDayOf(question);
  return {
    regime: clock.regime,
    publication: clock.publication,
    minEnd: clock.min_months === null ? null : addMonths(start, clock.min_months),
    maxEnd: clock.max_months === null ? null : addMonths(start, clock.max_months),
  };
}

/** Code of the rules under which a decision of that day is published; null when the tables hold none. */
export function publicityRegime(decisionDate: string, channel: PublicityChannel = 'CREDIT_CHINA'): string | null {
  return clocks().rows.find((row) => row.channel === channel && isValidOn(row, decisionDate))?.regime ?? null;
}

/** How long records of a severity are published. */
export interface PublicityPeriod {
  readonly severity: Severity;
  readonly publication: PublicityWindow['publication'];
  /** Null where the rules know none. */
  readonly minMonths: number | null;
  readonly maxMonths: number | null;
  /** The rules. */
  readonly source: string;
}

/** The periods for decisions of a day, in the order of the table; none where the tables hold no rules for it. */
export function publicityPeriods(
  decisionDate: string,
  channel: PublicityChannel = 'CREDIT_CHINA',
): readonly PublicityPeriod[] {
  const regime = publicityRegime(decisionDate, channel);
  return clocks()
    .rows.filter((row) => row.regime === regime && row.channel === channel)
    .map(({ severity, publication, min_months: minMonths, max_months: maxMonths, source }) => ({
      ...{ severity, publication, minMonths, maxMonths, source },
    }));
}

function firstDayOf({ publishedOn }: PublicityQuestion): string {
  if (publishedOn !== undefined) return publishedOn;
  throw new HubError('INVALID_ARGUMENT', {
    details: { argument: 'publishedOn', problem: 'It is needed: this clock starts with the first day of publicity.' },
  });
}
