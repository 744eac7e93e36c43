import type { RecordConditions, RecordState, StoredRecord } from '../../../storage/port.ts';
import { stateOn } from '../../../storage/state-on-day.ts';

/** Which records of a row are read: those that count now, those of the past too, or all. */
export type Reach = 'current' | 'past' | 'all';

/** Where a record stands for access: it counts now, it is of the past, or it is not used any more. */
export type RecordAge = 'current' | 'past' | 'gone';

const IN_FORCE: readonly RecordState[] = ['EFFECTIVE', 'UNDER_OBJECTION'];
const NOT_GONE: readonly RecordState[] = [...IN_FORCE, 'EXPIRED'];

/**
 * Age of a record on a day. Published records count while they are in force and in publicity; others, which have no publicity,
 * while they are in force. Repaired and withdrawn ones are gone.
 */
export function recordAge(record: StoredRecord, isPublished: boolean, today: string): RecordAge {
  const state = stateOn(record, today);
  if (!NOT_GONE.includes(state)) return 'gone';
  if (!IN_FORCE.includes(state)) return 'past';
  return !isPublished || isInPublicity(record, today) ? 'current' : 'past';
}

/** The same as a condition for reading. */
export function reachConditions(reach: Reach, isPublished: boolean, today: string): RecordConditions {
  if (reach === 'all') return {};
  if (reach === 'past') return { states: { anyOf: NOT_GONE, day: today } };
  return isPublished ? { publicOn: today } : { states: { anyOf: IN_FORCE, day: today } };
}

function isInPublicity({ publicityStartDate: start, publicityEndDate: end }: StoredRecord, today: string): boolean {
  return start !== null && start <= today && (end === null || end >= today);
}
