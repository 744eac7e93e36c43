import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, isIsoDate } from '../../schema/iso-date.ts';

describe('adding months', () => {
  test.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2025-12-31', 6, '2026-06-30'],
    ['2025-12-15', 1, '2026-01-15'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-03-31', 0, '2025-03-31'],
  ])('%s and %d months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });
});

test('adding days crosses months and years', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
});

test('only days that exist are days', () => {
  expect(['2024-02-29', '2025-12-31'].every(isIsoDate)).toBe(true);
  expect(['2025-02-29', '2025-13-01', '2025-00-10', '2025-1-1', '2025-01-01T00:00:00Z', ''].some(isIsoDate)).toBe(
    false,
  );
});

test('a day is a day where the clock of the machine gives it back as it is', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));
  const year = fc.integer({ min: 0, max: 9999 }).map((number) => String(number).padStart(4, '0'));
  fc.assert(
    fc.property(year, two, two, (y, m, d) => {
      const text = `${y}-${m}-${d}`;
      const time = Date.parse(text);
      expect(isIsoDate(text)).toBe(!Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text);
    }),
    { numRuns: 2_000 },
  );
});
