/** The public credit report of one subject, ready to be shown. */
export interface Report {
  readonly reportNo: string;
  readonly generatedAt: Date;
  readonly subject: ReportSubject;
  readonly sections: readonly ReportSection[];
  /** False where a department did not answer, so that something may be missing. */
  readonly isComplete: boolean;
}

export interface ReportSubject {
  readonly name: string;
  /** Null where it has an old number only. */
  readonly uscc: string | null;
  readonly kind: string;
  readonly area: string | null;
  readonly formerNumbers: readonly string[];
  /** Mergers and divisions, the earliest first. */
  readonly history: readonly Succession[];
}

export interface Succession {
  readonly date: string;
  readonly kind: string;
  readonly from: string | null;
  readonly to: string;
}

export interface ReportSection {
  readonly field: string;
  readonly title: string;
  /** Items with at least one record, or whose department did not answer. */
  readonly items: readonly ReportItem[];
  readonly count: number;
}

export interface ReportItem {
  readonly title: string;
  readonly department: string;
  readonly isAdverse: boolean;
  /** How many there are; null where the department did not answer. */
  readonly count: number | null;
  readonly records: readonly ReportRecord[];
  /** Labels of fields that the public does not see, with the reason. */
  readonly hidden: readonly HiddenField[];
}

export interface HiddenField {
  readonly label: string;
  readonly reason: HiddenReason;
}

/** Why the public does not see something. */
export type HiddenReason = 'personal' | 'consent' | 'agreement' | 'government';

export interface ReportRecord {
  readonly id: string;
  readonly documentNo: string;
  /** State as the graph names it, and in Chinese. */
  readonly state: string;
  readonly stateText: string;
  readonly decidingOrgName: string;
  readonly decisionDate: string;
  readonly sourceOrgName: string;
  readonly legalBasis: string;
  /** Null where it is not limited. */
  readonly publicityEndDate: string | null;
  /** Name of the organisation that it is about, where that is one which this subject has succeeded. */
  readonly about: string | null;
  /** What it says beyond that, in Chinese: label and value. */
  readonly facts: readonly (readonly [label: string, value: string])[];
}
