import { type RowDraft, report } from '../row-draft.ts';

/** Fields of which the second may not lie before the first. */
const ORDERED = [
  ['validFrom', 'validTo'],
  ['decisionDate', 'penaltyValidTo'],
  ['decisionDate', 'publicityEndDate'],
] as const;

/** R07: nothing is decided after it is reported, or before there was an authority to decide, and nothing ends before it begins. */
export function checkDates(draft: RowDraft, receivedOn: string, earliest: string | null): void {
  const decided = dayIn(draft, 'decisionDate');
  if (decided !== null && (decided > receivedOn || (earliest !== null && decided < earliest))) {
    report(draft, 'R07', 'decisionDate');
  }
  for (const [first, second] of ORDERED) {
    const from = dayIn(draft, first);
    const to = dayIn(draft, second);
    if (from !== null && to !== null && to < from) report(draft, 'R07', second);
  }
}

/** What R14 needs to know of working days. */
export interface ReportingTime {
  /** First and last day of the calendar. */
  readonly from: string;
  readonly to: string;
  workingDaysBetween(start: string, end: string): number;
  /** Most working days between decision and report. */
  readonly limit: number;
}

/** R14: the report is late. What lies outside of the calendar is not judged. */
export function checkReportingTime(draft: RowDraft, receivedOn: string, time: ReportingTime): void {
  const decided = dayIn(draft, 'decisionDate');
  if (decided === null || decided < time.from || receivedOn > time.to || decided > receivedOn) return;
  if (time.workingDaysBetween(decided, receivedOn) > time.limit) report(draft, 'R14', 'decisionDate');
}

function dayIn({ fields }: RowDraft, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}
