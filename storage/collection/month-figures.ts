import type { MonthFigure } from './port.ts';
import { countsOf, type Tally } from './tally.ts';

type Place = Omit<MonthFigure, 'counts'>;

/** A tally for a department, an item and a month. */
export interface MonthTally extends Place, Tally {}

/** The figures that tallies make together, ordered by department, item and month. */
export function monthFigures(tallies: readonly MonthTally[]): readonly MonthFigure[] {
  const groups = new Map<string, MonthTally[]>();
  for (const tally of tallies) {
    const place = JSON.stringify([tally.department, tally.item, tally.month]);
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [tally]);
    else group.push(tally);
  }
  return [...groups.values()].map(toFigure).sort(inOrder);
}

function toFigure(group: readonly MonthTally[]): MonthFigure {
  const [{ department, item, month }] = group as [MonthTally]; // cast: a group begins with one
  return { department, item, month, counts: countsOf(group) };
}

function inOrder(one: Place, other: Place): number {
  return compare(one.department, other.department) || compare(one.item, other.item) || compare(one.month, other.month);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
