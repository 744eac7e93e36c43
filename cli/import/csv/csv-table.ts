import type { ReportedTable } from '../../../subgraphs/_runtime/intake/reported-table.ts';
import { HEADER_WITHIN_ROWS, headedTable, headingsIn } from '../headed-table.ts';
import { csvRows, DELIMITERS, type Delimiter, firstCsvRows } from './csv-rows.ts';
import { textPieces } from './text-pieces.ts';

/** Text that is looked at for the delimiter, in characters. */
const SAMPLE_LENGTH = 64 * 1024;

/**
 * Reads a CSV file: UTF-8, GB18030 or UTF-16 with a byte order mark; delimited by commas, semicolons or tabs, whichever makes
 * most headings.
 *
 * @throws HubError TABLE_INVALID, TABLE_TOO_LARGE; the rows throw them as well
 */
export async function csvTable(
  bytes: AsyncIterable<Buffer>,
  isHeading: (text: string) => boolean,
): Promise<ReportedTable> {
  const pieces = textPieces(bytes);
  const sample = await sampleOf(pieces);
  const delimiter = delimiterOf(sample, isHeading);
  return headedTable(csvRows(fromSampleOn(sample, pieces), delimiter), isHeading);
}

async function sampleOf(pieces: AsyncGenerator<string>): Promise<string> {
  let sample = '';
  while (sample.length < SAMPLE_LENGTH) {
    const { value, done } = await pieces.next();
    if (done) break;
    sample += value;
  }
  return sample;
}

function delimiterOf(sample: string, isHeading: (text: string) => boolean): Delimiter {
  let best: { delimiter: Delimiter; headings: number } = { delimiter: ',', headings: 0 };
  for (const delimiter of DELIMITERS) {
    const rows = firstCsvRows(sample, delimiter, HEADER_WITHIN_ROWS);
    const headings = Math.max(0, ...rows.map((row) => headingsIn(row, isHeading)));
    if (headings > best.headings) best = { delimiter, headings };
  }
  return best.delimiter;
}

async function* fromSampleOn(sample: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield sample;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
