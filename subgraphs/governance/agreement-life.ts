import type { Caller } from '../../schema/access/passport.ts';
import type {
  Agreement,
  AgreementEvent,
  AgreementRequest,
  AgreementStatus,
  AgreementTerms,
} from '../../storage/governance/port.ts';
import { invalid, notAllowed, type Problem } from '../_runtime/problem.ts';
import { termsProblems } from './terms-problems.ts';

/** Longest reason, in characters. */
const MAX_REASON = 1_000;

/** What can happen to an agreement after its request. */
export type Step =
  | { readonly kind: 'APPROVE'; readonly terms: AgreementTerms; readonly reason: string | null }
  | {
      readonly kind: 'REFUSE' | 'WITHDRAW' | 'SUSPEND' | 'RESUME' | 'REVOKE';
      readonly reason: string | null;
    };

/** Who takes a step, and when. */
export interface Occasion {
  readonly caller: Caller;
  readonly now: Date;
  /** Day of `now` in the city, YYYY-MM-DD. */
  readonly today: string;
}

export type StepOutcome =
  | { readonly kind: 'taken'; readonly agreement: Agreement }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

interface StepRule {
  readonly by: 'provider' | 'applicant';
  readonly from: readonly AgreementStatus[];
  readonly to: Agreement['status'];
  readonly event: AgreementEvent['what'];
  readonly needsReason: boolean;
}

/**
 * The whole life of an agreement. A refusal is given with its reasons (政务数据共享条例); so is what takes a right away again.
 * What is refused, withdrawn, revoked or expired stays so: whoever still needs the data asks anew.
 */
export const STEP_RULES: Readonly<Record<Step['kind'], StepRule>> = {
  APPROVE: { by: 'provider', from: ['REQUESTED'], to: 'ACTIVE', event: 'APPROVED', needsReason: false },
  REFUSE: { by: 'provider', from: ['REQUESTED'], to: 'REFUSED', event: 'REFUSED', needsReason: true },
  WITHDRAW: { by: 'applicant', from: ['REQUESTED'], to: 'WITHDRAWN', event: 'WITHDRAWN', needsReason: false },
  SUSPEND: { by: 'provider', from: ['APPROVED', 'ACTIVE'], to: 'SUSPENDED', event: 'SUSPENDED', needsReason: true },
  RESUME: { by: 'provider', from: ['SUSPENDED'], to: 'ACTIVE', event: 'RESUMED', needsReason: false },
  REVOKE: {
    by: 'provider',
    from: ['APPROVED', 'ACTIVE', 'SUSPENDED'],
    to: 'REVOKED',
    event: 'REVOKED',
    needsReason: true,
  },
};

/** An agreement as it begins. */
export function requestedAgreement(
  parties: Pick<Agreement, 'id' | 'provider' | 'consumer'>,
  request: AgreementRequest,
  decideBy: string,
  { caller, now }: Occasion,
): Agreement {
  const event: AgreementEvent = { at: now.toISOString(), by: caller.id, what: 'REQUESTED', reason: null };
  return { ...parties, version: 1, status: 'REQUESTED', request, terms: null, decideBy, history: [event] };
}

/** The agreement after the step, in its next version, or what stands against the step. */
export function takeStep(agreement: Agreement, step: Step, occasion: Occasion): StepOutcome {
  const rule = STEP_RULES[step.kind];
  if (!isEntitled(rule.by, agreement, occasion.caller)) return refused(notAllowed(WHO_MAY[rule.by]));
  const status = statusOn(agreement, occasion.today);
  if (!rule.from.includes(status)) return refused(wrongStatus(rule.from, status));
  const reason = step.reason?.trim() || null;
  const problems = [
    ...reasonProblems(reason, rule.needsReason),
    ...(step.kind === 'APPROVE' ? termsProblems(agreement.request, step.terms, occasion.today) : []),
  ];
  if (problems.length > 0) return refused(...problems);
  const event: AgreementEvent = {
    at: occasion.now.toISOString(),
    by: occasion.caller.id,
    what: rule.event,
    reason,
  };
  const changed: Agreement = {
    ...agreement,
    version: agreement.version + 1,
    status: rule.to,
    terms: step.kind === 'APPROVE' ? step.terms : agreement.terms,
    history: [...agreement.history, event],
  };
  return { kind: 'taken', agreement: changed };
}

/**
 * What the agreement is on a day: one whose last day is over has expired, suspended or not, and one whose first day has not come is
 * approved and opens nothing yet.
 */
export function statusOn({ status, terms }: Agreement, today: string): AgreementStatus {
  if (terms === null || (status !== 'ACTIVE' && status !== 'SUSPENDED')) return status;
  if (terms.validTo < today) return 'EXPIRED';
  return status === 'ACTIVE' && terms.validFrom > today ? 'APPROVED' : status;
}

/** Whether the caller is an officer of the department whose data it is. */
export function isProviderOfficer({ provider }: Pick<Agreement, 'provider'>, caller: Caller): boolean {
  return caller.kind === 'officer' && caller.department === provider;
}

/** Whether the caller is the application, platform or agency that asked. */
export function isConsumer({ consumer }: Pick<Agreement, 'consumer'>, { kind, id }: Caller): boolean {
  return id === consumer && (kind === 'application' || kind === 'platform' || kind === 'agency');
}

const WHO_MAY: Readonly<Record<StepRule['by'], string>> = {
  provider: 'Only officers of the department whose data it is may do this, and never who asked for them.',
  applicant: 'Only the application that asked may do this.',
};

function isEntitled(by: StepRule['by'], agreement: Agreement, caller: Caller): boolean {
  if (by === 'applicant') return isConsumer(agreement, caller);
  // Whoever asked never decides, whatever its token says it has become since.
  const hasAsked = agreement.history.some(({ what, by: who }) => what === 'REQUESTED' && who === caller.id);
  return isProviderOfficer(agreement, caller) && !hasAsked;
}

function wrongStatus(from: readonly AgreementStatus[], status: AgreementStatus): Problem {
  const message = `It is ${status}; this can be done while it is ${from.join(' or ')}.`;
  return { code: 'WRONG_STATUS', field: null, message };
}

function reasonProblems(reason: string | null, isNeeded: boolean): Problem[] {
  if (reason === null)
    return isNeeded ? [invalid('reason', 'A reason is needed here, and the applicant reads it.')] : [];
  return [...reason].length > MAX_REASON ? [invalid('reason', `It is longer than ${MAX_REASON} characters.`)] : [];
}

function refused(...problems: readonly Problem[]): StepOutcome {
  return { kind: 'refused', problems };
}
