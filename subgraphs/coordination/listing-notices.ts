import type { Notice } from '../../storage/coordination/port.ts';
import { type Listing, taskStateIn } from './listing.ts';
import type { ListingEvent } from './listing-life.ts';
import { taskId } from './task-in-listing.ts';

/**
 * Whom an event of an entry concerns: departments whose tasks it opens or ends; those with open tasks where a dispute begins or is
 * over; and the department that keeps the list.
 */
export function listingNotices(
  id: string,
  listing: Listing,
  { what, task }: ListingEvent,
  today: string,
): readonly Notice[] {
  const { owner } = listing;
  switch (what) {
    case 'TASK_ACCEPTED':
    case 'TASK_EXECUTED':
    case 'TASK_NOT_APPLICABLE':
      return task === null ? [] : [{ department: owner, what: 'TASK_ANSWERED', about: taskId({ id }, { ref: task }) }];
    case 'NOTIFIED':
      return [changed(owner, id)];
    case 'MAKE_EFFECTIVE':
      return [changed(owner, id), ...ofTasks(id, listing, 'TASK_OPENED')];
    case 'REVOKE':
    case 'REPAIR':
      return [changed(owner, id), ...ofTasks(id, listing, 'TASK_ENDED')];
    case 'MARK_OBJECTION':
    case 'CLEAR_OBJECTION': {
      const open = listing.tasks.filter((one) => !OVER.includes(taskStateIn(listing, one, today)));
      return [...new Set([owner, ...open.map(({ department }) => department)])].map((one) => changed(one, id));
    }
  }
}

const OVER: readonly string[] = ['NOT_APPLICABLE', 'ENDED'];

function changed(department: string, about: string): Notice {
  return { department, what: 'LISTING_CHANGED', about };
}

/** A department that has said that the measure does not apply has nothing to lift. */
function ofTasks(id: string, { tasks }: Listing, what: 'TASK_OPENED' | 'TASK_ENDED'): readonly Notice[] {
  return tasks
    .filter(({ status }) => status !== 'NOT_APPLICABLE')
    .map((task) => ({ department: task.department, what, about: taskId({ id }, task) }));
}
