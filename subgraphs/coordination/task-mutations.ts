import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { changeListing, NO_LISTING } from './listing-book.ts';
import type { StoredListing } from './listing-case.ts';
import { takeListingStep } from './listing-life.ts';
import { occasionOf } from './occasion.ts';
import type { Execution, Lift } from './task.ts';
import { inListing, placeOfTask, type TaskInListing } from './task-in-listing.ts';
import { isOfDepartment, type TaskStep } from './task-life.ts';

interface ExecutionInput extends Omit<Execution, 'amountWan'> {
  readonly amountWan?: string | null;
}

interface TaskChange {
  readonly task: TaskInListing | null;
  readonly problems: readonly Problem[];
}

/** What departments do about the tasks that entries put on their desks. */
export const taskMutations = {
  acceptTask: (_: unknown, { id }: { id: string }, context: SubgraphContext) =>
    step(id, (task) => ({ kind: 'ACCEPT', task }), context),
  executeTask: (_: unknown, { id, input }: { id: string; input: ExecutionInput }, context: SubgraphContext) => {
    const execution: Execution = { ...input, amountWan: input.amountWan ?? null };
    return step(id, (task) => ({ kind: 'EXECUTE', task, execution }), context);
  },
  declineTask: (_: unknown, { id, reason }: { id: string; reason: string }, context: SubgraphContext) =>
    step(id, (task) => ({ kind: 'NOT_APPLICABLE', task, reason }), context),
  confirmLift: (_: unknown, { id, input }: { id: string; input: Lift }, context: SubgraphContext) =>
    step(id, (task) => ({ kind: 'CONFIRM_LIFT', task, lift: { ...input } }), context),
} satisfies Record<string, FieldResolver>;

/** An entry's tasks are of many departments, so that a step is taken upon the task as it is, whatever others have done to theirs. */
async function step(
  id: string,
  stepOf: (task: string) => TaskStep,
  context: SubgraphContext,
): Promise<TaskChange | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const { listing: listingId, ref } = placeOfTask(id);
  const occasion = occasionOf(caller, context);
  const { listing, problems } = await changeListing(
    listingId,
    (before) =>
      before === null
        ? { kind: 'refused', problems: NO_LISTING.problems }
        : takeListingStep(before, stepOf(ref), occasion),
    occasion,
    context,
  );
  const task = listing === null ? null : ownTask(listing, ref, context);
  if (listing !== null && task !== null) context.disclosed.about([listing.subjectId]);
  return { task, problems };
}

function ownTask(listing: StoredListing, ref: string, context: SubgraphContext): TaskInListing | null {
  const caller = authenticatedCaller(context);
  const task = listing.tasks.find((one) => one.ref === ref);
  const isOwn = task !== undefined && caller !== null && isOfDepartment(task, caller);
  return isOwn ? inListing(listing, task) : null;
}
