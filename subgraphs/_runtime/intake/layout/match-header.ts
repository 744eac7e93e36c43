import { HubError } from '../../../../schema/errors.ts';
import { headingKey } from './heading-key.ts';
import type { LayoutColumn, RecordLayout } from './record-layout.ts';

/** A header that fits: the layout, and the column of each cell; null where nothing stands above the cells. */
export interface MatchedHeader {
  readonly layout: RecordLayout;
  readonly columns: readonly (LayoutColumn | null)[];
}

/**
 * Finds the layout that the headings belong to, by their text and never by their place: the columns of one generation of the
 * standard stand where another one has the numbers of citizens. A header is refused as a whole when one of its headings is
 * unknown or comes twice, a needed one is missing, or it mixes generations.
 *
 * @throws HubError HEADINGS_INVALID that names the headings and what would fit
 */
export function matchHeader(
  typeName: string,
  layouts: readonly RecordLayout[],
  header: readonly string[],
): MatchedHeader {
  const keys = header.map(headingKey);
  const readings = layouts.map((layout) => readingBy(layout, keys));
  const whole = readings.filter(({ unknown }) => unknown.length === 0);
  const problems = whole.map(
    ({ layout, columns }) => doubledProblem(columns, header) ?? missingProblem(layout, columns),
  );
  const fitting = whole[problems.indexOf(null)];
  if (fitting !== undefined) return fitting;
  const problem = problems[0] ?? unknownProblem(readings, header) ?? mixtureProblem(readings, header);
  throw new HubError('HEADINGS_INVALID', { details: { type: typeName, problem } });
}

interface Reading extends MatchedHeader {
  /** Places of the headings that the layout does not know. */
  readonly unknown: readonly number[];
}

function readingBy(layout: RecordLayout, keys: readonly string[]): Reading {
  const byKey = new Map(layout.columns.flatMap((column) => column.headings.map((name) => [headingKey(name), column])));
  const columns = keys.map((key) => byKey.get(key) ?? null);
  const unknown = keys.flatMap((key, place) => (key !== '' && columns[place] === null ? [place] : []));
  return { layout, columns, unknown };
}

function doubledProblem(columns: MatchedHeader['columns'], header: readonly string[]): string | null {
  const doubled = header.filter((_, place) => {
    const column = columns[place];
    return column != null && columns.indexOf(column) !== place;
  });
  return doubled.length === 0 ? null : `${named(doubled)} stands for a column that is there already. Keep one of them.`;
}

function missingProblem({ columns: all }: RecordLayout, columns: MatchedHeader['columns']): string | null {
  const missing = all.filter((column) => column.isNeeded && !columns.includes(column)).map(titleOf);
  if (missing.length > 0) return `these columns are missing: ${named(missing)}. Add them.`;
  const isAboutSomebody = columns.some((column) => column !== null && column.clue !== null && column.clue !== 'kind');
  if (isAboutSomebody) return null;
  const clues = all.filter(({ clue }) => clue !== null && clue !== 'kind').map(titleOf);
  return `no column says whom the rows are about. Add one of ${named(clues)}.`;
}

/**
 * Headings that no layout knows. A table whose first row is none of headings holds values there, perhaps of a person: it is
 * not repeated unless most of the row are headings.
 */
function unknownProblem(readings: readonly Reading[], header: readonly string[]): string | null {
  const nowhere = header
    .map((_, place) => place)
    .filter((place) => readings.every(({ unknown }) => unknown.includes(place)));
  if (nowhere.length === 0) return null;
  const nearest = readings.reduce((best, one) => (one.unknown.length < best.unknown.length ? one : best));
  const free = nearest.layout.columns.filter((column) => !nearest.columns.includes(column)).map(titleOf);
  const isHeader = nowhere.length * 2 < header.length;
  const which = isHeader
    ? `${named(nowhere.map((place) => nameAt(header, place)))} is not known. Correct it, or leave the column out.`
    : 'most of the first row are no known headings. Put the headings there.';
  return `${which} These would fit: ${named(free)}.`;
}

function mixtureProblem(readings: readonly Reading[], header: readonly string[]): string {
  const alone = readings.map(({ layout, unknown }) => {
    const others = header.filter((_, place) => unknown.includes(place));
    return `${named(others)} is not of the generation ${layout.generation}`;
  });
  return `it mixes generations of the standard: ${alone.join('; ')}. Take the headings of one.`;
}

function titleOf({ headings }: LayoutColumn): string {
  return headings[0] ?? '';
}

/** Longest heading of the standards, and some more. */
const MAX_HEADING = 40;

/** A heading; where a number or a whole text stands in its place, the place alone. */
function nameAt(header: readonly string[], place: number): string {
  const heading = (header[place] ?? '').replace(/\s+/g, ' ').trim();
  return heading.length > MAX_HEADING || /\d{6}/.test(headingKey(heading)) ? `column ${place + 1}` : heading;
}

function named(headings: readonly string[]): string {
  return headings.map((heading) => `"${heading.replace(/\s+/g, ' ').trim()}"`).join(', ');
}
