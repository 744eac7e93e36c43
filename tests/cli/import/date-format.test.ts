import { describe, expect, test } from '@jest/globals';
import { dateFormatOfCode } from '../../../cli/import/xlsx/date-format.ts';
import { serialDate } from '../../../cli/import/xlsx/serial-date.ts';

describe('a number format', () => {
  test.each([
    ['yyyy-mm-dd', 'date'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 'date'],
    ['[DBNum1][$-804]yyyy"年"m"月";@', 'date'],
    ['m"月"d"日"', 'date'],
    ['mmm', 'date'],
    ['yyyy/m/d h:mm', 'datetime'],
    ['h:mm:ss AM/PM', 'time'],
    ['[h]:mm:ss', 'time'],
    ['mm:ss.0', 'time'],
    ['General', null],
    ['0.00E+00', null],
    ['#,##0.00"days";[Red]-#,##0.00', null],
    ['[Magenta]0', null],
    ['_-* #,##0.00_d', null],
    ['@', null],
  ])('%s shows %s', (code, shown) => {
    expect(dateFormatOfCode(code)).toBe(shown);
  });
});

describe('a count of days', () => {
  test.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, null],
    [61, false, '1900-03-01'],
    [45292, false, '2024-01-01'],
    [45291.9999999, false, '2024-01-01'],
    [45291.99, false, '2023-12-31'],
    [2_958_465, false, '9999-12-31'],
    [2_958_466, false, null],
    [0, true, '1904-01-01'],
    [60, true, '1904-03-01'],
    [43830, true, '2024-01-01'],
    [0, false, null],
    [-1, false, null],
    [Number.NaN, false, null],
    [1e300, false, null],
  ])('%d, from 1904: %s, is %s', (days, from1904, date) => {
    expect(serialDate(days, 'date', from1904)).toBe(date);
  });

  test.each([
    [45292.5, 'datetime', '2024-01-01T12:00:00'],
    [45292.00001157407, 'datetime', '2024-01-01T00:00:01'],
    [0.75, 'time', '18:00:00'],
    [1.5, 'time', null],
  ] as const)('%d as %s is %s', (days, format, text) => {
    expect(serialDate(days, format, false)).toBe(text);
  });
});
