import { addMonths } from '../../schema/iso-date.ts';
import { deadlineOf } from '../../seeds/reference/coordination-limits.ts';
import { isInForce } from '../../seeds/reference/legal-bases.ts';
import { invalid, notAllowed, type Problem } from '../_runtime/problem.ts';
import { type CoordinatedList, coordinatedList } from './coordinated-list.ts';
import { isInForceOn, type Listing, type ListingState, listingStateOn, objectionDeadline } from './listing.ts';
import type { Occasion } from './occasion.ts';
import { reopened, type TaskStep, takeTaskStep } from './task-life.ts';
import { plannedTasks } from './task-plan.ts';
import { numberProblems, textProblems } from './written-text.ts';

/** What a listing begins with. */
export type ListingOpening = Pick<
  Listing,
  'subjectId' | 'subjectKind' | 'responsiblePersons' | 'documentNo' | 'decidedOn' | 'reason' | 'legalBasis' | 'endsOn'
>;

/** What can happen to an entry after it was told to its subject. */
export type ListingStep =
  | { readonly kind: 'MAKE_EFFECTIVE' }
  | { readonly kind: 'REVOKE' | 'REPAIR'; readonly documentNo: string; readonly reason: string }
  | { readonly kind: 'RESTORE'; readonly documentNo: string; readonly reason: string }
  | { readonly kind: 'MARK_OBJECTION' | 'CLEAR_OBJECTION' }
  | TaskStep;

/** One line of an entry's timeline. It names nobody's name: `by` is the id that a token gave. */
export interface ListingEvent {
  readonly what: 'NOTIFIED' | Exclude<ListingStep['kind'], TaskStep['kind']> | TaskEventKind;
  readonly by: string;
  readonly department: string | null;
  /** The task that it is about; null where it is about the entry. */
  readonly task: string | null;
  readonly documentNo: string | null;
  readonly reason: string | null;
}

type TaskEventKind = 'TASK_ACCEPTED' | 'TASK_EXECUTED' | 'TASK_NOT_APPLICABLE' | 'TASK_LIFTED';

export type ListingOutcome =
  | { readonly kind: 'taken'; readonly listing: Listing; readonly event: ListingEvent }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/**
 * An entry as it begins: the subject is told, and may object for so many working days. An entry in a list of integrity is nothing
 * to be asked about. Only officers of the department that keeps the list enter a subject.
 */
export function openListing(list: CoordinatedList, opening: ListingOpening, occasion: Occasion): ListingOutcome {
  if (!isOwnerOfficer(list.ownerDepartment, occasion)) return refused(NOT_THE_OWNER);
  const problems = openingProblems(list, opening, occasion.today);
  if (problems.length > 0) return refused(...problems);
  const { code, nature, ownerDepartment: owner } = list;
  const listing: Listing = {
    ...opening,
    list: code,
    nature,
    owner,
    status: 'NOTIFIED',
    notifiedOn: occasion.today,
    objectBy: nature === 'INCENTIVE' ? null : deadlineOf('OBJECT_BEFORE_ENTRY', occasion.today).on,
    effectiveOn: null,
    endsOn: opening.endsOn ?? termEnd(list, opening.decidedOn),
    ending: null,
    underObjection: false,
    tasks: [],
  };
  return taken(listing, event('NOTIFIED', occasion, { documentNo: opening.documentNo, reason: opening.reason }));
}

/** The entry after the step, or what stands against it. */
export function takeListingStep(listing: Listing, step: ListingStep, occasion: Occasion): ListingOutcome {
  switch (step.kind) {
    case 'ACCEPT':
    case 'EXECUTE':
    case 'NOT_APPLICABLE':
    case 'CONFIRM_LIFT':
      return taskStep(listing, step, occasion);
    default:
      return ownerStep(listing, step, occasion);
  }
}

