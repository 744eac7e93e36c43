import { deadlineOf } from '../../seeds/reference/coordination-limits.ts';
import type { JsonFields } from '../../storage/port.ts';
import { notAllowed, type Problem } from '../_runtime/problem.ts';
import { isCreditOfficer, isOfOwner } from './case-parties.ts';
import type { DecidedEvent, Related } from './decided-case.ts';
import type { Effect } from './effect.ts';
import { isOpenObjection, type Objection, type ObjectionStatus } from './objection.ts';
import type { Occasion } from './occasion.ts';
import { isSameTarget, type TargetFacts, type TargetStanding } from './target.ts';
import { numberProblems, textProblems } from './written-text.ts';

interface Decided {
  readonly documentNo: string;
  readonly reason: string;
}

/** What can happen to an objection after it was filed. */
export type ObjectionStep =
  /** Everything that the decision is kept as, and how it stands now. */
  | { readonly kind: 'ACCEPT'; readonly related: Related; readonly standing: TargetStanding }
  | { readonly kind: 'DECLINE'; readonly reason: string }
  | ({ readonly kind: 'CORRECT'; readonly corrections: JsonFields } & Decided)
  | ({ readonly kind: 'WITHDRAW' | 'REJECT' } & Decided);

/** What happens to an objection, beside that what was decided is carried out. */
export type ObjectionEventKind = ObjectionStatus;

/** One line of the timeline of an objection. */
export type ObjectionEvent = DecidedEvent<ObjectionEventKind | Effect['kind']>;

export type ObjectionOutcome =
  | { readonly kind: 'taken'; readonly objection: Objection; readonly event: ObjectionEvent }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/**
 * An objection as it begins. One against an entry of which the subject was only told marks it at once: nothing rests on that yet, and
 * it must not take effect before the objection is decided.
 */
export function openObjection(
  grounds: string,
  facts: TargetFacts,
  earlier: readonly Objection[],
  occasion: Occasion,
): ObjectionOutcome {
  const problems = textProblems('grounds', grounds);
  if (problems.length > 0) return refused(...problems);
  const isFiled = earlier.some((one) => isSameTarget(one.target, facts.target) && isOpenObjection(one));
  if (isFiled || facts.standing === 'DISPUTED') return refused(wrongStatus('It is disputed already.'));
  if (facts.standing === 'ENDED') return refused(wrongStatus('It is of no effect any more.'));
  const { target, subjectId, subjectKind, owner, documentNo, decidedOn } = facts;
  const isOnlyTold = facts.standing === 'NOTIFIED';
  const related: Related | null = isOnlyTold ? { records: [], listings: [target.id] } : null;
  const objection: Objection = {
    target,
    subjectId,
    subjectKind,
    owner,
    documentNo,
    decidedOn,
    related,
    outstanding: null,
    notices: [],
    grounds,
    status: 'FILED',
    markBy: deadlineOf('OBJECTION_MARK', occasion.today).on,
    via: null,
    verifyBy: null,
    decision: null,
  };
  const marks = related === null ? [] : markEffects(related);
  return taken(withEffects(objection, marks, UNWRITTEN, occasion), event('FILED', occasion));
}

/** The objection after the step, or what stands against it. */
export function takeObjectionStep(objection: Objection, step: ObjectionStep, occasion: Occasion): ObjectionOutcome {
  const barred = whyNotYours(objection, step.kind, occasion);
  if (barred !== null) return refused(barred);
  const from: ObjectionStatus = step.kind === 'ACCEPT' || step.kind === 'DECLINE' ? 'FILED' : 'ACCEPTED';
  if (objection.status !== from) return refused(wrongStatus(`It is ${objection.status}, not ${from}.`));
  // What was decided before is carried out first, so that steps keep their order.
  if (objection.outstanding !== null) return refused(wrongStatus('What was decided is being carried out. Ask again.'));
  const problems = [
    ...('documentNo' in step ? numberProblems('documentNo', step.documentNo) : []),
    ...('reason' in step ? textProblems('reason', step.reason) : []),
  ];
  if (problems.length > 0) return refused(...problems);
  switch (step.kind) {
    case 'ACCEPT':
      return accepted(objection, step, occasion);
    case 'DECLINE':
      return taken(
        withEffects({ ...objection, status: 'NOT_ACCEPTED' }, unmarkEffects(objection.related), UNWRITTEN, occasion),
        event('NOT_ACCEPTED', occasion, { reason: step.reason }),
      );
    default:
      return decided(objection, step, occasion);
  }
}

