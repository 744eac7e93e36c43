import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isBlankCell } from '../../../subgraphs/_runtime/intake/cells/blank-cell.ts';
import { isOpenEnd, readDate } from '../../../subgraphs/_runtime/intake/cells/date-cell.ts';
import { decimalsOf, reaches, readDecimal } from '../../../subgraphs/_runtime/intake/cells/decimal-cell.ts';
import { splitTexts, splitValues } from '../../../subgraphs/_runtime/intake/cells/list-cell.ts';
import { readInt } from '../../../subgraphs/_runtime/intake/cells/plain-cell.ts';
import { holdsControls, isLongerThan, tidyName, tidyText } from '../../../subgraphs/_runtime/intake/cells/text-cell.ts';

describe('a cell with a date', () => {
  test.each([
    ['2026-01-05', '2026-01-05'],
    ['2026/1/5', '2026-01-05'],
    ['2026.01.5', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    [' ２０２６－０１－０５ ', '2026-01-05'],
    ['2026-01-05 00:00:00', '2026-01-05'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is a day', (cell, date) => {
    expect(readDate(cell)).toEqual({ kind: 'day', date });
  });

  test.each(['长期', '无固定期限', '—', '--', '永久有效'])('%s has no end', (cell) => {
    expect(readDate(cell)).toEqual({ kind: 'open' });
  });

  test.each([
    '46027',
    '46027.0',
    '20260105',
    '2026-01/05',
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '26-1-5',
    '2026-01-05 13:00',
  ])('%s cannot be read', (cell) => {
    expect(readDate(cell)).toEqual({ kind: 'unreadable' });
  });

  test('stands for no end from 2099 on', () => {
    expect(['2099-12-31', '2099-01-31', '2099-01-01'].every(isOpenEnd)).toBe(true);
    expect(isOpenEnd('2098-12-31')).toBe(false);
  });
});

describe('a cell with an amount', () => {
  test.each([
    ['0.2', '0.2'],
    ['1,234,567.890', '1234567.89'],
    ['１，２３４．５', '1234.5'],
    ['007', '7'],
    ['.5', '0.5'],
    ['0.000', '0'],
    ['-0', '0'],
    ['-3', '-3'],
    ['0.2万元', '0.2'],
    ['0.30000000000000004', '0.30000000000000004'],
    ['99999999999999999999', '99999999999999999999'],
  ])('%s is %s', (cell, number) => {
    expect(readDecimal(cell)).toBe(number);
  });

  test.each(['', '.', '2000元', '1e3', '12,34', '1.2.3', '0x10', '约1', '1,2345'])('%s is none', (cell) => {
    expect(readDecimal(cell)).toBeNull();
  });

  test('keeps every digit, whatever separators and zeros are around it', () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,11}$/);
    const fraction = fc.stringMatching(/^\d{0,5}[1-9]$/);
    fc.assert(
      fc.property(digits, fraction, fc.nat(3), (whole, decimals, zeros) => {
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
        expect(readDecimal(`${grouped}.${decimals}${'0'.repeat(zeros)}`)).toBe(`${whole}.${decimals}`);
        expect(decimalsOf(`${whole}.${decimals}`)).toBe(decimals.length);
      }),
    );
  });

  test('is compared by its digits', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (number, limit) => {
        expect(reaches(`${number}.5`, String(limit))).toBe(number >= limit);
      }),
    );
  });

  test('is a whole number of 32 bits where the graph wants one', () => {
    expect([readInt('1,200'), readInt('12.0'), readInt('12.5'), readInt('2147483648')]).toEqual([1200, 12, null, null]);
  });
});

test.each(['', '   ', '　', '无', 'null', 'NULL', '/', '-', '—', '--', ' 无 '])('"%s" says nothing', (cell) => {
  expect(isBlankCell(cell)).toBe(true);
});

test.each(['无照经营', '0', '否', 'nullable', '-1'])('"%s" says something', (cell) => {
  expect(isBlankCell(cell)).toBe(false);
});

test('a text of blanks alone is blank however long it is', () => {
  expect(isBlankCell(' '.repeat(200))).toBe(true);
});

test('a list is parted by semicolons, and by commas only where there are none', () => {
  expect(splitTexts('食品销售、餐饮服务')).toEqual(['食品销售', '餐饮服务']);
  expect(splitTexts('预包装、散装食品销售；')).toEqual(['预包装、散装食品销售']);
  expect(splitTexts('预包装、散装食品销售；餐饮服务;')).toEqual(['预包装、散装食品销售', '餐饮服务']);
});

test('a value that holds a comma itself is not parted', () => {
  const known = new Set(['没收违法所得、没收非法财物', '警告', '罚款']);
  const isKnown = (value: string) => known.has(value);
  expect(splitValues('警告、罚款；没收违法所得、没收非法财物', isKnown)).toEqual([
    '警告',
    '罚款',
    '没收违法所得、没收非法财物',
  ]);
});

test.each([
  ['贺州市样例(集团)有限公司', '贺州市样例（集团）有限公司'],
  [' 贺州市　样例 公司', '贺州市样例公司'],
  ['样例 甲', '样例甲'],
  ['Ｅｘａｍｐｌｅ　Ｃｏ (HK)', 'Example Co (HK)'],
])('the name %s is kept as %s', (cell, name) => {
  expect(tidyName(cell)).toBe(name);
});

test('texts keep their lines, and lose what nobody sees', () => {
  expect(tidyText(' 一\r\n二\u200B ')).toBe('一\n二');
  expect(holdsControls('一\n二\t三')).toBe(false);
  expect(['一\u0000', '一\u202E二', '一\uFFFD'].every(holdsControls)).toBe(true);
});

test('a character outside of the basic plane counts once', () => {
  expect([isLongerThan('𠮷𠮷', 2), isLongerThan('𠮷𠮷𠮷', 2)]).toEqual([false, true]);
});