function taskStep(listing: Listing, step: TaskStep, occasion: Occasion): ListingOutcome {
  const ground = { isInForce: isInForceOn(listing, occasion.today), today: occasion.today };
  const outcome = takeTaskStep(listing.tasks, step, ground, occasion.caller);
  if (outcome.kind === 'refused') return outcome;
  const { task } = outcome;
  const isDecidedByProgram = step.kind === 'EXECUTE' && occasion.caller.kind !== 'officer';
  if (isDecidedByProgram && listing.subjectKind === 'NATURAL_PERSON') return refused(NOT_BY_PROGRAM);
  const tasks = listing.tasks.map((one) => (one.ref === task.ref ? task : one));
  const { documentNo = null } = task.lift ?? task.execution ?? {};
  return taken(
    { ...listing, tasks },
    event(TASK_EVENTS[step.kind], occasion, { task: task.ref, documentNo, reason: task.reason }),
  );
}

const TASK_EVENTS = {
  ACCEPT: 'TASK_ACCEPTED',
  EXECUTE: 'TASK_EXECUTED',
  NOT_APPLICABLE: 'TASK_NOT_APPLICABLE',
  CONFIRM_LIFT: 'TASK_LIFTED',
} as const satisfies Record<TaskStep['kind'], TaskEventKind>;

/** What is decided about the entry itself. */
export type OwnerStep = Exclude<ListingStep, TaskStep>;

/** States in which each step can be taken. What has ended stays ended, but for a repair that was obtained by deceit. */
const FROM: Readonly<Record<OwnerStep['kind'], readonly ListingState[]>> = {
  MAKE_EFFECTIVE: ['NOTIFIED'],
  REVOKE: ['NOTIFIED', 'EFFECTIVE'],
  REPAIR: ['EFFECTIVE'],
  RESTORE: ['REPAIRED'],
  MARK_OBJECTION: ['NOTIFIED', 'EFFECTIVE'],
  CLEAR_OBJECTION: ['NOTIFIED', 'EFFECTIVE'],
};

function ownerStep(listing: Listing, step: OwnerStep, occasion: Occasion): ListingOutcome {
  return isOwnerOfficer(listing.owner, occasion) ? takeDecidedStep(listing, step, occasion) : refused(NOT_THE_OWNER);
}

/** The same for what was decided in a case of its own, a repair or an objection, which has seen to it who decides. */
export function takeDecidedStep(listing: Listing, step: OwnerStep, occasion: Occasion): ListingOutcome {
  const state = listingStateOn(listing, occasion.today);
  if (!FROM[step.kind].includes(state)) return refused(wrongState(FROM[step.kind], state));
  switch (step.kind) {
    case 'MAKE_EFFECTIVE':
      return madeEffective(listing, occasion);
    case 'REVOKE':
    case 'REPAIR':
      return ended(listing, step, occasion);
    case 'RESTORE':
      return restored(listing, step, occasion);
    case 'MARK_OBJECTION':
    case 'CLEAR_OBJECTION':
      return marked(listing, step.kind, occasion);
    default:
      return unknownStep(step);
  }
}

function madeEffective(listing: Listing, occasion: Occasion): ListingOutcome {
  const { today } = occasion;
  const problem = whyNotYet(listing, today);
  if (problem !== null) return refused(problem);
  const effective: Listing = {
    ...listing,
    status: 'EFFECTIVE',
    effectiveOn: today,
    tasks: plannedTasks(listing, occasion),
  };
  return taken(effective, event('MAKE_EFFECTIVE', occasion));
}

function whyNotYet(listing: Listing, today: string): Problem | null {
  const { list, underObjection } = listing;
  const objectBy = objectionDeadline(listing)?.on ?? null;
  if (!isInForce(coordinatedList(list)?.bases ?? [], today)) return NO_BASIS;
  if (underObjection) return wrongStatus('The subject disputes it. Decide about the objection first.');
  if (objectBy === null || objectBy < today) return null;
  return wrongStatus(`The subject may object up to and including ${objectBy}. It can take effect on the day after.`);
}

/** As if it had not been ended: departments have their limits anew, and carry out once more what they have lifted. */
function restored(
  listing: Listing,
  { documentNo, reason }: { readonly documentNo: string; readonly reason: string },
  occasion: Occasion,
): ListingOutcome {
  const tasks = listing.tasks.map((task) => reopened(task, occasion));
  const inForce: Listing = { ...listing, status: 'EFFECTIVE', ending: null, tasks };
  return taken(inForce, event('RESTORE', occasion, { documentNo, reason }));
}

