import type { ReportedRow, ReportedTable } from '../../subgraphs/_runtime/intake/reported-table.ts';
import { rowBatches } from '../../subgraphs/_runtime/intake/row-batches.ts';
import { checkColumns, tableInvalid } from '../../subgraphs/_runtime/intake/table-refusal.ts';
import { rejectColumnsOf } from './reject-columns.ts';

/** Rows that are searched for the header. Clerks put a title, the office and the date above it. */
export const HEADER_WITHIN_ROWS = 10;

/** Which of the cells of a table are its header, and how far it reaches. */
interface Header {
  readonly names: readonly string[];
  /** Columns in front that are no part of the table. */
  readonly skipped: number;
}

/**
 * The table of a sheet: rows below the row that holds the headings. Empty rows are left out, empty columns at the end too.
 *
 * @param rows cells by their columns, from the first; nobody else may read them
 * @param isHeading tells texts that are headings of a catalogue item
 * @throws HubError TABLE_INVALID without a header or without rows; TABLE_TOO_LARGE. The rows throw them as well, and where a cell
 *   stands under no heading: nobody could know what it is, and mostly the whole row has slipped.
 */
export async function headedTable(
  rows: AsyncGenerator<readonly ReportedRow[]>,
  isHeading: (text: string) => boolean,
): Promise<ReportedTable> {
  try {
    const first = await firstRows(rows);
    const place = headerPlace(first.slice(0, HEADER_WITHIN_ROWS), isHeading);
    if (first.length === 0) throw tableInvalid('it is empty.');
    const headerRow = first[place];
    if (headerRow === undefined) {
      throw tableInvalid(`none of its first ${HEADER_WITHIN_ROWS} rows holds headings of a catalogue item.`);
    }
    const below = first.slice(place + 1);
    if (below.length === 0) throw tableInvalid('it has headings and no rows.');
    const header = headerOf(headerRow);
    return { header: header.names, rows: rowBatches(rowsBelow(below, rows, header)) };
  } catch (error) {
    await rows.return(undefined);
    throw error;
  }
}

/** Rows with text, one more than can be the header. */
async function firstRows(rows: AsyncGenerator<readonly ReportedRow[]>): Promise<ReportedRow[]> {
  const first: ReportedRow[] = [];
  while (first.length <= HEADER_WITHIN_ROWS) {
    const { value, done } = await rows.next();
    if (done) break;
    first.push(...value.filter(hasText));
  }
  return first;
}

/** Place of the row with most headings, -1 where none has any. */
export function headerPlace(rows: readonly ReportedRow[], isHeading: (text: string) => boolean): number {
  const counts = rows.map((row) => headingsIn(row, isHeading));
  const most = Math.max(0, ...counts);
  return most === 0 ? -1 : counts.indexOf(most);
}

/** How many cells of the row are headings. */
export function headingsIn(row: ReportedRow, isHeading: (text: string) => boolean): number {
  return row.values.filter((text) => text !== '' && isHeading(text)).length;
}

function headerOf({ number, values }: ReportedRow): Header {
  const cells = values.slice(0, values.findLastIndex((text) => text.trim() !== '') + 1);
  const skipped = rejectColumnsOf(cells);
  checkColumns(cells.length - skipped, number);
  return { names: cells.slice(skipped), skipped };
}

async function* rowsBelow(
  first: readonly ReportedRow[],
  rest: AsyncGenerator<readonly ReportedRow[]>,
  header: Header,
): AsyncGenerator<ReportedRow[]> {
  try {
    yield placed(first, header);
    for await (const rows of rest) yield placed(rows, header);
  } finally {
    await rest.return(undefined);
  }
}

function placed(rows: readonly ReportedRow[], header: Header): ReportedRow[] {
  return rows.map((row) => placedRow(row, header)).filter(hasText);
}

function placedRow({ number, values }: ReportedRow, { names, skipped }: Header): ReportedRow {
  for (let column = names.length + skipped; column < values.length; column += 1) {
    if (values[column]?.trim()) throw tableInvalid(`column ${column + 1} has a text, and no heading.`, number);
  }
  return { number, values: names.map((_, index) => values[index + skipped] ?? '') };
}

function hasText({ values }: ReportedRow): boolean {
  return values.some((text) => text.trim() !== '');
}
