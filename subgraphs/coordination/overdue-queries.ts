import type { DeskEntry, DeskQuery } from '../../storage/coordination/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { figuresSight } from '../_runtime/figures/figures-sight.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { CHECK, toCheck } from './check-case.ts';
import { checkStateOn } from './credit-check.ts';
import { departmentView } from './department-view.ts';
import { deskPage, type PageArguments } from './desk-page.ts';
import { taskStateIn } from './listing.ts';
import { DESKS, toListing } from './listing-case.ts';
import { dueDay } from './task.ts';
import { inListing } from './task-in-listing.ts';

type OverdueKind = 'TASK' | 'CHECK';

interface OverdueArguments extends PageArguments {
  readonly kind?: OverdueKind | null;
  readonly department?: string | null;
}

/** Something that a department has not done in time: which, whose and since when, and nothing about whom. */
interface OverdueItem {
  readonly kind: OverdueKind;
  readonly about: string;
  readonly department: string;
  readonly dueOn: string | null;
}

/** What departments have not done in time: for each its own, for those who watch over them all of it. */
export const overdueQueries = {
  overdueWork: (_: unknown, { kind, department, ...page }: OverdueArguments, context: SubgraphContext) => {
    const whose = watchedDepartment(department ?? null, context);
    if (whose === null) return null;
    return (kind ?? 'TASK') === 'TASK' ? lateTasks(whose, page, context) : lateChecks(whose, page, context);
  },
} satisfies Record<string, FieldResolver>;

export const overdueFields = {
  OverdueItem: { department: ({ department }: OverdueItem) => departmentView(department) },
} satisfies ResolverMap;

type Whose = Pick<DeskQuery, 'department'>;

function lateTasks(whose: Whose, page: PageArguments, context: SubgraphContext) {
  const { today } = context;
  const query = { kind: DESKS.task, ...whose, states: ['PENDING', 'ACCEPTED'], openOn: today, dueBefore: today };
  return deskPage(
    query,
    page,
    (held, ref): OverdueItem | null => {
      const listing = toListing(held);
      const task = listing.tasks.find((one) => one.ref === ref);
      if (task === undefined || taskStateIn(listing, task, today) !== 'OVERDUE') return null;
      return { kind: 'TASK', about: inListing(listing, task).id, department: task.department, dueOn: dueDay(task) };
    },
    context,
  );
}

function lateChecks(whose: Whose, page: PageArguments, context: SubgraphContext) {
  const { today } = context;
  return deskPage(
    { kind: CHECK, ...whose, states: ['OPEN'] satisfies DeskEntry['state'][], dueBefore: today },
    page,
    (held): OverdueItem | null => {
      const { receiptNo: about, department, feedbackBy: dueOn, ...check } = toCheck(held);
      const isLate = checkStateOn({ ...check, department, feedbackBy: dueOn }, today) === 'OVERDUE';
      return isLate ? { kind: 'CHECK', about, department, dueOn } : null;
    },
    context,
  );
}

/** As with figures, but that the public is told nothing. */
function watchedDepartment(department: string | null, context: SubgraphContext): Whose | null {
  const caller = authenticatedCaller(context);
  if (caller === null || !WATCHERS.includes(caller.kind)) return null;
  const sight = figuresSight(context.passport, { department, by: [] });
  if (sight === null) return null;
  return sight.department === null ? {} : { department: sight.department };
}

const WATCHERS: readonly string[] = ['officer', 'application', 'auditor', 'operator'];
