import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RecordState } from '../../storage/port.ts';
import { stateOn, storedStates } from '../../storage/state-on-day.ts';

const STATES: readonly RecordState[] = ['EFFECTIVE', 'UNDER_OBJECTION', 'REPAIRED', 'EXPIRED', 'WITHDRAWN'];
const DAY = '2026-06-15';

test.each([
  ['EFFECTIVE', '2026-06-14', 'EXPIRED'],
  ['EFFECTIVE', '2026-06-15', 'EFFECTIVE'],
  ['EFFECTIVE', null, 'EFFECTIVE'],
  ['UNDER_OBJECTION', '2026-06-14', 'UNDER_OBJECTION'],
  ['REPAIRED', '2026-06-14', 'REPAIRED'],
  ['EXPIRED', null, 'EXPIRED'],
  ['WITHDRAWN', '2026-06-14', 'WITHDRAWN'],
] as const)('a record that is stored as %s and public until %s is %s', (state, publicityEndDate, expected) => {
  expect(stateOn({ state, publicityEndDate }, DAY)).toBe(expected);
});

test('what stores look for is what is in one of the states', () => {
  const anyEnd = fc.constantFrom(null, '2026-06-14', DAY, '2026-06-16');
  const runs = fc.property(fc.subarray([...STATES]), fc.constantFrom(...STATES), anyEnd, (states, state, end) => {
    const { always, afterPublicity, beforeItsEnd } = storedStates(states);
    const isOver = end !== null && end < DAY;
    const isFound = [...always, ...(isOver ? afterPublicity : beforeItsEnd)].includes(state);
    expect(isFound).toBe(states.includes(stateOn({ state, publicityEndDate: end }, DAY)));
  });
  fc.assert(runs);
});
