import { deadlineOf } from '../../seeds/reference/coordination-limits.ts';
import { repairConditions } from '../../seeds/reference/repair-regimes.ts';
import { invalid, type Problem } from '../_runtime/problem.ts';
import type { Occasion } from './occasion.ts';
import { type Evidence, isOpenRepair, type Repair } from './repair.ts';
import { type RepairOutcome, repairEvent, repairRefused, repairTaken, tooEarly } from './repair-outcome.ts';
import { repairTerms } from './repair-terms.ts';
import { isSameTarget, type TargetFacts } from './target.ts';
import { numberProblems, textProblems } from './written-text.ts';

/** What an application says. */
export type RepairApplication = Pick<Repair, 'applicant' | 'mandateNo' | 'dutyFulfilledOn' | 'evidence' | 'commitment'>;

/** What the hub knows that bears on an application. */
export interface RepairBackground {
  readonly facts: TargetFacts;
  /** Earlier applications of the subject. */
  readonly earlier: readonly Repair[];
  /** Whether the subject is on a list of serious dishonesty, by another decision than this one. */
  readonly isSeriouslyListed: boolean;
}

/** Documents of one application. */
const MOST_EVIDENCE = 20;

/**
 * An application as it begins, or what stands against it: it is held against the rules at once, and who comes too early is told the
 * first possible date.
 */
export function openRepair(
  application: RepairApplication,
  background: RepairBackground,
  occasion: Occasion,
): RepairOutcome {
  const { facts, earlier, isSeriouslyListed } = background;
  const { today } = occasion;
  if (facts.standing !== 'IN_FORCE') return repairRefused(NOT_IN_FORCE[facts.standing]);
  const terms = repairTerms(facts);
  if (terms.kind === 'impossible') return repairRefused({ code: 'WRONG_STATUS', field: null, message: terms.why });
  if (earlier.some((one) => isSameTarget(one.target, facts.target) && isOpenRepair(one))) {
    return repairRefused(APPLIED_FOR);
  }
  const problems = applicationProblems(application, facts, today);
  if (problems.length > 0) return repairRefused(...problems);
  const { isBarredBySeriousList } = repairConditions(terms.regime);
  if (facts.list === null && isBarredBySeriousList && isSeriouslyListed) return repairRefused(ON_SERIOUS_LIST);
  const firstOn = latest([terms.firstOn, ...earlier.map((one) => barFor(one, facts))]);
  if (firstOn !== null && firstOn > today) return tooEarly(firstOn);
  const { target, subjectId, subjectKind, owner, documentNo, decidedOn } = facts;
  const repair: Repair = {
    target,
    subjectId,
    subjectKind,
    owner,
    documentNo,
    decidedOn,
    related: null,
    outstanding: null,
    notices: [],
    ...application,
    regime: terms.regime,
    severity: terms.severity,
    status: 'SUBMITTED',
    acceptBy: deadlineOf('REPAIR_ACCEPT', today).on,
    decideBy: null,
    isExtended: false,
    decision: null,
    revocation: null,
    bar: null,
  };
  return repairTaken(repair, repairEvent('SUBMITTED', occasion));
}

/** What stands against a list of documents. */
export function evidenceProblems(evidence: readonly Evidence[]): readonly Problem[] {
  if (evidence.length < 1 || evidence.length > MOST_EVIDENCE) {
    return [invalid('evidence', `There must be 1 to ${MOST_EVIDENCE} documents.`)];
  }
  return evidence.flatMap(({ documentNo }) => numberProblems('evidence', documentNo)).slice(0, 1);
}

function applicationProblems(
  { applicant, mandateNo, dutyFulfilledOn, evidence, commitment }: RepairApplication,
  { decidedOn }: TargetFacts,
  today: string,
): readonly Problem[] {
  const isFulfilled = decidedOn <= dutyFulfilledOn && dutyFulfilledOn <= today;
  return [
    ...(isFulfilled ? [] : [invalid('dutyFulfilledOn', 'It must be a day since the decision, today at the latest.')]),
    ...evidenceProblems(evidence),
    ...textProblems('commitment', commitment),
    ...(mandateNo === null ? [] : numberProblems('mandateNo', mandateNo)),
    ...(applicant === 'REPRESENTATIVE' && mandateNo === null
      ? [invalid('mandateNo', 'Name the letter of authority.')]
      : []),
  ];
}

/** First day on which an earlier application lets the subject apply for this; null where it bars nothing. */
function barFor({ bar, target }: Repair, facts: TargetFacts): string | null {
  if (bar === null) return null;
  return bar.scope === 'SUBJECT' || isSameTarget(target, facts.target) ? bar.until : null;
}

function latest(days: readonly (string | null)[]): string | null {
  return days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null);
}

const NOT_IN_FORCE = {
  NOTIFIED: {
    code: 'WRONG_STATUS',
    field: null,
    message: 'It is not in force. Its subject may object to it; there is nothing to repair.',
  },
  DISPUTED: {
    code: 'WRONG_STATUS',
    field: null,
    message: 'It is disputed. Wait until the objection is decided.',
  },
  ENDED: {
    code: 'WRONG_STATUS',
    field: null,
    message: 'It is of no effect any more: it was repaired, withdrawn, or has ended by itself.',
  },
} as const satisfies Record<string, Problem>;

const APPLIED_FOR: Problem = {
  code: 'WRONG_STATUS',
  field: null,
  message: 'Its repair was applied for already. See the repair cases of the subject.',
};

const ON_SERIOUS_LIST: Problem = {
  code: 'WRONG_STATUS',
  field: null,
  message: 'The subject is on a list of serious dishonesty. A penalty is not repaired meanwhile.',
};