function ended(
  listing: Listing,
  { kind, documentNo, reason }: OwnerStep & { readonly kind: 'REVOKE' | 'REPAIR' },
  occasion: Occasion,
): ListingOutcome {
  const problems = [...numberProblems('documentNo', documentNo), ...textProblems('reason', reason)];
  if (problems.length > 0) return refused(...problems);
  const ending = { on: occasion.today, documentNo, reason };
  const status = kind === 'REVOKE' ? 'REVOKED' : 'REPAIRED';
  return taken({ ...listing, status, ending, underObjection: false }, event(kind, occasion, { documentNo, reason }));
}

function marked(listing: Listing, kind: 'MARK_OBJECTION' | 'CLEAR_OBJECTION', occasion: Occasion): ListingOutcome {
  const underObjection = kind === 'MARK_OBJECTION';
  if (listing.underObjection === underObjection) {
    return refused(wrongStatus(underObjection ? 'It is marked already.' : 'It is not marked.'));
  }
  return taken({ ...listing, underObjection }, event(kind, occasion));
}

function openingProblems(list: CoordinatedList, opening: ListingOpening, today: string): readonly Problem[] {
  const { subjectKind, responsiblePersons, documentNo, decidedOn, reason, legalBasis, endsOn } = opening;
  return [
    ...(isInForce(list.bases, today) ? [] : [NO_BASIS]),
    ...(list.subjectKinds.includes(subjectKind)
      ? []
      : [invalid('subject', 'The list is not for subjects of this kind.')]),
    ...(responsiblePersons.length > 0 && (subjectKind === 'NATURAL_PERSON' || list.nature === 'INCENTIVE')
      ? [invalid('responsiblePersons', 'Only entries of organisations and sole traders for dishonesty have any.')]
      : []),
    ...numberProblems('documentNo', documentNo),
    ...textProblems('reason', reason),
    ...textProblems('legalBasis', legalBasis),
    ...(decidedOn <= today ? [] : [invalid('decidedOn', 'The day of the decision is yet to come.')]),
    ...endProblems(list, decidedOn, endsOn, today),
  ];
}

function endProblems(
  list: CoordinatedList,
  decidedOn: string,
  endsOn: string | null,
  today: string,
): readonly Problem[] {
  const latest = termEnd(list, decidedOn);
  const end = endsOn ?? latest;
  if (end !== null && end < today) return [invalid('endsOn', 'The term is over already.')];
  if (latest !== null && end !== null && end > latest) {
    return [invalid('endsOn', `The term of the list is ${list.termMonths} months from the decision.`)];
  }
  return [];
}

/** The last day of the list's term, counted in months from the decision; null where it has none. */
function termEnd({ termMonths }: CoordinatedList, decidedOn: string): string | null {
  return termMonths === null ? null : addMonths(decidedOn, termMonths);
}

/** Whether the caller is an officer of the department that keeps the list: decisions are people's. */
export function isOwnerOfficer(owner: string, { caller }: Pick<Occasion, 'caller'>): boolean {
  return caller.kind === 'officer' && caller.department === owner;
}

export const NOT_THE_OWNER = notAllowed('Only officers of the department that keeps the list may do this.');

const NOT_BY_PROGRAM = notAllowed('Upon a natural person an officer carries a measure out, never a program.');

const NO_BASIS: Problem = {
  code: 'INVALID',
  field: 'list',
  message: 'What the list rests on is not in force. Nobody is entered until the table of lists names a basis that is.',
};

function wrongState(from: readonly ListingState[], state: ListingState): Problem {
  return wrongStatus(`It is ${state}; this can be done while it is ${from.join(' or ')}.`);
}

function wrongStatus(message: string): Problem {
  return { code: 'WRONG_STATUS', field: null, message };
}

function event(
  what: ListingEvent['what'],
  { caller }: Occasion,
  rest: Partial<Pick<ListingEvent, 'task' | 'documentNo' | 'reason'>> = {},
): ListingEvent {
  return { what, by: caller.id, department: caller.department, task: null, documentNo: null, reason: null, ...rest };
}

function taken(listing: Listing, happened: ListingEvent): ListingOutcome {
  return { kind: 'taken', listing, event: happened };
}

function refused(...problems: readonly Problem[]): ListingOutcome {
  return { kind: 'refused', problems };
}

function unknownStep(step: never): never {
  throw new Error(`no such step: ${JSON.stringify(step)}`);
}
