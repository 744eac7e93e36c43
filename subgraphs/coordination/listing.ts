import type { SubjectKind } from '../../seeds/reference/cells.ts';
import { type Deadline, deadlineOf } from '../../seeds/reference/coordination-limits.ts';
import type { ListNature } from './coordinated-list.ts';
import { needsLift, type Task, type TaskState, taskStateOn } from './task.ts';

/** What was decided about an entry; that its term is over is said by the clock. */
export type ListingStatus = 'NOTIFIED' | 'EFFECTIVE' | 'REPAIRED' | 'REVOKED';

/** What an entry is on a day. */
export type ListingState = ListingStatus | 'EXPIRED';

/** An entry of a subject in a list, with all that departments do upon it. */
export interface Listing {
  /** Code of the list. */
  readonly list: string;
  readonly nature: ListNature;
  /** Code of the department that keeps the list. */
  readonly owner: string;
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  /** Ids of the natural persons who answer for the subject: measures that the law aims at persons reach them. */
  readonly responsiblePersons: readonly string[];
  /** Number of the decision. */
  readonly documentNo: string;
  /** Day of the decision: terms count from it. */
  readonly decidedOn: string;
  readonly reason: string;
  /** Law and article. */
  readonly legalBasis: string;
  readonly status: ListingStatus;
  /** Day on which the subject was told. */
  readonly notifiedOn: string;
  /** Last day on which the subject may object before the entry takes effect, as it was told; null where it need not be asked. */
  readonly objectBy: string | null;
  /** First day in effect; null before. */
  readonly effectiveOn: string | null;
  /** Last day of the term; null where it has no end of its own. */
  readonly endsOn: string | null;
  /** How it was ended before its term; null where it was not. */
  readonly ending: Ending | null;
  /** The subject disputes it: it does not block meanwhile. */
  readonly underObjection: boolean;
  readonly tasks: readonly Task[];
}

export interface Ending {
  readonly on: string;
  readonly documentNo: string;
  readonly reason: string;
}

/** What the entry is on a day, YYYY-MM-DD. */
export function listingStateOn({ status, endsOn }: Listing, today: string): ListingState {
  return (status === 'EFFECTIVE' || status === 'NOTIFIED') && endsOn !== null && endsOn < today ? 'EXPIRED' : status;
}

/** Whether measures may rest on the entry on the day. */
export function isInForceOn(listing: Listing, today: string): boolean {
  return listingStateOn(listing, today) === 'EFFECTIVE';
}

/** What a task of the entry is on the day. */
export function taskStateIn(listing: Listing, task: Task, today: string): TaskState {
  return taskStateOn(task, { isInForce: isInForceOn(listing, today), today });
}

/**
 * Last day for the department to lift what it did upon the entry, from the day on which that ended; null where nothing is to be
 * lifted.
 */
export function liftDay(listing: Listing, task: Task, today: string): string | null {
  if (!needsLift(task, { isInForce: isInForceOn(listing, today), today })) return null;
  const isExpired = listingStateOn(listing, today) === 'EXPIRED';
  return deadlineOf('LIFT', listing.ending?.on ?? (isExpired ? (listing.endsOn ?? today) : today)).on;
}

/**
 * Last day on which the subject may object; null where it need not be asked. Until the entry takes effect it is counted anew: the
 * holidays of a year are made known late in the one before. Nobody gets less time than it was told.
 */
export function objectionDeadline(listing: Listing): Pick<Deadline, 'on' | 'isProvisional'> | null {
  const { objectBy, notifiedOn, status } = listing;
  if (objectBy === null) return null;
  const counted = deadlineOf('OBJECT_BEFORE_ENTRY', notifiedOn);
  if (status !== 'NOTIFIED' || counted.on <= objectBy) return { on: objectBy, isProvisional: counted.isProvisional };
  return counted;
}
