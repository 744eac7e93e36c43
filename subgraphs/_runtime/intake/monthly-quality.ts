import type { Counts, MonthFigure, RuleCode } from '../../../storage/collection/port.ts';
import type { Collection } from './collection.ts';
import { monthsBetween } from './month.ts';

/** How well an item was reported in a month. Rates are from 0 to 1, and null where there is nothing to divide by. */
export interface MonthlyQuality extends MonthFigure {
  /** Accepted among received. */
  readonly complianceRate: number | null;
  /** Late among those that no rule refused: the denominator of published bulletins is what was loaded. */
  readonly lateRate: number | null;
  /** Rows with a code that cannot be one, among received. */
  readonly badCodeRate: number | null;
  /** Rows without a subject among received. */
  readonly unmatchedRate: number | null;
  /** False: nothing was reported, and nobody said that there was nothing. */
  readonly isCovered: boolean;
}

/** Which items and months; a department or item that is not given stands for all. */
export interface QualityFilter {
  readonly fromMonth: string;
  readonly toMonth: string;
  readonly department?: string;
  readonly item?: string;
}

/** Rule of late reports, and rules of bad codes, by their codes in the table of rules. */
const LATE: RuleCode = 'R14';
const BAD_CODE: RuleCode = 'R02';

/** One line for each department, item and month, in that order, those in which nothing came included. */
export async function monthlyQuality(
  filter: QualityFilter,
  { store, items }: Collection,
): Promise<readonly MonthlyQuality[]> {
  const [figures, zeroReports] = await Promise.all([store.figures(filter), store.zeroReports(filter)]);
  const byPlace = new Map(figures.map((figure) => [placeOf(figure), figure.counts]));
  const zero = new Set(zeroReports.map(placeOf));
  const months = monthsBetween(filter.fromMonth, filter.toMonth);
  const asked = [...items.values()]
    .map(({ department, type }) => ({ department: department.code, item: type.entry.code }))
    .filter(
      ({ department, item }) => department === (filter.department ?? department) && item === (filter.item ?? item),
    )
    .sort((one, other) => (placeOf({ ...one, month: '' }) < placeOf({ ...other, month: '' }) ? -1 : 1));
  return asked.flatMap((one) =>
    months.map((month) => {
      const place = placeOf({ ...one, month });
      return qualityOf({ ...one, month, counts: byPlace.get(place) ?? NOTHING }, zero.has(place));
    }),
  );
}

const NOTHING: Counts = { received: 0, accepted: 0, refused: 0, waiting: 0, byRule: {} };

function qualityOf(figure: MonthFigure, isZeroReported: boolean): MonthlyQuality {
  const { received, accepted, waiting, byRule } = figure.counts;
  return {
    ...figure,
    complianceRate: rate(accepted, received),
    lateRate: rate(byRule[LATE] ?? 0, accepted + waiting),
    badCodeRate: rate(byRule[BAD_CODE] ?? 0, received),
    unmatchedRate: rate(waiting, received),
    isCovered: received > 0 || isZeroReported,
  };
}

function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function placeOf({
  department,
  item,
  month,
}: {
  readonly department: string;
  readonly item: string;
  readonly month: string;
}) {
  return `${department} ${item} ${month}`;
}
