import type { Cell } from './cell.ts';
import type { Dimension } from './fact.ts';
import { EMPTY_TALLY, sum, type Tally } from './tally.ts';

/** Stands for several values that are not told apart. */
export const POOLED = '*';

/** Cells of one month that are told only together. */
export interface Block {
  readonly unit: string;
  readonly outcome: string;
  /** What all of its cells have in common; `POOLED` elsewhere. */
  readonly dimensions: Readonly<Record<Dimension, string | null>>;
  readonly cells: readonly Cell[];
}

/** A block as figures are told of it: nothing in it says whom it is about. */
export interface BlockSum extends Omit<Block, 'cells'> {
  readonly tally: Tally;
}

export function sumOf({ unit, outcome, dimensions, cells }: Block): BlockSum {
  return { unit, outcome, dimensions, tally: cells.reduce((total, { tally }) => sum(total, tally), EMPTY_TALLY) };
}

/** What is given up first, so that groups are no longer small: who does its work, and in which month, last. */
const ORDER = ['outcome', 'area', 'measure', 'mechanism', 'list', 'department'] as const;

/**
 * The cells of one month in blocks, each about so many subjects at least. Cells that are too small lose what tells them from others,
 * one dimension after the other, until enough of them are together; those that never are, are in no block. Whatever is asked, every
 * figure that is told is a sum over whole blocks: no combination of figures says more about a part of a block than about all of it.
 *
 * @param smallest fewest subjects of a block
 */
export function blocksOf(cells: readonly Cell[], smallest: number): readonly Block[] {
  const blocks: Block[] = [];
  let small: readonly Block[] = cells.map(({ unit, outcome, dimensions }, index) => ({
    unit,
    outcome,
    dimensions,
    cells: cells.slice(index, index + 1),
  }));
  for (const next of [null, ...ORDER]) {
    const grouped = joined(next === null ? small : small.map((block) => without(next, block)));
    blocks.push(...grouped.filter((block) => isLarge(block, smallest)));
    small = grouped.filter((block) => !isLarge(block, smallest));
  }
  return blocks;
}

/** Every cell for itself: for those who may see the cases. */
export function exactBlocks(cells: readonly Cell[]): readonly Block[] {
  return blocksOf(cells, 0);
}

function without(dimension: (typeof ORDER)[number], block: Block): Block {
  if (dimension === 'outcome') return { ...block, outcome: POOLED };
  return { ...block, dimensions: { ...block.dimensions, [dimension]: POOLED } };
}

function joined(blocks: readonly Block[]): readonly Block[] {
  const groups = new Map<string, Block>();
  for (const block of blocks) {
    const { unit, outcome, dimensions, cells } = block;
    const key = JSON.stringify([unit, outcome, ...Object.values(dimensions)]);
    const group = groups.get(key);
    groups.set(key, group === undefined ? block : { ...group, cells: [...group.cells, ...cells] });
  }
  return [...groups.values()];
}

/**
 * Whether the block is about enough subjects, for each of its departments without its own too: a department knows its own figures, and
 * may subtract them.
 */
function isLarge({ cells }: Block, smallest: number): boolean {
  const departments = new Set(cells.map(({ dimensions }) => dimensions.department));
  if (departments.size === 1) return subjectsOf(cells) >= smallest;
  return [...departments].every(
    (own) => subjectsOf(cells.filter(({ dimensions }) => dimensions.department !== own)) >= smallest,
  );
}

function subjectsOf(cells: readonly Cell[]): number {
  return new Set(cells.flatMap(({ subjects }) => [...subjects])).size;
}
