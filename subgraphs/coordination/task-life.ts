import type { Caller } from '../../schema/access/passport.ts';
import { deadlineOf } from '../../seeds/reference/coordination-limits.ts';
import { invalid, NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import { cityDay } from '../_runtime/subgraph-context.ts';
import type { Occasion } from './occasion.ts';
import {
  type Execution,
  type Ground,
  type Lift,
  needsLift,
  type Task,
  type TaskState,
  type TaskStatus,
  taskStateOn,
} from './task.ts';
import { numberProblems, textProblems } from './written-text.ts';

/** What a department does about a task. */
export type TaskStep =
  | { readonly kind: 'ACCEPT'; readonly task: string }
  | { readonly kind: 'EXECUTE'; readonly task: string; readonly execution: Execution }
  | { readonly kind: 'NOT_APPLICABLE'; readonly task: string; readonly reason: string }
  /** What was done is lifted, because its ground has ended. */
  | { readonly kind: 'CONFIRM_LIFT'; readonly task: string; readonly lift: Lift };

export type TaskOutcome =
  | { readonly kind: 'taken'; readonly task: Task }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** What has been said of a task, for each step to be taken upon it. A limit that is over ends nothing: late is better than never. */
const FROM: Readonly<Record<TaskStep['kind'], readonly TaskStatus[]>> = {
  ACCEPT: ['PENDING'],
  EXECUTE: ['PENDING', 'ACCEPTED'],
  NOT_APPLICABLE: ['PENDING', 'ACCEPTED'],
  CONFIRM_LIFT: ['EXECUTED'],
};

/**
 * The task after the step. Its department's officers and applications take it, nobody else; to others it looks as if there were
 * none. Once what the task follows from has ended, nothing is done any more but to lift what was done.
 */
export function takeTaskStep(tasks: readonly Task[], step: TaskStep, ground: Ground, caller: Caller): TaskOutcome {
  const task = tasks.find(({ ref }) => ref === step.task);
  if (task === undefined || !isOfDepartment(task, caller)) return refused(NOT_FOUND);
  const state = taskStateOn(task, ground);
  if (step.kind === 'CONFIRM_LIFT' && !needsLift(task, ground)) return refused(NOTHING_TO_LIFT);
  const isOver = state === 'ENDED' && step.kind !== 'CONFIRM_LIFT';
  if (isOver || !FROM[step.kind].includes(task.status)) return refused(wrongState(step.kind, state));
  const problems = stepProblems(task, step, ground.today);
  return problems.length > 0 ? refused(...problems) : { kind: 'taken', task: taskAfter(task, step, ground.today) };
}

/** Whether the caller works for the department whose task it is. */
export function isOfDepartment({ department }: Pick<Task, 'department'>, { kind, department: own }: Caller): boolean {
  return (kind === 'officer' || kind === 'application') && own === department;
}

function taskAfter(task: Task, step: TaskStep, today: string): Task {
  switch (step.kind) {
    case 'ACCEPT':
      return { ...task, status: 'ACCEPTED', executeBy: deadlineOf('EXECUTE', today).on };
    case 'EXECUTE':
      return { ...task, status: 'EXECUTED', execution: step.execution };
    case 'NOT_APPLICABLE':
      return { ...task, status: 'NOT_APPLICABLE', reason: step.reason };
    case 'CONFIRM_LIFT':
      return { ...task, lift: step.lift };
  }
}

/** The task of an entry that is in force again. What was not lifted still stands. */
export function reopened(task: Task, { now, today }: Pick<Occasion, 'now' | 'today'>): Task {
  const isToDo = task.status === 'PENDING' || task.status === 'ACCEPTED' || task.lift != null;
  if (!isToDo) return task;
  const respondBy = deadlineOf('RESPOND', today).on;
  const anew = { status: 'PENDING', respondBy, executeBy: null, execution: null, lift: null } as const;
  return { ...task, ...anew, openedAt: now.toISOString() };
}

function stepProblems({ openedAt, execution }: Task, step: TaskStep, today: string): readonly Problem[] {
  if (step.kind === 'NOT_APPLICABLE') return textProblems('reason', step.reason);
  if (step.kind === 'ACCEPT') return [];
  const { on, documentNo, effect } = step.kind === 'EXECUTE' ? step.execution : step.lift;
  const isPossible = on <= today && on >= (execution?.on ?? cityDay(new Date(openedAt)));
  return [
    ...numberProblems('documentNo', documentNo),
    ...textProblems('effect', effect),
    ...(isPossible
      ? []
      : [invalid('on', 'It must be a day since the task was opened or carried out, today at the latest.')]),
  ];
}

const NOTHING_TO_LIFT: Problem = {
  code: 'WRONG_STATUS',
  field: null,
  message: 'There is nothing to lift: it was not carried out, still holds, or was lifted.',
};

function wrongState(kind: TaskStep['kind'], state: TaskState): Problem {
  const message =
    state === 'ENDED'
      ? 'What the task follows from has ended, so nothing is to be done any more.'
      : `It is ${state}; this can be done while it is ${FROM[kind].join(' or ')}.`;
  return { code: 'WRONG_STATUS', field: null, message };
}

function refused(...problems: readonly Problem[]): TaskOutcome {
  return { kind: 'refused', problems };
}
