import { expect, test } from '@jest/globals';
import { figuresCsv } from '../../cli/statistics/figures-csv.ts';
import { figuresQuestion } from '../../cli/statistics/figures-question.ts';
import type { FiguresRow } from '../../subgraphs/_runtime/figures/figures.ts';
import { EMPTY_TALLY } from '../../subgraphs/_runtime/figures/tally.ts';

const ROW: FiguresRow = {
  unit: 'task',
  dimensions: { department: 'finance', month: '2026-11' },
  pooled: ['area'],
  tally: {
    ...EMPTY_TALLY,
    count: 3,
    response: {
      due: 3,
      byDays: new Map([
        [1, 1],
        [4, 1],
      ]),
    },
  },
  outcomes: [
    { outcome: null, count: 2 },
    { outcome: 'OPEN', count: 1 },
  ],
};

const csv = (...rows: readonly FiguresRow[]) =>
  figuresCsv({ from: '2026-11', to: '2026-11', smallestGroup: 5, rows }).replace('\uFEFF', '').trimEnd().split('\r\n');

test('a line of figures has a cell for each heading, and an empty one for what is unknown', () => {
  const [heading = '', line = ''] = csv(ROW);
  const cells = new Map(heading.split(',').map((name, index) => [name, line.split(',')[index]]));
  expect(Object.fromEntries(cells)).toMatchObject({
    unit: 'task',
    department: 'finance',
    department_name: expect.stringContaining('财政'),
    list: '',
    month: '2026-11',
    pooled: 'area',
    count: '3',
    outcomes: expect.any(String),
    response_rate: '0.6667',
    median_response_days: '2.5',
    feedback_rate: '',
  });
  expect(line).toContain('*:2;OPEN:1');
});

test('no spreadsheet runs what stands in a figure', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '＝1']) {
    const [, line = ''] = csv({ ...ROW, unit: text, dimensions: { list: text } });
    expect(line.split(',').filter((cell) => cell === text)).toEqual([]);
    expect(line).toContain(`'${text}`);
  }
});

test('a question names dimensions in any case of letters, and nothing else', () => {
  const asked = figuresQuestion({ by: 'DEPARTMENT,month', from: '', department: 'tax' });
  expect(asked).toEqual({ by: ['department', 'month'], from: null, to: null, department: 'tax' });
  expect(() => figuresQuestion({ by: 'subject' })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
});
