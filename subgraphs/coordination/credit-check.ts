import type { SubjectKind } from '../../seeds/reference/cells.ts';
import { deadlineOf } from '../../seeds/reference/coordination-limits.ts';
import type { MeasureClass } from '../../seeds/reference/measures.ts';
import { invalid, NOT_FOUND, notAllowed, type Problem } from '../_runtime/problem.ts';
import type { AdverseGround } from './ground.ts';
import type { Hit, Offer } from './hits.ts';
import type { Occasion } from './occasion.ts';
import type { Execution } from './task.ts';
import { judge, type Verdict } from './verdict.ts';
import { numberProblems, textProblems } from './written-text.ts';

/** What a department was told of a subject when it asked, and what it did upon it. */
export interface CreditCheck {
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  /** Code of the power item that was in hand. */
  readonly powerItem: string;
  /** Department that asked. */
  readonly department: string;
  /** Number of the business file. */
  readonly caseNo: string;
  readonly checkedOn: string;
  readonly verdict: Verdict;
  readonly needsConfirmation: boolean;
  readonly hits: readonly CheckedHit[];
  /** Codes of the incentives that the subject may have. */
  readonly incentives: readonly string[];
  /** Last day to say what was done; null where there is nothing to do. */
  readonly feedbackBy: string | null;
  /** The officer who confirmed that it blocks, and the day. */
  readonly confirmation: { readonly by: string; readonly on: string } | null;
  readonly feedback: Feedback | null;
}

/** A measure and its ground, as they were when the department asked. */
export interface CheckedHit extends AdverseGround {
  /** Code of the measure. */
  readonly measure: string;
  readonly class: MeasureClass;
}

/** What was done upon a check. */
export type Feedback = {
  readonly by: string;
  /** Codes of the measures or incentives; none where nothing was done. */
  readonly measures: readonly string[];
} & (
  | ({ readonly action: 'PUNISHED' | 'INCENTIVE_GIVEN' } & Execution & { readonly reason: null })
  | { readonly action: 'NOT_TAKEN'; readonly on: string; readonly reason: string }
);

export type FeedbackAction = Feedback['action'];

/** What a check is on a day. */
export type CheckState = 'NOTHING_DUE' | 'OPEN' | 'OVERDUE' | 'FED_BACK';

export interface CheckEvent {
  readonly what: 'CHECKED' | 'CONFIRMED' | 'FED_BACK';
  readonly by: string;
  readonly verdict: Verdict;
}

export type CheckOutcome =
  | { readonly kind: 'taken'; readonly check: CreditCheck; readonly event: CheckEvent }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

export function checkStateOn({ feedback, feedbackBy }: CreditCheck, today: string): CheckState {
  if (feedback !== null) return 'FED_BACK';
  if (feedbackBy === null) return 'NOTHING_DUE';
  return feedbackBy < today ? 'OVERDUE' : 'OPEN';
}

/** A check as it begins. */
export function openCheck(
  asked: Pick<CreditCheck, 'subjectId' | 'subjectKind' | 'powerItem' | 'department' | 'caseNo'>,
  { hits, offers }: { readonly hits: readonly Hit[]; readonly offers: readonly Offer[] },
  { caller, today }: Occasion,
): { readonly check: CreditCheck; readonly event: CheckEvent } {
  const judgement = judge(hits, offers, asked.subjectKind);
  const isAnything = hits.length + offers.length > 0;
  const check: CreditCheck = {
    ...asked,
    ...judgement,
    checkedOn: today,
    hits: hits.map(({ ground, measure }) => ({ ...ground, measure: measure.code, class: measure.class })),
    incentives: offers.map(({ incentive }) => incentive.code),
    feedbackBy: isAnything ? deadlineOf('CHECK_FEEDBACK', today).on : null,
    confirmation: null,
    feedback: null,
  };
  return { check, event: { what: 'CHECKED', by: caller.id, verdict: check.verdict } };
}

/**
 * An officer confirms that a check about a natural person blocks.
 *
 * @param stillBlocks whether something that blocked then still does
 */
export function confirmCheck(check: CreditCheck, stillBlocks: boolean, { caller, today }: Occasion): CheckOutcome {
  if (caller.kind !== 'officer') return refused(notAllowed('Only an officer confirms, never a program.'));
  if (!check.needsConfirmation) return refused(wrongStatus('There is nothing to confirm.'));
  if (check.feedback !== null) return refused(FED_BACK);
  if (!stillBlocks)
    return refused(wrongStatus('What it rested on is not in force any more, or disputed. Check again.'));
  const confirmation = { by: caller.id, on: today };
  const confirmed: CreditCheck = { ...check, verdict: 'BLOCK', needsConfirmation: false, confirmation };
  return { kind: 'taken', check: confirmed, event: { what: 'CONFIRMED', by: caller.id, verdict: 'BLOCK' } };
}

/** The department says what it did. It says it once. */
export function feedBack(check: CreditCheck, feedback: Feedback, occasion: Occasion): CheckOutcome {
  if (check.feedback !== null) return refused(FED_BACK);
  const problems = feedbackProblems(check, feedback, occasion.today);
  if (problems.length > 0) return refused(...problems);
  const { verdict } = check;
  return { kind: 'taken', check: { ...check, feedback }, event: { what: 'FED_BACK', by: occasion.caller.id, verdict } };
}

function feedbackProblems(check: CreditCheck, feedback: Feedback, today: string): readonly Problem[] {
  const { on, measures } = feedback;
  const isPossible = on <= today && on >= check.checkedOn;
  const problems = isPossible ? [] : [invalid('on', 'It must be a day since the check, today at the latest.')];
  if (feedback.action === 'NOT_TAKEN') {
    const isEmpty = measures.length === 0;
    return [
      ...problems,
      ...(isEmpty ? [] : [invalid('measures', 'Name none where nothing was done.')]),
      ...textProblems('reason', feedback.reason),
    ];
  }
  const known = feedback.action === 'PUNISHED' ? check.hits.map(({ measure }) => measure) : check.incentives;
  return [
    ...problems,
    ...(measures.length > 0 && measures.every((code) => known.includes(code)) ? [] : [UNTOLD]),
    ...(feedback.action === 'PUNISHED' ? blockedProblems(check, measures) : []),
    ...numberProblems('documentNo', feedback.documentNo),
    ...textProblems('effect', feedback.effect),
  ];
}

/** A measure that reduces rights is taken only where the check blocks for it. */
function blockedProblems({ hits, verdict }: CreditCheck, measures: readonly string[]): readonly Problem[] {
  const mayBlock = (code: string) => hits.some((hit) => hit.measure === code && !hit.underObjection);
  const strong = measures.filter((code) => hits.some((hit) => hit.measure === code && hit.class === 'A'));
  if (strong.every((code) => verdict === 'BLOCK' && mayBlock(code))) return [];
  return [
    invalid('measures', 'One reduces rights, and the check does not block for it: it is disputed, or not confirmed.'),
  ];
}

const UNTOLD = invalid('measures', 'Name what was done, of what the check told.');

const FED_BACK = wrongStatus('It was fed back upon already.');

/** There is no such receipt, or it is another department's. */
export const NO_RECEIPT: Problem = { ...NOT_FOUND, field: 'receiptNo' };

function wrongStatus(message: string): Problem {
  return { code: 'WRONG_STATUS', field: null, message };
}

function refused(...problems: readonly Problem[]): CheckOutcome {
  return { kind: 'refused', problems };
}
