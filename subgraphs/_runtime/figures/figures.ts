import type { Passport } from '../../../schema/access/passport.ts';
import { smallestGroup } from '../../../seeds/reference/disclosure-limits.ts';
import { isMonth, monthsBetween } from '../intake/month.ts';
import { invalidArgument } from '../invalid-argument.ts';
import { DIMENSIONS, type Dimension } from './fact.ts';
import type { FiguresBook } from './figures-book.ts';
import { type FiguresSight, figuresSight } from './figures-sight.ts';
import { type BlockSum, POOLED } from './small-groups.ts';
import { EMPTY_TALLY, sum, type Tally } from './tally.ts';

/** What is asked of figures. */
export interface FiguresQuestion {
  readonly by: readonly Dimension[];
  /** Months, YYYY-MM, both included; the current one where they are missing. */
  readonly from: string | null;
  readonly to: string | null;
  readonly department: string | null;
}

export interface Figures {
  readonly from: string;
  readonly to: string;
  /** Fewest subjects that a figure is about; null where nothing was left out. */
  readonly smallestGroup: number | null;
  readonly rows: readonly FiguresRow[];
}

export interface FiguresRow {
  readonly unit: string;
  /** Values of what was asked by; null where the row is about none, or about several. */
  readonly dimensions: Readonly<Partial<Record<Dimension, string | null>>>;
  /** Dimensions in which the row is about several values that are not told apart, because each is about too few. */
  readonly pooled: readonly Dimension[];
  readonly tally: Tally;
  readonly outcomes: readonly FiguresOutcome[];
}

export interface FiguresOutcome {
  /** Null for several that are not told apart. */
  readonly outcome: string | null;
  readonly count: number;
}

/** Months of one answer. */
const MOST_MONTHS = 36;

/**
 * The figures for the caller; null where it may not be told what it asks.
 *
 * @throws HubError INVALID_ARGUMENT for months that are none, or too many
 */
export async function figuresFor(
  passport: Passport,
  question: FiguresQuestion,
  book: FiguresBook,
  today: string,
): Promise<Figures | null> {
  const to = monthOf('to', question.to ?? today.slice(0, 7));
  const from = monthOf('from', question.from ?? to);
  const months = monthsBetween(from, to).length;
  if (months < 1 || months > MOST_MONTHS) {
    throw invalidArgument('from', `it must be at most ${MOST_MONTHS - 1} months before "to", and not after it.`);
  }
  const sight = figuresSight(passport, question);
  if (sight === null) return null;
  const blocks = await book.blocks(from, to, sight.isExact, today);
  return {
    from,
    to,
    smallestGroup: sight.isExact ? null : smallestGroup(today),
    rows: rowsOf(visible(blocks, sight), question.by),
  };
}

/** What is pooled over departments is no department's. */
function visible(blocks: readonly BlockSum[], { department }: FiguresSight): readonly BlockSum[] {
  return department === null ? blocks : blocks.filter(({ dimensions }) => dimensions.department === department);
}

/** Rows by unit and the dimensions, in their order. */
export function rowsOf(blocks: readonly BlockSum[], by: readonly Dimension[]): readonly FiguresRow[] {
  const asked = DIMENSIONS.filter((dimension) => by.includes(dimension));
  const groups = new Map<string, BlockSum[]>();
  for (const block of blocks) {
    const key = JSON.stringify([block.unit, ...asked.map((dimension) => block.dimensions[dimension])]);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(block);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => rowOf(group, asked));
}

function rowOf(blocks: readonly BlockSum[], asked: readonly Dimension[]): FiguresRow {
  const { unit = '', dimensions } = blocks[0] ?? {};
  const values = asked.map((dimension) => [dimension, dimensions?.[dimension] ?? null] as const);
  const counts = new Map<string, number>();
  for (const { outcome, tally } of blocks) counts.set(outcome, (counts.get(outcome) ?? 0) + tally.count);
  return {
    unit,
    dimensions: Object.fromEntries(values.map(([name, value]) => [name, value === POOLED ? null : value])),
    pooled: values.filter(([, value]) => value === POOLED).map(([name]) => name),
    tally: blocks.reduce((total, { tally }) => sum(total, tally), EMPTY_TALLY),
    outcomes: [...counts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([outcome, count]) => ({ outcome: outcome === POOLED ? null : outcome, count })),
  };
}

function monthOf(argument: string, text: string): string {
  if (isMonth(text)) return text;
  throw invalidArgument(argument, 'it must be a month, YYYY-MM.');
}
