import type { StoredListing } from './listing-case.ts';
import type { Task } from './task.ts';

/** A task with the entry that it follows from. */
export interface TaskInListing {
  readonly id: string;
  readonly task: Task;
  readonly listing: StoredListing;
}

/** Id of a task among those of all entries. */
function taskId({ id }: Pick<StoredListing, 'id'>, { ref }: Pick<Task, 'ref'>): string {
  return `${id}/${ref}`;
}

/** The entry and the task that an id names; whatever is no id names none. */
export function placeOfTask(id: string): { readonly listing: string; readonly ref: string } {
  const [listing = '', ref = ''] = id.split('/');
  return { listing, ref };
}

export function inListing(listing: StoredListing, task: Task): TaskInListing {
  return { id: taskId(listing, task), task, listing };
}
