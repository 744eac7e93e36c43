import { describe, expect, test } from '@jest/globals';
import { pacing } from '../../../gateway/request/pace.ts';
import { type Caller, PUBLIC_PASSPORT } from '../../../schema/access/passport.ts';

const APPLICATION: Caller = { kind: 'application', id: 'app:x', department: null, subject: null };

/** Requests of which the caller is answered, of so many at a moment. */
function passed(pace: ReturnType<typeof pacing>, caller: Caller, requests: number): number {
  return Array.from({ length: requests }, () => pace(caller)).filter(({ kind }) => kind === 'done').length;
}

describe('in one second', () => {
  test('a caller is answered so many requests, and learns how many that were', () => {
    const pace = pacing(3, () => 5_500);
    expect(passed(pace, APPLICATION, 3)).toBe(3);
    expect(pace(APPLICATION)).toMatchObject({
      kind: 'refused',
      error: { code: 'RATE_EXCEEDED', details: { figure: 4, max: 3 } },
    });
  });

  test('every caller has requests of its own, and who is of another kind is another caller', () => {
    const pace = pacing(3, () => 5_500);
    for (const caller of [APPLICATION, { ...APPLICATION, id: 'app:y' }, { ...APPLICATION, kind: 'agency' } as const]) {
      expect(passed(pace, caller, 5)).toBe(3);
    }
  });

  test('the public is not counted', () => {
    expect(
      passed(
        pacing(0, () => 0),
        PUBLIC_PASSPORT.caller,
        50,
      ),
    ).toBe(50);
  });
});

test('in the next second a caller is answered again', () => {
  let now = 5_999;
  const pace = pacing(3, () => now);
  expect(passed(pace, APPLICATION, 5)).toBe(3);
  now = 6_000;
  expect(passed(pace, APPLICATION, 5)).toBe(3);
});
