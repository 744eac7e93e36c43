import type { Notice } from '../../storage/coordination/port.ts';
import { taskStateIn } from './listing.ts';
import type { StoredListing } from './listing-case.ts';
import type { ListingEvent } from './listing-life.ts';
import { inListing } from './task-in-listing.ts';

/**
 * Whom an event of an entry concerns: departments whose tasks it opens or ends; the department that keeps the list; and where it does
 * neither, as when a dispute begins, those that have something to do upon it.
 */
export function listingNotices(
  listing: StoredListing,
  { what, task: ref }: ListingEvent,
  today: string,
): readonly Notice[] {
  const { id, owner, tasks } = listing;
  if (ref !== null) {
    return tasks
      .filter((task) => task.ref === ref)
      .map((task) => ({ department: owner, what: 'TASK_ANSWERED', about: inListing(listing, task).id }));
  }
  switch (what) {
    case 'MAKE_EFFECTIVE':
    case 'RESTORE':
      return [changed(owner, id), ...ofTasks(listing, 'TASK_OPENED')];
    case 'REVOKE':
    case 'REPAIR':
      return [changed(owner, id), ...ofTasks(listing, 'TASK_ENDED')];
    default: {
      const open = tasks.filter((one) => !OVER.includes(taskStateIn(listing, one, today)));
      return [...new Set([owner, ...open.map(({ department }) => department)])].map((one) => changed(one, id));
    }
  }
}

const OVER: readonly string[] = ['NOT_APPLICABLE', 'ENDED'];

function changed(department: string, about: string): Notice {
  return { department, what: 'LISTING_CHANGED', about };
}

/** A department that has said that the measure does not apply has nothing to lift. */
function ofTasks(listing: StoredListing, what: 'TASK_OPENED' | 'TASK_ENDED'): readonly Notice[] {
  return listing.tasks
    .filter(({ status }) => status !== 'NOT_APPLICABLE')
    .map((task) => ({ department: task.department, what, about: inListing(listing, task).id }));
}
