import { bodyTable } from '../../seeds/reference/bodies.ts';
import type { SubjectKind } from '../../seeds/reference/cells.ts';
import { deadlineOf } from '../../seeds/reference/coordination-limits.ts';
import { incentivesFor, type Measure, measuresFor } from '../../seeds/reference/measures.ts';
import { bodiesBehind } from '../../seeds/reference/power-items.ts';
import { coordinatedList } from './coordinated-list.ts';
import type { Listing } from './listing.ts';
import type { Occasion } from './occasion.ts';
import type { Task } from './task.ts';

/** What of an entry calls measures forth. */
export type Entry = Pick<Listing, 'list' | 'nature' | 'subjectKind' | 'responsiblePersons'>;

/**
 * The tasks that an entry opens when it takes effect: one for each measure that it calls forth and each authority that carries it
 * out. What is left to the market, to industries or to society is no task: the hub informs those, and never orders them.
 */
export function plannedTasks(entry: Entry, { now, today }: Pick<Occasion, 'now' | 'today'>): readonly Task[] {
  const respondBy = deadlineOf('RESPOND', today).on;
  const pairs = measuresOfEntry(entry, today)
    .filter(({ mechanism }) => mechanism === 'administrative')
    .flatMap(({ code, executingBodies, matters }) =>
      bodiesBehind(executingBodies, matters)
        .filter(isAuthority)
        .map((department) => ({ measure: code, department })),
    );
  return pairs.map(({ measure, department }, index) => ({
    ref: `T${String(index + 1).padStart(3, '0')}`,
    department,
    measure,
    status: 'PENDING',
    openedAt: now.toISOString(),
    respondBy,
    executeBy: null,
    execution: null,
    reason: null,
  }));
}

/** The measures or incentives that an entry calls forth on a day, those among them that reach the persons who answer for it. */
function measuresOfEntry(entry: Entry, on: string): readonly Measure[] {
  const { list, nature, subjectKind, responsiblePersons } = entry;
  if (nature === 'INCENTIVE') {
    const signal = coordinatedList(list)?.signal ?? null;
    return signal === null ? [] : incentivesFor(new Set([signal]), { subjectKind, on });
  }
  const own = measuresFor({ listKind: list, subjectKind, on });
  const ofPersons = responsiblePersons.length === 0 ? [] : measuresOnPersons(list, subjectKind, on);
  return [...own, ...ofPersons.filter(({ code }) => !own.some((one) => one.code === code))];
}

/** Measures upon an entry of an organisation that the law aims at persons too. */
export function measuresOnPersons(listKind: string, subjectKind: SubjectKind, on: string) {
  if (subjectKind === 'NATURAL_PERSON') return [];
  return measuresFor({ listKind, subjectKind: 'NATURAL_PERSON', on }).filter(
    ({ reachesResponsiblePersons }) => reachesResponsiblePersons,
  );
}

function isAuthority(code: string): boolean {
  return !OUTSIDE.includes(bodyTable().get(code)?.kind ?? 'social');
}

const OUTSIDE: readonly string[] = ['market', 'industry', 'social', 'role'];
