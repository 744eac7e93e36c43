import { addMonths } from '../../schema/iso-date.ts';
import { deadlineOf } from '../../seeds/reference/coordination-limits.ts';
import type { Severity } from '../../seeds/reference/publicity-clocks.ts';
import { repairConditions } from '../../seeds/reference/repair-regimes.ts';
import { invalid, notAllowed, type Problem } from '../_runtime/problem.ts';
import { isCreditOfficer, isOfOwner } from './case-parties.ts';
import type { Related } from './decided-case.ts';
import type { Effect } from './effect.ts';
import type { Occasion } from './occasion.ts';
import type { Evidence, Repair, RepairBar, RepairState } from './repair.ts';
import { repairState } from './repair.ts';
import { evidenceProblems } from './repair-opening.ts';
import { type RepairOutcome, repairEvent, repairRefused, repairTaken, tooEarly } from './repair-outcome.ts';
import { firstDayFor } from './repair-terms.ts';
import type { TargetStanding } from './target.ts';
import { numberProblems, textProblems } from './written-text.ts';

interface Decided {
  readonly documentNo: string;
  readonly reason: string;
}

/** What can happen to an application after it was submitted. */
export type RepairStep =
  | { readonly kind: 'SUPPLEMENT'; readonly evidence: readonly Evidence[] }
  | { readonly kind: 'ASK_SUPPLEMENT' | 'DECLINE' | 'EXTEND'; readonly reason: string }
  /** The severity is named where the tables do not settle it. */
  | { readonly kind: 'ACCEPT'; readonly severity: Severity | null }
  /** Everything that the decision is kept as, and how it stands now. */
  | ({ readonly kind: 'APPROVE'; readonly related: Related; readonly standing: TargetStanding } & Decided)
  /** `isDeceit`: evidence was false. */
  | ({ readonly kind: 'REJECT'; readonly isDeceit: boolean } & Decided)
  /** The repair was obtained by deceit. */
  | ({ readonly kind: 'REVOKE' } & Decided);

/** States in which each step can be taken. A limit that is over ends nothing: late is better than never. */
const FROM: Readonly<Record<RepairStep['kind'], readonly RepairState[]>> = {
  SUPPLEMENT: ['SUPPLEMENT_ASKED'],
  ASK_SUPPLEMENT: ['SUBMITTED'],
  DECLINE: ['SUBMITTED', 'SUPPLEMENT_ASKED'],
  ACCEPT: ['SUBMITTED'],
  EXTEND: ['ACCEPTED'],
  APPROVE: ['ACCEPTED'],
  REJECT: ['ACCEPTED'],
  REVOKE: ['EFFECTED'],
};

/**
 * The application after the step, or what stands against it. Who decided about the dishonesty decides about the repair
 * (谁认定、谁修复); only the supplement is the applicant's.
 */
export function takeRepairStep(repair: Repair, step: RepairStep, occasion: Occasion): RepairOutcome {
  if (!mayTake(repair, step, occasion)) return repairRefused(NOT_YOURS);
  const state = repairState(repair);
  if (!FROM[step.kind].includes(state)) return repairRefused(wrongState(step.kind, state));
  const problems = stepProblems(step);
  if (problems.length > 0) return repairRefused(...problems);
  switch (step.kind) {
    case 'SUPPLEMENT':
      return supplemented(repair, step.evidence, occasion);
    case 'ASK_SUPPLEMENT':
      return repairTaken(
        { ...repair, status: 'SUPPLEMENT_ASKED', acceptBy: null },
        repairEvent('SUPPLEMENT_ASKED', occasion, { reason: step.reason }),
      );
    case 'DECLINE':
      return repairTaken(
        { ...repair, status: 'NOT_ACCEPTED', acceptBy: null },
        repairEvent('NOT_ACCEPTED', occasion, { reason: step.reason }),
      );
    case 'ACCEPT':
      return accepted(repair, step.severity, occasion);
    case 'EXTEND':
      return extended(repair, step.reason, occasion);
    case 'APPROVE':
      return approved(repair, step, occasion);
    case 'REJECT':
      return rejected(repair, step, occasion);
    case 'REVOKE':
      return revoked(repair, step, occasion);
  }
}

function mayTake({ subjectId, owner }: Repair, { kind }: RepairStep, { caller }: Occasion): boolean {
  const isOwnerOfficer = caller.kind === 'officer' && isOfOwner({ owner }, caller);
  if (kind !== 'SUPPLEMENT') return isOwnerOfficer;
  return caller.subject === subjectId || isOwnerOfficer || isCreditOfficer(caller);
}

function supplemented(repair: Repair, more: readonly Evidence[], occasion: Occasion): RepairOutcome {
  const evidence = [...repair.evidence, ...more];
  const problems = evidenceProblems(evidence);
  if (problems.length > 0) return repairRefused(...problems);
  const acceptBy = deadlineOf('REPAIR_ACCEPT', occasion.today).on;
  return repairTaken({ ...repair, status: 'SUBMITTED', evidence, acceptBy }, repairEvent('SUPPLEMENTED', occasion));
}

