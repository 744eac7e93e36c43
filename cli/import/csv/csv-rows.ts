import { HubError } from '../../../schema/errors.ts';
import type { ReportedRow } from '../../../subgraphs/_runtime/intake/reported-table.ts';
import { MAX_CELL_LENGTH } from '../../../subgraphs/_runtime/intake/table-limits.ts';
import {
  checkCellLength,
  checkColumns,
  checkRowLength,
  tableInvalid,
} from '../../../subgraphs/_runtime/intake/table-refusal.ts';
import { plainText } from '../spreadsheet-text.ts';

export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/**
 * Rows of a CSV text (RFC 4180), numbered by the line that they begin in, without empty cells at their end. Inside a cell that does
 * not begin with a quote, quotes are text.
 *
 * Of our own rather than csv-parse's: most rows hold no quote, and splitting those is six times as fast; and what csv-parse
 * says of a broken row quotes it.
 *
 * @param pieces whole lines
 * @throws HubError TABLE_INVALID, TABLE_TOO_LARGE, with the row
 */
export async function* csvRows(pieces: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<ReportedRow[]> {
  let begun = '';
  let line = 1;
  for await (const piece of pieces) {
    const scan = new CsvScan(begun + piece, delimiter, line);
    const rows = [...scan.rows()];
    begun = scan.rest;
    line = scan.line;
    checkRowLength(begun.length, line);
    yield rows;
  }
  if (begun !== '') throw tableInvalid('a quote is opened and never closed.', line);
}

/** The first rows of a text, as far as it can be read with this delimiter; it need not be the right one. */
export function firstCsvRows(text: string, delimiter: Delimiter, count: number): ReportedRow[] {
  const rows: ReportedRow[] = [];
  try {
    for (const row of new CsvScan(text, delimiter, 1).rows()) {
      rows.push(row);
      if (rows.length === count) break;
    }
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
  }
  return rows;
}

const QUOTE = '"';

/** One way through a text of whole lines. */
class CsvScan {
  /** Line at which the next row begins. */
  line: number;
  readonly #text: string;
  readonly #delimiter: Delimiter;
  #at = 0;
  /** The next quote from `#at` on. */
  #quote: number;

  constructor(text: string, delimiter: Delimiter, line: number) {
    this.#text = text;
    this.#delimiter = delimiter;
    this.line = line;
    this.#quote = this.#nextQuote(0);
  }

  /** What is left when the rows are through: a row whose last quote is still open. */
  get rest(): string {
    return this.#text.slice(this.#at);
  }

  *rows(): Generator<ReportedRow> {
    while (this.#at < this.#text.length) {
      const end = this.#lineEnd(this.#at);
      if (this.#quote < this.#at) this.#quote = this.#nextQuote(this.#at);
      const row = this.#quote < end ? this.#quotedRow() : this.#plainRow(end);
      if (row === null) return;
      if (row.values.length > 0) yield row;
    }
  }

  #plainRow(end: number): ReportedRow {
    const text = this.#text.slice(this.#at, this.#withoutReturn(end));
    if (text.includes('\r'))
      throw tableInvalid('lines end with carriage returns only. Save it as CSV once more.', this.line);
    const row = finished(this.line, text.split(this.#delimiter), text.length);
    this.#at = end + 1;
    this.line += 1;
    return row;
  }

  #quotedRow(): ReportedRow | null {
    const cells: string[] = [];
    let at = this.#at;
    for (;;) {
      const isQuoted = this.#text[at] === QUOTE;
      const end = isQuoted ? this.#closingQuote(at + 1) : this.#cellEnd(at);
      if (end < 0) return null;
      const text = this.#text.slice(isQuoted ? at + 1 : at, end);
      cells.push(isQuoted ? text.replaceAll('""', QUOTE) : text);
      at = isQuoted ? end + 1 : end;
      if (this.#text[at] !== this.#delimiter) break;
      at += 1;
    }
    const end = this.#text[at] === '\r' && this.#lineEnd(at) === at + 1 ? at + 1 : at;
    if (end < this.#text.length && this.#text[end] !== '\n') {
      throw tableInvalid('a text goes on after its closing quote.', this.line);
    }
    return this.#finishQuoted(cells, end);
  }

  #finishQuoted(cells: string[], end: number): ReportedRow {
    const row = finished(this.line, cells, end - this.#at);
    this.line += this.#text.slice(this.#at, end + 1).split('\n').length - 1;
    this.#at = end + 1;
    return row;
  }

  /** -1 where the text ends before. */
  #closingQuote(from: number): number {
    let at = this.#text.indexOf(QUOTE, from);
    while (at >= 0 && this.#text[at + 1] === QUOTE) at = this.#text.indexOf(QUOTE, at + 2);
    return at;
  }

  #cellEnd(from: number): number {
    let at = from;
    while (at < this.#text.length && this.#text[at] !== this.#delimiter && this.#text[at] !== '\n') at += 1;
    return this.#text[at] === this.#delimiter ? at : this.#withoutReturn(at);
  }

  #lineEnd(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end < 0 ? this.#text.length : end;
  }

  #withoutReturn(end: number): number {
    return end > this.#at && this.#text[end - 1] === '\r' ? end - 1 : end;
  }

  #nextQuote(from: number): number {
    const at = this.#text.indexOf(QUOTE, from);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  }
}

function finished(number: number, cells: string[], length: number): ReportedRow {
  checkRowLength(length, number);
  if (length > MAX_CELL_LENGTH) for (const cell of cells) checkCellLength(cell.length, number);
  while (cells.length > 0 && cells[cells.length - 1] === '') cells.pop();
  checkColumns(cells.length, number);
  return { number, values: cells.map(plainText) };
}
