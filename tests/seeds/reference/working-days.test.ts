import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HubError } from '../../../schema/errors.ts';
import { addDays, dayNumber, dayOfNumber } from '../../../schema/iso-date.ts';
import { officialWorkingDays, workingCalendar } from '../../../seeds/reference/working-calendar.ts';
import { workingDays } from '../../../seeds/reference/working-days.ts';

const official = officialWorkingDays();

function refusal(act: () => unknown): HubError {
  try {
    act();
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('It was expected to be refused.');
}

describe('the official calendar', () => {
  test('covers 2023 to 2026', () => {
    const { from, to } = workingCalendar();
    expect([from, to]).toEqual(['2023-01-01', '2026-12-31']);
  });

  test('lists only days that differ from Monday to Friday', () => {
    for (const [date, worked] of workingCalendar().exceptions) {
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
      expect({ date, worked }).toEqual({ date, worked: weekday === 0 || weekday === 6 });
    }
  });

  // Mondays to Fridays of the year, less those that are holidays, and the weekend days that are worked instead.
  test.each([
    [2023, 260 - 18 + 7],
    [2024, 262 - 19 + 8],
    [2025, 261 - 18 + 5],
    [2026, 261 - 19 + 6],
  ])('has in %d %d working days', (year, days) => {
    expect(official.isWorkday(`${year}-01-01`)).toBe(false);
    expect(official.workingDaysBetween(`${year}-01-01`, `${year}-12-31`)).toBe(days);
  });

  test('counts a make-up Saturday and a make-up Sunday as working days', () => {
    expect(official.isWorkday('2025-10-11')).toBe(true); // Saturday
    expect(official.isWorkday('2025-09-28')).toBe(true); // Sunday
    expect(official.isWorkday('2025-10-12')).toBe(false); // an ordinary Sunday
    expect(official.isWorkday('2025-10-08')).toBe(false); // Wednesday, holiday
    expect(official.isWorkday('2025-10-09')).toBe(true); // Thursday
    expect(official.addWorkingDays('2025-10-10', 1)).toBe('2025-10-11');
  });
});

describe('adding working days', () => {
  test('takes seven of them over 国庆 from 2025-09-26 to 2025-10-13', () => {
    // 2025-09-26 is a Friday, the day of the decision, which does not count.
    // Sat 27 off; Sun 28 make-up: 1; Mon 29: 2; Tue 30: 3; 1 to 8 October holidays;
    // Thu 9: 4; Fri 10: 5; Sat 11 make-up: 6; Sun 12 off; Mon 13: 7.
    expect(official.addWorkingDays('2025-09-26', 7)).toBe('2025-10-13');
    expect(official.workingDaysBetween('2025-09-26', '2025-10-13')).toBe(7);
  });

  test('begins to count on the next day, whether or not the day itself is worked', () => {
    expect(official.addWorkingDays('2025-03-03', 1)).toBe('2025-03-04'); // Monday, Tuesday
    expect(official.addWorkingDays('2025-03-07', 1)).toBe('2025-03-10'); // Friday, Monday
    expect(official.addWorkingDays('2025-03-08', 1)).toBe('2025-03-10'); // Saturday, Monday
    expect(official.addWorkingDays('2025-03-08', 0)).toBe('2025-03-08');
  });

  test.each([[-1], [1.5], [Number.NaN]])('refuses %d days', (days) => {
    expect(refusal(() => official.addWorkingDays('2025-03-03', days)).code).toBe('INVALID_ARGUMENT');
  });
});

describe('counting between days', () => {
  test('leaves the first day out and takes the last in', () => {
    expect(official.workingDaysBetween('2025-03-03', '2025-03-03')).toBe(0);
    expect(official.workingDaysBetween('2025-03-03', '2025-03-04')).toBe(1);
    expect(official.workingDaysBetween('2025-03-07', '2025-03-10')).toBe(1);
    expect(official.workingDaysBetween('2025-03-10', '2025-03-07')).toBe(-1);
  });

  test('undoes adding, and adding lands on working days only', () => {
    const first = dayNumber('2023-01-01');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 1, max: 20 }), (offset, days) => {
        const start = dayOfNumber(first + offset);
        const end = official.addWorkingDays(start, days);
        expect(official.isWorkday(end)).toBe(true);
        expect(official.workingDaysBetween(start, end)).toBe(days);
        expect(official.workingDaysBetween(start, addDays(end, -1))).toBe(days - 1);
      }),
    );
  });
});