/** Null where the caller is one who may take such steps. To be asked before anything is looked at for one. */
export function whyNotYours(
  { owner }: Objection,
  kind: ObjectionStep['kind'],
  { caller }: Pick<Occasion, 'caller'>,
): Problem | null {
  const isHandling = kind === 'ACCEPT' || kind === 'DECLINE';
  const isTheirs = isOfOwner({ owner }, caller) || (isHandling && isCreditOfficer(caller));
  return caller.kind === 'officer' && isTheirs ? null : NOT_YOURS;
}

function accepted(
  objection: Objection,
  { related, standing }: Extract<ObjectionStep, { kind: 'ACCEPT' }>,
  occasion: Occasion,
): ObjectionOutcome {
  if (standing === 'ENDED') return refused(wrongStatus('It is of no effect any more, so there is nothing to verify.'));
  const isOwn = isOfOwner(objection, occasion.caller);
  const limit = isOwn ? 'OBJECTION_OWN' : 'OBJECTION_PROVIDER';
  const verifyBy = deadlineOf(limit, occasion.today).on;
  const via = isOwn ? 'OWNER' : 'CREDIT_OFFICE';
  const next: Objection = { ...objection, status: 'ACCEPTED', related, via, verifyBy };
  return taken(withEffects(next, markEffects(related), UNWRITTEN, occasion), event('ACCEPTED', occasion));
}

function decided(
  objection: Objection,
  step: Extract<ObjectionStep, { kind: 'CORRECT' | 'WITHDRAW' | 'REJECT' }>,
  occasion: Occasion,
): ObjectionOutcome {
  const { documentNo, reason } = step;
  const status = STATUS_OF[step.kind];
  const corrections = step.kind === 'CORRECT' ? step.corrections : null;
  const decision = { on: occasion.today, at: occasion.now.toISOString(), documentNo, reason, corrections };
  const next: Objection = { ...objection, status, decision };
  return taken(
    withEffects(next, decisionEffects(objection, step), { documentNo, reason }, occasion),
    event(status, occasion, { documentNo, reason }),
  );
}

const STATUS_OF = { CORRECT: 'CORRECTED', WITHDRAW: 'WITHDRAWN', REJECT: 'REJECTED' } as const;

function decisionEffects(
  { related, target }: Objection,
  step: Extract<ObjectionStep, { kind: 'CORRECT' | 'WITHDRAW' | 'REJECT' }>,
): readonly Effect[] {
  const { records, listings } = related ?? { records: [], listings: [] };
  switch (step.kind) {
    case 'REJECT':
      return unmarkEffects(related);
    case 'WITHDRAW':
      return [
        ...records.map((place) => ({ kind: 'WITHDRAW_RECORD', place }) as const),
        ...listings.map((listing) => ({ kind: 'REVOKE_LISTING', listing }) as const),
        { kind: 'TELL', notice: 'WITHDRAWN' },
      ];
    case 'CORRECT':
      return [
        { kind: 'CORRECT_RECORD', place: { item: target.item ?? '', id: target.id }, fields: step.corrections },
        ...unmarkEffects(related),
        { kind: 'TELL', notice: 'CORRECTED' },
      ];
  }
}

function markEffects({ records, listings }: Related): readonly Effect[] {
  return [
    ...records.map((place) => ({ kind: 'MARK_RECORD', place }) as const),
    ...listings.map((listing) => ({ kind: 'MARK_LISTING', listing }) as const),
  ];
}

function unmarkEffects(related: Related | null): readonly Effect[] {
  return [
    ...(related?.records ?? []).map((place) => ({ kind: 'UNMARK_RECORD', place }) as const),
    ...(related?.listings ?? []).map((listing) => ({ kind: 'UNMARK_LISTING', listing }) as const),
  ];
}

/** A mark has no document of its own. */
const UNWRITTEN: Decided = { documentNo: '', reason: '' };

function withEffects(
  objection: Objection,
  effects: readonly Effect[],
  written: Decided,
  { caller }: Occasion,
): Objection {
  return { ...objection, outstanding: effects.length === 0 ? null : { by: caller, ...written, effects } };
}

const NOT_YOURS = notAllowed(
  'Officers of the department that decided verify it; they and the credit office accept or decline it.',
);

function wrongStatus(message: string): Problem {
  return { code: 'WRONG_STATUS', field: null, message };
}

function event(
  what: ObjectionEventKind,
  { caller }: Occasion,
  rest: Partial<Pick<ObjectionEvent, 'documentNo' | 'reason'>> = {},
): ObjectionEvent {
  return { what, by: caller.id, department: caller.department, documentNo: null, reason: null, ...rest };
}

function taken(objection: Objection, happened: ObjectionEvent): ObjectionOutcome {
  return { kind: 'taken', objection, event: happened };
}

function refused(...problems: readonly Problem[]): ObjectionOutcome {
  return { kind: 'refused', problems };
}
