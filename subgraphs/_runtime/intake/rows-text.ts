import type { ReportedRow } from './reported-table.ts';

/** Rows as one text: the same for the same cells under the same headings, whatever the order of the columns. */
export function rowsText(header: readonly string[], rows: readonly ReportedRow[]): string {
  const places = header.map((_, place) => place).sort((one, other) => compare(header[one], header[other]));
  const cells = rows.map(({ values }) =>
    places.filter((place) => (values[place] ?? '') !== '').map((place) => [header[place], values[place]]),
  );
  return JSON.stringify(cells);
}

function compare(one = '', other = ''): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
