import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HEADINGS, mixedRow, type ReportedCity } from './mixed-rows.ts';

/** Rows that are written at a time. */
const ROWS_AT_ONCE = 500;

/** Writes a report of so many mixed rows as CSV (UTF-8), in constant memory. */
export async function writeMixedFile(path: string, city: ReportedCity, rows: number): Promise<void> {
  await pipeline(Readable.from(pieces(city, rows)), createWriteStream(path));
}

function* pieces(city: ReportedCity, rows: number): Generator<string> {
  yield csvLine(HEADINGS);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    let text = '';
    for (let position = from; position < Math.min(rows, from + ROWS_AT_ONCE); position += 1) {
      text += csvLine(mixedRow(city, position));
    }
    yield text;
  }
}

/** The report's texts hold nothing that needs quotes. */
function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}
