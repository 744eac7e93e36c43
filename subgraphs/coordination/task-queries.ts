import type { DeskQuery } from '../../storage/coordination/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { departmentView } from './department-view.ts';
import { deskPage, type PageArguments } from './desk-page.ts';
import { liftDay, taskStateIn } from './listing.ts';
import { DESKS, TO_LIFT, toListing } from './listing-case.ts';
import { measureView } from './measure-view.ts';
import { dueDay, type TaskState } from './task.ts';
import { inListing, type TaskInListing } from './task-in-listing.ts';

type Queue = 'TO_DO' | 'OVERDUE' | 'EXECUTED' | 'TO_LIFT' | 'ALL';

interface TasksArguments extends PageArguments {
  readonly queue?: Queue | null;
  readonly department?: string | null;
}

/** The tasks of a department, for those who work there, and for auditors. */
export const taskQueries = {
  jointTasks: async (_: unknown, { queue, department, ...page }: TasksArguments, context: SubgraphContext) => {
    const whose = visibleDepartment(department ?? null, context);
    if (whose === null) return null;
    const states = STATES[queue ?? 'TO_DO'];
    const toNode = (held: Parameters<typeof toListing>[0], ref: string): TaskInListing | null => {
      const listing = toListing(held);
      const task = listing.tasks.find((one) => one.ref === ref);
      if (task === undefined || !states.includes(taskStateIn(listing, task, context.today))) return null;
      if (queue === 'TO_LIFT' && liftDay(listing, task, context.today) === null) return null;
      context.disclosed.about([listing.subjectId]);
      return inListing(listing, task);
    };
    const query = { kind: DESKS.task, ...whose, ...conditions(queue ?? 'TO_DO', context.today) };
    return deskPage(query, page, toNode, context);
  },
} satisfies Record<string, FieldResolver>;

/** Fields of a task. */
export const taskFields = {
  JointTask: {
    department: ({ task }: TaskInListing) => departmentView(task.department),
    measure: ({ task }: TaskInListing, _: unknown, { today }: SubgraphContext) => measureView(task.measure, today),
    state: ({ task, listing }: TaskInListing, _: unknown, { today }: SubgraphContext) =>
      taskStateIn(listing, task, today),
    openedAt: ({ task }: TaskInListing) => task.openedAt,
    dueOn: ({ task, listing }: TaskInListing, _: unknown, { today }: SubgraphContext) =>
      taskStateIn(listing, task, today) === 'ENDED' ? null : dueDay(task),
    execution: ({ task }: TaskInListing) => task.execution,
    reason: ({ task }: TaskInListing) => task.reason,
    liftBy: ({ task, listing }: TaskInListing, _: unknown, { today }: SubgraphContext) => liftDay(listing, task, today),
    lift: ({ task }: TaskInListing) => task.lift ?? null,
  },
} satisfies ResolverMap;

const STATES: Readonly<Record<Queue, readonly TaskState[]>> = {
  TO_DO: ['PENDING', 'ACCEPTED', 'OVERDUE'],
  OVERDUE: ['OVERDUE'],
  EXECUTED: ['EXECUTED'],
  TO_LIFT: ['ENDED'],
  ALL: ['PENDING', 'ACCEPTED', 'EXECUTED', 'NOT_APPLICABLE', 'OVERDUE', 'ENDED'],
};

/** What the store can tell of the states, which the clock has its part in. */
function conditions(queue: Queue, today: string): Pick<DeskQuery, 'states' | 'dueBefore' | 'openOn'> {
  switch (queue) {
    case 'TO_DO':
      return { states: ['PENDING', 'ACCEPTED'], openOn: today };
    case 'OVERDUE':
      return { states: ['PENDING', 'ACCEPTED'], openOn: today, dueBefore: today };
    case 'EXECUTED':
      return { states: ['EXECUTED'], openOn: today };
    // What has ended by the clock lies there as it was.
    case 'TO_LIFT':
      return { states: ['EXECUTED', TO_LIFT] };
    case 'ALL':
      return {};
  }
}

/** The department whose tasks the caller may see; auditors see those of all where they name none. Null where it may see none. */
export function visibleDepartment(
  asked: string | null,
  context: SubgraphContext,
): { readonly department?: string } | null {
  const caller = authenticatedCaller(context);
  if (caller?.kind === 'auditor') return asked === null ? {} : { department: asked };
  const own = caller?.kind === 'officer' || caller?.kind === 'application' ? caller.department : null;
  return own === null || (asked !== null && asked !== own) ? null : { department: own };
}
