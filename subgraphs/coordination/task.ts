import { isMeasureInForce } from './measure-of.ts';

/** What a department has said of its task; what the clock says of it is `taskStateOn`. */
export type TaskStatus = 'PENDING' | 'ACCEPTED' | 'EXECUTED' | 'NOT_APPLICABLE';

/** What a task is on a day. */
export type TaskState =
  | TaskStatus
  /** Its limit is over; it is still to be done. */
  | 'OVERDUE'
  /** The ground of the measure, or its basis, has ended: nothing is to be done any more, and what was done is lifted. */
  | 'ENDED';

/** One measure that one department is to carry out upon an entry. */
export interface Task {
  /** Unique in its entry. */
  readonly ref: string;
  readonly department: string;
  /** Code of the measure or incentive. */
  readonly measure: string;
  readonly status: TaskStatus;
  /** Instant since when it lies on the department's desk. */
  readonly openedAt: string;
  /** Last day to accept it, or to say that it does not apply. */
  readonly respondBy: string;
  /** Last day to carry it out, once it is accepted. */
  readonly executeBy: string | null;
  readonly execution: Execution | null;
  /** Why it does not apply. */
  readonly reason: string | null;
  /** How what was done was lifted after its ground had ended; missing or null where nobody has confirmed that. */
  readonly lift?: Lift | null;
}

/** How a measure was lifted. */
export interface Lift {
  readonly on: string;
  readonly documentNo: string;
  /** What was lifted, and how. */
  readonly effect: string;
}

/** What was done. */
export interface Execution {
  readonly on: string;
  readonly documentNo: string;
  /** What came of it. */
  readonly effect: string;
  /** In 10,000 yuan, where money is what it is about. */
  readonly amountWan: string | null;
}

/** What a task depends on beside itself. */
export interface Ground {
  /** Whether the entry that the task follows from is in force on the day. */
  readonly isInForce: boolean;
  /** YYYY-MM-DD */
  readonly today: string;
}

/** What the task is on a day: nobody has to write down that a limit, or what it follows from, is over. */
export function taskStateOn(task: Task, { isInForce, today }: Ground): TaskState {
  if (task.status === 'NOT_APPLICABLE') return task.status;
  if (!isInForce || !isMeasureInForce(task.measure, today)) return 'ENDED';
  return isLate(task, today) ? 'OVERDUE' : task.status;
}

/** Whether the department has carried it out, its ground has ended, and nobody has confirmed that it was lifted. */
export function needsLift(task: Task, ground: Ground): boolean {
  return task.status === 'EXECUTED' && task.lift == null && taskStateOn(task, ground) === 'ENDED';
}

/** Last day on which the task is in time for its next step; null where none is due. */
export function dueDay({ status, respondBy, executeBy }: Task): string | null {
  if (status === 'PENDING') return respondBy;
  return status === 'ACCEPTED' ? executeBy : null;
}

function isLate(task: Task, today: string): boolean {
  const due = dueDay(task);
  return due !== null && due < today;
}
