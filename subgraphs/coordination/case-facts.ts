import { officialWorkingDays } from '../../seeds/reference/working-calendar.ts';
import type { CaseEvent, StoredCase } from '../../storage/coordination/port.ts';
import { type Answered, type CaseFacts, type Fact, NOT_DUE } from '../_runtime/figures/fact.ts';
import { CLOCK_DAY, CLOCK_NOTICE } from '../_runtime/push/clock-notices.ts';
import { WEBHOOK } from '../_runtime/push/webhook.ts';
import { DELIVERY } from '../_runtime/push/webhook-delivery.ts';
import { WEBHOOK_PLACE } from '../_runtime/push/webhook-place.ts';
import { cityDay } from '../_runtime/subgraph-context.ts';
import { BATCH } from './batch-check.ts';
import { CHECK, toCheck } from './check-case.ts';
import { type CheckEvent, checkStateOn } from './credit-check.ts';
import { listingStateOn, taskStateIn } from './listing.ts';
import { LISTING, toListing } from './listing-case.ts';
import type { ListingEvent } from './listing-life.ts';
import { measureOf } from './measure-of.ts';
import type { Task, TaskState } from './task.ts';

/** Kinds of cases that count nothing by themselves: the hub's own bookkeeping, and batches, whose checks count. */
const UNCOUNTED: readonly string[] = [CLOCK_DAY, CLOCK_NOTICE, WEBHOOK, WEBHOOK_PLACE, DELIVERY, BATCH];

/** What a case counts as: an entry with each of its tasks, a check, or one of another kind by the state on its first desk. */
export const caseFacts: CaseFacts = (held, events, today) => {
  if (held.kind === LISTING) return listingFacts(held, events, today);
  if (held.kind === CHECK) return [checkFact(held, events, today)];
  return UNCOUNTED.includes(held.kind) ? [] : [otherFact(held, today)];
};

function listingFacts(held: StoredCase, events: readonly CaseEvent[], today: string): readonly Fact[] {
  const listing = toListing(held);
  const entry: Fact = {
    unit: LISTING,
    department: listing.owner,
    list: listing.list,
    measure: null,
    mechanism: null,
    outcome: listingStateOn(listing, today),
    response: NOT_DUE,
    feedback: NOT_DUE,
    isOverdue: false,
  };
  const tasks = listing.tasks.map((task) =>
    taskFact(
      task,
      taskStateIn(listing, task, today),
      listing.list,
      events as unknown as readonly Happened<ListingEvent>[],
    ),
  );
  return [entry, ...tasks];
}

/** An event of a case whose sort is known; casts to it are of a log that only its own folder writes. */
interface Happened<Event> extends Omit<CaseEvent, 'event'> {
  readonly event: Event;
}

/** Once what it follows from has ended, nobody owes an answer that has not come. */
function taskFact(task: Task, state: TaskState, list: string, events: readonly Happened<ListingEvent>[]): Fact {
  const answers = events.filter(({ at, event }) => event.task === task.ref && at >= task.openedAt);
  const opened = cityDay(new Date(task.openedAt));
  const responded = answers[0];
  const fedBack = answers.find(({ event }) => event.what !== 'TASK_ACCEPTED');
  const answered = (answer: Happened<ListingEvent> | undefined): Answered => ({
    isDue: answer !== undefined || state !== 'ENDED',
    days: answer === undefined ? null : daysBetween(opened, answer.at),
  });
  const isOpen = task.status === 'PENDING' || task.status === 'ACCEPTED';
  return {
    unit: 'task',
    department: task.department,
    list,
    measure: task.measure,
    mechanism: measureOf(task.measure)?.mechanism ?? null,
    outcome: isOpen ? (state === 'ENDED' ? 'ENDED' : 'OPEN') : task.status,
    response: answered(responded),
    feedback: answered(fedBack),
    isOverdue: state === 'OVERDUE',
  };
}

function checkFact(held: StoredCase, events: readonly CaseEvent[], today: string): Fact {
  const check = toCheck(held);
  const fedBack = (events as unknown as readonly Happened<CheckEvent>[]).find(({ event }) => event.what === 'FED_BACK');
  return {
    unit: CHECK,
    department: check.department,
    list: null,
    measure: null,
    mechanism: null,
    outcome: check.verdict,
    response: NOT_DUE,
    feedback: {
      isDue: check.feedbackBy !== null,
      days: fedBack === undefined ? null : daysBetween(check.checkedOn, fedBack.at),
    },
    isOverdue: checkStateOn(check, today) === 'OVERDUE',
  };
}

function otherFact({ kind, desks, content }: StoredCase, today: string): Fact {
  const [desk] = desks;
  return {
    unit: kind,
    department: desk?.department ?? null,
    list: textIn(content, 'list'),
    measure: null,
    mechanism: null,
    outcome: desk?.state ?? 'OPEN',
    response: NOT_DUE,
    feedback: NOT_DUE,
    isOverdue: desks.some(({ dueOn }) => dueOn !== null && dueOn < today),
  };
}

function textIn(content: StoredCase['content'], field: string): string | null {
  const value = typeof content === 'object' && content !== null && field in content ? Object(content)[field] : null;
  return typeof value === 'string' ? value : null;
}

function daysBetween(day: string, at: string): number {
  return officialWorkingDays().workingDaysBetween(day, cityDay(new Date(at)));
}
