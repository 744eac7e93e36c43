import type { RecordState, StoredRecord } from './port.ts';

const STATES: readonly RecordState[] = ['EFFECTIVE', 'UNDER_OBJECTION', 'REPAIRED', 'EXPIRED', 'WITHDRAWN'];

/**
 * State of a record on a day (YYYY-MM-DD). One whose publicity is over has expired, on the day after the last one and without
 * anybody writing it down.
 */
export function stateOn(record: Pick<StoredRecord, 'state' | 'publicityEndDate'>, day: string): RecordState {
  return stateOf(record.state, record.publicityEndDate !== null && record.publicityEndDate < day);
}

/** Which stored states are one of some states on a day. No state stands in two of the lists. */
export interface StoredStates {
  readonly always: readonly RecordState[];
  /** Only where publicity has an end, and that before the day. */
  readonly afterPublicity: readonly RecordState[];
  /** Only where it has not. */
  readonly beforeItsEnd: readonly RecordState[];
}

/** What stores, which compare stored states, look for to find the records that are in one of the states on a day. */
export function storedStates(states: readonly RecordState[]): StoredStates {
  const whose = (after: boolean, before: boolean) =>
    STATES.filter(
      (stored) =>
        states.includes(stateOf(stored, true)) === after && states.includes(stateOf(stored, false)) === before,
    );
  return { always: whose(true, true), afterPublicity: whose(true, false), beforeItsEnd: whose(false, true) };
}

function stateOf(stored: RecordState, publicityIsOver: boolean): RecordState {
  return stored === 'EFFECTIVE' && publicityIsOver ? 'EXPIRED' : stored;
}
