import type { Severity } from '../../seeds/reference/publicity-clocks.ts';
import type { DecidedCase } from './decided-case.ts';

/** What was decided about an application for repair. */
export type RepairStatus =
  | 'SUBMITTED'
  | 'SUPPLEMENT_ASKED'
  | 'NOT_ACCEPTED'
  | 'ACCEPTED'
  | 'REJECTED'
  | 'APPROVED'
  | 'REVOKED';

/** The same, and whether what was approved is carried out. */
export type RepairState = RepairStatus | 'EFFECTED';

/** Who applies: the subject, somebody with a letter of authority from it, or an officer who received its application. */
export type Applicant = 'SUBJECT' | 'REPRESENTATIVE' | 'OFFICER';

export type EvidenceKind = 'PAYMENT' | 'RECTIFICATION' | 'COURT_DOCUMENT' | 'OTHER';

/** A document that shows that the duty is fulfilled; the hub keeps its number, not the document. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly documentNo: string;
}

/** An application for the repair of one decision, and what became of it. */
export interface Repair extends DecidedCase {
  readonly applicant: Applicant;
  /** Number of the letter of authority of a representative. */
  readonly mandateNo: string | null;
  readonly dutyFulfilledOn: string;
  readonly evidence: readonly Evidence[];
  /** 信用承诺. */
  readonly commitment: string;
  /** Code of the rules on publicity that the decision falls under. */
  readonly regime: string;
  readonly severity: Severity | 'manual';
  readonly status: RepairStatus;
  /** Last day to accept it; null while it does not wait for that. */
  readonly acceptBy: string | null;
  /** Last day to decide; null while it does not wait for that. */
  readonly decideBy: string | null;
  /** The limit was extended, which it is once. */
  readonly isExtended: boolean;
  readonly decision: RepairDecision | null;
  readonly revocation: RepairDecision | null;
  readonly bar: RepairBar | null;
}

export interface RepairDecision {
  readonly on: string;
  readonly documentNo: string;
  readonly reason: string;
}

/** For how long nothing is applied for again. */
export interface RepairBar {
  /** The same decision, or anything of the subject's. */
  readonly scope: 'TARGET' | 'SUBJECT';
  /** First day on which it may be applied for again. */
  readonly until: string;
}

/** What the repair is: it has taken effect once all is carried out. */
export function repairState({ status, outstanding }: Repair): RepairState {
  return status === 'APPROVED' && outstanding === null ? 'EFFECTED' : status;
}

/** Last day for the next step of the department; null where it is not its turn. */
export function repairDueOn({ status, acceptBy, decideBy }: Repair): string | null {
  if (status === 'SUBMITTED') return acceptBy;
  return status === 'ACCEPTED' ? decideBy : null;
}

/** Whether it still may come to something, so that nobody applies for the same once more. */
export function isOpenRepair({ status }: Repair): boolean {
  return status === 'SUBMITTED' || status === 'SUPPLEMENT_ASKED' || status === 'ACCEPTED' || status === 'APPROVED';
}
