import type {
  CaseVersion,
  CoordinationStore,
  DeskEntry,
  DeskPosition,
  DeskQuery,
} from '../../../storage/coordination/port.ts';
import { recordId } from '../../../storage/record-id.ts';
import { cityDay } from '../subgraph-context.ts';

/** Kinds of the cases that tell what the clock has done, and up to which day that was told. */
export const CLOCK_NOTICE = 'clock-notice';
export const CLOCK_DAY = 'clock-day';

/** Before every day. */
const EVER = '0001-01-01';

const PAGE = 200;

/** What the clock does to things on desks. */
interface ClockRule {
  readonly what: string;
  readonly query: (span: Span) => Omit<DeskQuery, 'first' | 'after'>;
  /** Id of the thing as its department asks for it. */
  readonly about: (caseId: string, ref: string) => string;
}

/** Days that are looked through: from the first on, up to the day before the second. */
interface Span {
  readonly from: string;
  readonly before: string;
}

const ofCase = (caseId: string) => caseId;
const ofTask = (caseId: string, ref: string) => `${caseId}/${ref}`;

const RULES: readonly ClockRule[] = [
  {
    what: 'TASK_OVERDUE',
    query: ({ from, before }) => ({
      kind: 'task',
      states: ['PENDING', 'ACCEPTED'],
      notDueBefore: from,
      dueBefore: before,
      openOn: before,
    }),
    about: ofTask,
  },
  {
    // The measure was carried out and is to be lifted, because its ground has ended.
    what: 'TASK_OVERDUE',
    query: ({ from, before }) => ({ kind: 'task', states: ['TO_LIFT'], notDueBefore: from, dueBefore: before }),
    about: ofTask,
  },
  {
    what: 'CHECK_OVERDUE',
    query: ({ from, before }) => ({ kind: 'check', states: ['OPEN'], notDueBefore: from, dueBefore: before }),
    about: ofCase,
  },
  {
    what: 'TASK_ENDED',
    query: (closedWithin) => ({ kind: 'task', states: ['PENDING', 'ACCEPTED', 'EXECUTED'], closedWithin }),
    about: ofTask,
  },
  {
    what: 'LISTING_CHANGED',
    query: (closedWithin) => ({ kind: 'listing', states: ['NOTIFIED', 'EFFECTIVE'], closedWithin }),
    about: ofCase,
  },
];

/**
 * Puts into the log what nobody does: that limits and terms are over since yesterday. It is told once for each thing and day,
 * whoever does this and however often; whoever was cut off begins the day anew. Nothing happens where the day was told.
 */
export async function tellOfClock(store: CoordinationStore, now: Date): Promise<void> {
  const today = cityDay(now);
  const known = await store.case(DAY_ID);
  const { told } = (known?.content ?? { told: EVER }) as { readonly told: string }; // cast: written below only
  if (told >= today) return;
  for (const rule of RULES) await tellOf(rule, { from: told, before: today }, store, now);
  await store.save(dayCase(known?.version ?? 0, known?.openedAt ?? now.toISOString(), today, now));
}

async function tellOf(rule: ClockRule, span: Span, store: CoordinationStore, now: Date): Promise<void> {
  let after: DeskPosition | undefined;
  for (;;) {
    const query = { ...rule.query(span), first: PAGE, ...(after === undefined ? {} : { after }) };
    const { items, hasNextPage } = await store.desk(query);
    for (const { entry, case: held } of items) {
      after = { since: entry.since, caseId: held.id, ref: entry.ref };
      const about = rule.about(held.id, entry.ref);
      await store.save(noticeCase(rule.what, about, entry, now));
    }
    if (!hasNextPage) return;
  }
}

function noticeCase(what: string, about: string, { department, dueOn, openUntil }: DeskEntry, now: Date): CaseVersion {
  const at = now.toISOString();
  return {
    // With the days: whoever does a later step is told of that limit too.
    id: recordId('ClockNotice', [what, about, dueOn ?? '', openUntil ?? '']),
    kind: CLOCK_NOTICE,
    version: 1,
    openedAt: at,
    at,
    subjects: [],
    content: { what, about },
    event: { what, about },
    desks: [],
    notices: [{ department, what, about }],
  };
}

const DAY_ID = recordId('ClockDay', []);

function dayCase(version: number, openedAt: string, told: string, now: Date): CaseVersion {
  return {
    id: DAY_ID,
    kind: CLOCK_DAY,
    version: version + 1,
    openedAt,
    at: now.toISOString(),
    subjects: [],
    content: { told },
    event: { what: 'TOLD', day: told },
    desks: [],
  };
}
