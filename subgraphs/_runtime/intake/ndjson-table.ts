import { isUtf8 } from 'node:buffer';
import { numberText } from './number-text.ts';
import type { ReportedRow, ReportedTable } from './reported-table.ts';
import { rowBatches } from './row-batches.ts';
import { checkCellLength, checkCharacters, checkColumns, checkRowLength, tableInvalid } from './table-refusal.ts';
import { firstLineThat, type LinePiece, wholeLines } from './whole-lines.ts';

/** Rows whose names make the header together; fewer where their lines have so many characters. */
const HEADER_ROWS = 100;
const HEADER_LENGTH = 8 * 1024 * 1024;

/** One line: names and texts. */
interface NamedRow {
  readonly number: number;
  /** Characters of the line. */
  readonly length: number;
  readonly cells: readonly (readonly [name: string, text: string])[];
}

/**
 * Reads newline-delimited JSON (UTF-8): each line is one object of texts and numbers, where null is the same as to leave the name
 * out. Rows are numbered by line; empty lines count and are no rows.
 *
 * The header is made of the names of the first rows (100, or fewer of more than 8 Mi characters), because the stream can be read once only; a sender names what
 * comes later with null in the first line.
 *
 * @throws HubError TABLE_INVALID, TABLE_TOO_LARGE; the rows throw them as well
 */
export async function ndjsonTable(bytes: AsyncIterable<Uint8Array>): Promise<ReportedTable> {
  const source = namedRows(wholeLines(bytes));
  try {
    const first = await firstRows(source);
    if (first.length === 0) throw tableInvalid('it has no rows.');
    const columns = columnsOf(first.slice(0, headerRows(first) ?? first.length));
    return { header: [...columns.keys()], rows: rowBatches(placedRows(first, source, columns)) };
  } catch (error) {
    await source.return(undefined);
    throw error;
  }
}

async function firstRows(source: AsyncGenerator<NamedRow[]>): Promise<NamedRow[]> {
  const first: NamedRow[] = [];
  while (headerRows(first) === null) {
    const { value, done } = await source.next();
    if (done) break;
    first.push(...value);
  }
  return first;
}

/** How many of the rows make the header, however they arrive; null where more are needed. */
function headerRows(rows: readonly NamedRow[]): number | null {
  let length = 0;
  const last = rows.findIndex((row, index) => {
    length += row.length;
    return index + 1 === HEADER_ROWS || length >= HEADER_LENGTH;
  });
  return last < 0 ? null : last + 1;
}

/** Places of the names, in the order in which they were met. */
function columnsOf(rows: readonly NamedRow[]): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  for (const { number, cells } of rows) {
    for (const [name] of cells) if (!columns.has(name)) columns.set(name, columns.size);
    checkColumns(columns.size, number);
  }
  return columns;
}

async function* placedRows(
  first: readonly NamedRow[],
  source: AsyncGenerator<NamedRow[]>,
  columns: ReadonlyMap<string, number>,
): AsyncGenerator<ReportedRow[]> {
  try {
    yield first.map((row) => placed(row, columns));
    for await (const rows of source) yield rows.map((row) => placed(row, columns));
  } finally {
    await source.return(undefined);
  }
}

function placed({ number, cells }: NamedRow, columns: ReadonlyMap<string, number>): ReportedRow {
  const values = new Array<string>(columns.size).fill('');
  for (const [name, text] of cells) {
    const column = columns.get(name);
    if (column === undefined) {
      throw tableInvalid(
        'it has a name that none of the first rows has; name all in the first row, with null.',
        number,
      );
    }
    values[column] = text;
  }
  return { number, values };
}

async function* namedRows(pieces: AsyncIterable<LinePiece>): AsyncGenerator<NamedRow[]> {
  for await (const piece of pieces) {
    const lines = utf8Text(piece).split('\n');
    yield lines.flatMap((line, index) => {
      const number = piece.firstLine + index;
      return line.trim() === '' ? [] : [{ number, length: line.length, cells: cellsOf(line, number) }];
    });
  }
}

function utf8Text(piece: LinePiece): string {
  if (!isUtf8(piece.bytes)) {
    const line = firstLineThat(piece, (bytes) => !isUtf8(bytes));
    throw tableInvalid('it holds bytes that are not UTF-8.', line ?? piece.firstLine);
  }
  const text = piece.bytes.toString();
  return piece.firstLine === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function cellsOf(line: string, number: number): NamedRow['cells'] {
  checkRowLength(line.length, number);
  const object = parsed(line, number);
  return Object.entries(object).map(([name, value]) => {
    const text = textOf(value, number);
    checkCellLength(name.length, number);
    checkCellLength(text.length, number);
    return [name, text] as const;
  });
}

/** Why a line was refused is not told on: the parser's words hold what stands there. */
function parsed(line: string, number: number): object {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw tableInvalid('it is not a JSON object.', number);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw tableInvalid('it is not a JSON object.', number);
  }
  return value;
}

function textOf(value: unknown, number: number): string {
  if (typeof value === 'string') {
    checkCharacters(value, number);
    return value;
  }
  if (typeof value === 'number') return numberText(value);
  if (value === null) return '';
  throw tableInvalid('each name of the object has a text or a number.', number);
}