describe('before the calendar', () => {
  test('a day is a clear error', () => {
    const error = refusal(() => official.isWorkday('2022-12-31'));
    expect(error.code).toBe('CALENDAR_OUT_OF_RANGE');
    expect(error.details).toEqual({ from: '2023-01-01', to: '2026-12-31', date: '2022-12-31' });
    expect(error.message).toBe(
      'The working-day calendar covers 2023-01-01 to 2026-12-31; 2022-12-31 lies outside. Load the calendar of that year.',
    );
  });

  test('counting across its edge is an error', () => {
    expect(refusal(() => official.workingDaysBetween('2022-12-30', '2023-01-05')).code).toBe('CALENDAR_OUT_OF_RANGE');
  });
});

describe('after the calendar', () => {
  test('days are not known, and counted from Monday to Friday', () => {
    expect([official.isKnown('2026-12-31'), official.isKnown('2027-01-01')]).toEqual([true, false]);
    expect([official.isKnown('2023-01-01'), official.isKnown('2022-12-31')]).toEqual([true, false]);
    // 2027-01-01 is a Friday.
    const days = ['01', '02', '03', '04'].map((day) => official.isWorkday(`2027-01-${day}`));
    expect(days).toEqual([true, false, false, true]);
    expect(official.addWorkingDays('2026-12-30', 1)).toBe('2026-12-31');
    expect(official.addWorkingDays('2026-12-30', 7)).toBe('2027-01-08');
    expect(official.addWorkingDays('2027-01-02', 5)).toBe('2027-01-08');
    expect(official.workingDaysBetween('2026-12-30', '2027-01-08')).toBe(7);
  });

  test('it is as if the calendar went on without exceptions', () => {
    const short = workingDays({ from: '2024-02-26', to: '2024-03-17', exceptions: EXCEPTIONS });
    const long = workingDays({ from: '2024-02-26', to: '2026-12-31', exceptions: EXCEPTIONS });
    const first = dayNumber('2024-02-26');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 200 }), (offset, days) => {
        const start = dayOfNumber(first + offset);
        expect(short.isWorkday(start)).toBe(long.isWorkday(start));
        expect(short.addWorkingDays(start, days)).toBe(long.addWorkingDays(start, days));
        const end = addDays(start, days);
        expect(short.workingDaysBetween(start, end)).toBe(long.workingDaysBetween(start, end));
      }),
    );
  });
});

/** Its first days, and a Friday, are holidays; a Sunday is worked. */
const EXCEPTIONS = new Map([
  ['2024-02-26', false],
  ['2024-02-27', false],
  ['2024-03-08', false],
  ['2024-03-10', true],
]);

describe('what is no day', () => {
  test.each([['2025-02-30'], ['2025-3-1'], ['20250301'], ['']])('"%s" is not a day at all', (date) => {
    expect(refusal(() => official.isWorkday(date)).code).toBe('INVALID_ARGUMENT');
  });
});

test('a calendar without exceptions is Monday to Friday', () => {
  // 2024-02-26 is a Monday, and the year has a 29 February.
  const plain = workingDays({ from: '2024-02-26', to: '2024-03-03', exceptions: new Map() });
  const week = [0, 1, 2, 3, 4, 5, 6].map((offset) => plain.isWorkday(addDays('2024-02-26', offset)));
  expect(week).toEqual([true, true, true, true, true, false, false]);
});
