import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '../../../subgraphs/_runtime/figures/cell.ts';
import { DIMENSIONS } from '../../../subgraphs/_runtime/figures/fact.ts';
import { rowsOf } from '../../../subgraphs/_runtime/figures/figures.ts';
import { type Block, blocksOf, sumOf } from '../../../subgraphs/_runtime/figures/small-groups.ts';
import { cellsByMonth, placedFacts } from './random-facts.ts';

const SMALLEST = 5;

function subjectsOf(cells: readonly Cell[]): number {
  return new Set(cells.flatMap(({ subjects }) => [...subjects])).size;
}

/** All answers that can be had: by every set of dimensions, over each month and over all, for each department and for all. */
function allAnswers(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const months = [undefined, ...new Set(blocks.map(({ dimensions }) => dimensions.month))];
  const departments = [undefined, ...new Set(blocks.map(({ dimensions }) => dimensions.department))];
  return months.flatMap((month) =>
    departments.map((department) =>
      blocks.filter(
        ({ dimensions }) =>
          (month === undefined || dimensions.month === month) &&
          (department === undefined || dimensions.department === department),
      ),
    ),
  );
}

/** Every subset. */
const GROUPINGS = Array.from({ length: 2 ** DIMENSIONS.length }, (_, bits) =>
  DIMENSIONS.filter((_name, index) => bits & (1 << index)),
);

/** Of which cells each figure is a sum: a row of the matrix, a column for each cell. */
function figureVectors(blocks: readonly Block[], cells: readonly Cell[]): readonly (readonly number[])[] {
  const vectors = new Map<string, readonly number[]>();
  const note = (counted: readonly Cell[]) => {
    const vector = cells.map((cell) => Number(counted.includes(cell)));
    vectors.set(vector.join(), vector);
  };
  for (const answered of allAnswers(blocks)) {
    for (const by of GROUPINGS) {
      const groups = new Map<string, Block[]>();
      for (const block of answered) {
        const key = JSON.stringify([block.unit, ...by.map((dimension) => block.dimensions[dimension])]);
        groups.set(key, [...(groups.get(key) ?? []), block]);
      }
      for (const group of groups.values()) {
        note(group.flatMap((block) => block.cells));
        for (const outcome of new Set(group.map((block) => block.outcome))) {
          note(group.filter((block) => block.outcome === outcome).flatMap((block) => block.cells));
        }
      }
    }
  }
  return [...vectors.values()];
}

/** Whether a vector is a combination of others, by elimination. */
function isDerivable(wanted: readonly number[], rows: readonly (readonly number[])[]): boolean {
  const reduced: number[][] = [];
  const reduce = (vector: readonly number[]): number[] => {
    const rest = [...vector];
    for (const row of reduced) {
      const pivot = row.findIndex((value) => value !== 0);
      const factor = (rest[pivot] ?? 0) / (row[pivot] ?? 1);
      if (factor !== 0)
        row.forEach((value, index) => {
          rest[index] = (rest[index] ?? 0) - factor * value;
        });
    }
    return rest.map((value) => (Math.abs(value) < 1e-9 ? 0 : value));
  };
  for (const row of rows) {
    const rest = reduce(row);
    if (rest.some((value) => value !== 0)) reduced.push(rest);
  }
  return reduce(wanted).every((value) => value === 0);
}

describe('figures for those who may not see the cases', () => {
  test('are about enough subjects, each of them', () => {
    fc.assert(
      fc.property(placedFacts(80), (facts) => {
        for (const cells of cellsByMonth(facts)) {
          const blocks = blocksOf(cells, SMALLEST);
          for (const block of blocks) expect(subjectsOf(block.cells)).toBeGreaterThanOrEqual(SMALLEST);
          const told = blocks.flatMap((block) => block.cells);
          expect(new Set(told).size).toBe(told.length);
        }
      }),
    );
  });

  test('give no small group away by any combination of any answers', () => {
    fc.assert(
      fc.property(placedFacts(30), (facts) => {
        const months = cellsByMonth(facts);
        const vectors = figureVectors(
          months.flatMap((cells) => blocksOf(cells, SMALLEST)),
          months.flat(),
        );
        months.flat().forEach((cell, index, all) => {
          if (subjectsOf([cell]) >= SMALLEST) return;
          const wanted = all.map((_, other) => Number(other === index));
          expect(isDerivable(wanted, vectors)).toBe(false);
        });
      }),
      { numRuns: 30 },
    );
  });

  test('are about enough subjects without those of any one department too, which knows its own and may subtract them', () => {
    fc.assert(
      fc.property(placedFacts(40), (facts) => {
        for (const { cells } of cellsByMonth(facts).flatMap((month) => blocksOf(month, SMALLEST))) {
          for (const own of new Set(cells.map(({ dimensions }) => dimensions.department))) {
            const others = cells.filter(({ dimensions }) => dimensions.department !== own);
            if (others.length > 0) expect(subjectsOf(others)).toBeGreaterThanOrEqual(SMALLEST);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('give up no more than they must: what is large is told as it is', () => {
    fc.assert(
      fc.property(placedFacts(80), (facts) => {
        for (const cells of cellsByMonth(facts)) {
          const blocks = blocksOf(cells, SMALLEST);
          for (const cell of cells) {
            if (subjectsOf([cell]) < SMALLEST) continue;
            expect(blocks.find((block) => block.cells.includes(cell))?.dimensions).toEqual(cell.dimensions);
          }
        }
      }),
    );
  });

  test('say where several groups are told only together', () => {
    const dimensions = { department: 'tax', list: null, measure: null, mechanism: null, month: '2026-11' };
    const [template] = cellsByMonth(
      fc.sample(placedFacts(5), { seed: 1, numRuns: 20 }).find(({ length }) => length > 0) ?? [],
    );
    const tally = template?.[0]?.tally;
    if (tally === undefined) throw new Error('no facts');
    const cell = (area: string, subjects: readonly string[]): Cell => ({
      unit: 'check',
      outcome: 'PASS',
      dimensions: { ...dimensions, area },
      tally,
      subjects: new Set(subjects),
    });
    const cells = [cell('451102', ['a', 'b', 'c']), cell('451103', ['d', 'e', 'f']), cell('451121', ['g', 'h'])];
    const [row, ...others] = rowsOf(blocksOf(cells, SMALLEST).map(sumOf), ['area']);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ dimensions: { area: null }, pooled: ['area'], outcomes: [{ outcome: null }] });
  });
});
