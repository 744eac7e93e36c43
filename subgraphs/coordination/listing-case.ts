import type { CaseVersion, DeskEntry, StoredCase } from '../../storage/coordination/port.ts';
import type { JsonValue } from '../../storage/port.ts';
import { recordId } from '../../storage/record-id.ts';
import { type Listing, liftDay, taskStateIn } from './listing.ts';
import type { ListingEvent } from './listing-life.ts';
import { listingNotices } from './listing-notices.ts';
import type { Occasion } from './occasion.ts';
import { dueDay, type Task } from './task.ts';

/** Kind of the cases that entries are. */
export const LISTING = 'listing';

/** Kinds of what entries put on desks. */
export const DESKS = { listing: 'listing', task: 'task' } as const;

/** State on its desk of a task whose measure is to be lifted. */
export const TO_LIFT = 'TO_LIFT';

/** An entry with its place in the store. */
export interface StoredListing extends Listing {
  readonly id: string;
  readonly version: number;
  readonly openedAt: string;
}

/** The same decision about the same subject in the same list is the same entry, however often it is entered. */
export function listingId({ list, subjectId, documentNo }: Pick<Listing, 'list' | 'subjectId' | 'documentNo'>): string {
  return recordId('JointListing', [list, subjectId, documentNo]);
}

export function toListing({ id, version, openedAt, content }: StoredCase): StoredListing {
  return { ...(content as unknown as Listing), id, version, openedAt }; // cast: written below only
}

/** The case after the event. */
export function listingCase(
  id: string,
  before: Pick<StoredListing, 'version' | 'openedAt'> | null,
  listing: Listing,
  event: ListingEvent,
  { now, today }: Pick<Occasion, 'now' | 'today'>,
): CaseVersion {
  const at = now.toISOString();
  const openedAt = before?.openedAt ?? at;
  const version = (before?.version ?? 0) + 1;
  return {
    id,
    kind: LISTING,
    version,
    openedAt,
    at,
    subjects: [listing.subjectId, ...listing.responsiblePersons],
    // cast: plain objects all through
    content: listing as unknown as JsonValue,
    event: event as unknown as JsonValue,
    notices: listingNotices({ ...listing, id, version, openedAt }, event, today),
    desks: [ownerDesk(listing, openedAt), ...listing.tasks.map((task) => taskDesk(listing, task, today))],
  };
}

function ownerDesk({ owner, status, objectBy, endsOn }: Listing, since: string): DeskEntry {
  return {
    ref: 'listing',
    kind: DESKS.listing,
    department: owner,
    state: status,
    dueOn: status === 'NOTIFIED' ? objectBy : null,
    openUntil: endsOn,
    since,
  };
}

/** What ends by the clock is left out by `openUntil`; what was ended says so itself. */
function taskDesk(listing: Listing, task: Task, today: string): DeskEntry {
  return {
    ref: task.ref,
    kind: DESKS.task,
    department: task.department,
    ...standingOf(listing, task, today),
    openUntil: listing.endsOn,
    since: task.openedAt,
  };
}

function standingOf(listing: Listing, task: Task, today: string): Pick<DeskEntry, 'state' | 'dueOn'> {
  if (taskStateIn(listing, task, today) !== 'ENDED') return { state: task.status, dueOn: dueDay(task) };
  const liftBy = liftDay(listing, task, today);
  return { state: liftBy === null ? 'ENDED' : TO_LIFT, dueOn: liftBy };
}
