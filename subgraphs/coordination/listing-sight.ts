import type { Caller } from '../../schema/access/passport.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { isInForceOn, type Listing } from './listing.ts';
import { maySeeSubject } from './subject-sight.ts';
import type { Task } from './task.ts';
import { isOfDepartment } from './task-life.ts';

/**
 * How much of an entry a caller sees: all of it, for the department that keeps the list and for auditors; what concerns it, for who
 * was entered; the entry and its own tasks, for a department that has any; the entry while it is in force, for whoever may see the
 * subject.
 */
export type ListingSight = 'all' | 'own' | 'tasks' | 'entry';

/** Null where the caller sees nothing of it: to that one it looks as if there were none. */
export function listingSight(listing: Listing, caller: Caller, context: SubgraphContext): ListingSight | null {
  if (caller.kind === 'auditor' || isOfDepartment({ department: listing.owner }, caller)) return 'all';
  if (caller.subject !== null) return isAbout(listing, caller.subject) ? 'own' : null;
  if (listing.tasks.some((task) => isOfDepartment(task, caller))) return 'tasks';
  return isInForceOn(listing, context.today) && maySeeSubject(listing.subjectId, context) ? 'entry' : null;
}

/** The tasks of an entry that the caller sees. */
export function visibleTasks(listing: Listing, caller: Caller, context: SubgraphContext): readonly Task[] {
  const sight = listingSight(listing, caller, context);
  if (sight === 'all') return listing.tasks;
  return sight === 'tasks' ? listing.tasks.filter((task) => isOfDepartment(task, caller)) : [];
}

function isAbout({ subjectId, responsiblePersons }: Listing, subject: string): boolean {
  return subjectId === subject || responsiblePersons.includes(subject);
}
