import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { HubError } from '../../../schema/errors.ts';
import { count, listOf, optional, text, yesNo } from '../../../seeds/reference/cells.ts';
import { once, parseTable, referenceTable, type TableSource } from '../../../seeds/reference/reference-table.ts';

const row = z.object({
  code: text,
  name: text,
  open: yesNo,
  months: optional(count),
  near: listOf(text),
});

const source: TableSource<typeof row> = {
  file: 'places.csv',
  row,
  key: (place) => place.code,
  references: { near: 'here' },
};

const HEADER = 'code,name,open,months,near';

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof HubError && error.code === 'CONFIG_INVALID') return String(error.details.problem);
    throw error;
  }
  throw new Error('It was expected to be refused.');
}

describe('a reference table', () => {
  test('holds its rows as typed, frozen values in the order of the file', () => {
    const table = parseTable(source, `\uFEFF${HEADER}\nb,"Two, or more",yes,12,a\na,One,no,,a;b\n`);

    expect(table.rows).toEqual([
      { code: 'b', name: 'Two, or more', open: true, months: 12, near: ['a'] },
      { code: 'a', name: 'One', open: false, months: null, near: ['a', 'b'] },
    ]);
    expect(table.byKey.get('a')).toBe(table.rows[1]);
    expect(Object.isFrozen(table.rows)).toBe(true);
    expect(Object.isFrozen(table.rows[0])).toBe(true);
    expect(Object.isFrozen(table.rows[0]?.near)).toBe(true);
  });

  test.each([
    [
      'a cell that does not fit',
      `${HEADER}\na,One,yes,,\nb,Two,perhaps,,\n`,
      'seeds/reference/places.csv, line 3, column "open": It is neither yes nor no. Correct the cell.',
    ],
    [
      'an empty cell where text is needed',
      `${HEADER}\na,,yes,,\n`,
      'seeds/reference/places.csv, line 2, column "name": It is empty. Correct the cell.',
    ],
    [
      'a number that is none',
      `${HEADER}\na,One,yes,1.5,\n`,
      'seeds/reference/places.csv, line 2, column "months": It is not a whole number from 0. Correct the cell.',
    ],
    [
      'an empty item in a list',
      `${HEADER}\na,One,yes,,a;\n`,
      'seeds/reference/places.csv, line 2, column "near": It is empty. Correct the cell.',
    ],
    [
      'a key that comes twice',
      `${HEADER}\na,One,yes,,\na,Two,no,,\n`,
      'seeds/reference/places.csv, line 3: A row above has the key "a" too. Remove one.',
    ],
    [
      'a reference to nothing',
      `${HEADER}\na,One,yes,,b\n`,
      'seeds/reference/places.csv, line 2, column "near": "b" is not in places.csv. Correct it, or add it there.',
    ],
    [
      'a missing column',
      'code,name,open,months\na,One,yes,\n',
      `seeds/reference/places.csv, line 1: column "near" is missing. The columns are ${HEADER}.`,
    ],
    [
      'a column too many',
      `${HEADER},colour\na,One,yes,,,red\n`,
      `seeds/reference/places.csv, line 1: column "colour" is not one of the table's, or comes twice. The columns are ${HEADER}.`,
    ],
  ])('refuses %s with file, line, column and remedy', (_, content, problem) => {
    expect(problemOf(() => parseTable(source, content))).toBe(problem);
  });

  test('refuses a line of the wrong length and says which', () => {
    expect(problemOf(() => parseTable(source, `${HEADER}\na,One,yes,,\nb,Two\n`))).toMatch(
      /^seeds\/reference\/places\.csv, line 3: .+ Correct the line\.$/,
    );
  });

  test('counts lines, not rows, when a cell holds a line break', () => {
    expect(problemOf(() => parseTable(source, `${HEADER}\na,"One\nand a half",yes,,\nb,Two,maybe,,\n`))).toContain(
      'line 4, column "open"',
    );
  });

  test('is read only when asked for, and a missing file is a clear error', () => {
    const absent = referenceTable({ ...source, file: 'no-such-table.csv' });
    expect(problemOf(absent)).toBe(
      'seeds/reference/no-such-table.csv, the file: It cannot be read. Put it back from the release.',
    );
  });

  test('is read once', () => {
    let made = 0;
    const value = once(() => {
      made += 1;
      return { made };
    });
    expect(value()).toBe(value());
    expect(made).toBe(1);
  });
});