function accepted(repair: Repair, named: Severity | null, occasion: Occasion): RepairOutcome {
  const { today } = occasion;
  const severity = repair.severity === 'manual' ? named : repair.severity;
  if (severity === null) return repairRefused(NAME_SEVERITY);
  if (named !== null && named !== severity) return repairRefused(SEVERITY_IS_SETTLED);
  const firstOn = repair.severity === 'manual' ? firstDayFor(severity, repair.decidedOn) : null;
  if (firstOn !== null && firstOn > today) return tooEarly(firstOn);
  const decideBy = deadlineOf('REPAIR_DECIDE', today).on;
  return repairTaken(
    { ...repair, status: 'ACCEPTED', severity, acceptBy: null, decideBy },
    repairEvent('ACCEPTED', occasion),
  );
}

function extended(repair: Repair, reason: string, occasion: Occasion): RepairOutcome {
  if (repair.isExtended || repair.decideBy === null) return repairRefused(wrongStatus('It was extended already.'));
  if (repair.decideBy < occasion.today) return repairRefused(wrongStatus('The limit is over, so it is not extended.'));
  const decideBy = deadlineOf('REPAIR_EXTENSION', repair.decideBy).on;
  return repairTaken({ ...repair, isExtended: true, decideBy }, repairEvent('EXTENDED', occasion, { reason }));
}

function approved(
  repair: Repair,
  { documentNo, reason, related, standing }: Extract<RepairStep, { kind: 'APPROVE' }>,
  occasion: Occasion,
): RepairOutcome {
  if (standing === 'DISPUTED') return repairRefused(wrongStatus('It is disputed. Decide about the objection first.'));
  const effects: readonly Effect[] = [
    ...related.records.map((place) => ({ kind: 'REPAIR_RECORD', place }) as const),
    ...related.listings.map((listing) => ({ kind: 'REPAIR_LISTING', listing }) as const),
    { kind: 'TELL', notice: 'REPAIRED' },
  ];
  const outstanding = { by: occasion.caller, documentNo, reason, effects };
  const decision = { on: occasion.today, documentNo, reason };
  return repairTaken(
    { ...repair, status: 'APPROVED', decideBy: null, related, decision, outstanding },
    repairEvent('APPROVED', occasion, { documentNo, reason }),
  );
}

function rejected(
  repair: Repair,
  { documentNo, reason, isDeceit }: Extract<RepairStep, { kind: 'REJECT' }>,
  occasion: Occasion,
): RepairOutcome {
  const { barAfterRefusalMonths } = repairConditions(repair.regime);
  const ofRefusal = barOf('TARGET', barAfterRefusalMonths, occasion.today);
  const bar = isDeceit ? deceitBar(repair, occasion.today) : ofRefusal;
  const decision = { on: occasion.today, documentNo, reason };
  return repairTaken(
    { ...repair, status: 'REJECTED', decideBy: null, decision, bar },
    repairEvent('REJECTED', occasion, { documentNo, reason }),
  );
}

/** What was repaired stands again, to the end of its publicity or term. */
function revoked(
  repair: Repair,
  { documentNo, reason }: Extract<RepairStep, { kind: 'REVOKE' }>,
  occasion: Occasion,
): RepairOutcome {
  const { records, listings } = repair.related ?? { records: [], listings: [] };
  const effects: readonly Effect[] = [
    ...records.map((place) => ({ kind: 'RESTORE_RECORD', place }) as const),
    ...listings.map((listing) => ({ kind: 'RESTORE_LISTING', listing }) as const),
    { kind: 'TELL', notice: 'REPAIR_REVOKED' },
  ];
  const outstanding = { by: occasion.caller, documentNo, reason, effects };
  const revocation = { on: occasion.today, documentNo, reason };
  const bar = deceitBar(repair, occasion.today);
  return repairTaken(
    { ...repair, status: 'REVOKED', revocation, bar, outstanding },
    repairEvent('REVOKED', occasion, { documentNo, reason }),
  );
}

function deceitBar({ regime }: Repair, today: string): RepairBar | null {
  return barOf('SUBJECT', repairConditions(regime).barAfterDeceitMonths, today);
}

function barOf(scope: RepairBar['scope'], months: number, today: string): RepairBar | null {
  return months === 0 ? null : { scope, until: addMonths(today, months) };
}

function stepProblems(step: RepairStep): readonly Problem[] {
  return [
    ...('evidence' in step ? evidenceProblems(step.evidence) : []),
    ...('documentNo' in step ? numberProblems('documentNo', step.documentNo) : []),
    ...('reason' in step ? textProblems('reason', step.reason) : []),
  ];
}

const NOT_YOURS = notAllowed('Officers of the department that decided do this; only a supplement is the applicant’s.');

const NAME_SEVERITY = invalid('severity', 'The tables do not settle it. Say how grave the act is.');

const SEVERITY_IS_SETTLED = invalid('severity', 'The tables settle it otherwise. Leave it out.');

function wrongState(kind: RepairStep['kind'], state: RepairState): Problem {
  return wrongStatus(`It is ${state}; this can be done while it is ${FROM[kind].join(' or ')}.`);
}

function wrongStatus(message: string): Problem {
  return { code: 'WRONG_STATUS', field: null, message };
}
