import type { Dimension, Fact } from './fact.ts';
import { EMPTY_TALLY, sum, type Tally, tallyOf } from './tally.ts';

/** Facts that are alike in every dimension, summed up. */
export interface Cell {
  readonly unit: string;
  readonly outcome: string;
  readonly dimensions: Readonly<Record<Dimension, string | null>>;
  readonly tally: Tally;
  /** Subjects that the facts are about; no more of them than `MOST_SUBJECTS`. */
  readonly subjects: ReadonlySet<string>;
}

/** More than anybody takes for a small group. */
const MOST_SUBJECTS = 50;

/** Sums facts up, one after the other, in as much memory as there are cells. */
export class Cells {
  readonly #cells = new Map<string, { -readonly [Key in keyof Cell]: Cell[Key] } & { subjects: Set<string> }>();

  add(fact: Fact, place: { readonly month: string; readonly area: string | null; readonly subject: string }): void {
    const { unit, outcome, department, list, measure, mechanism } = fact;
    const { month, area, subject } = place;
    const dimensions = { department, list, measure, mechanism, month, area };
    const key = JSON.stringify([unit, outcome, ...Object.values(dimensions)]);
    const cell = this.#cells.get(key) ?? { unit, outcome, dimensions, tally: EMPTY_TALLY, subjects: new Set<string>() };
    this.#cells.set(key, cell);
    cell.tally = sum(cell.tally, tallyOf(fact));
    if (cell.subjects.size < MOST_SUBJECTS) cell.subjects.add(subject);
  }

  all(): readonly Cell[] {
    return [...this.#cells.values()];
  }
}
