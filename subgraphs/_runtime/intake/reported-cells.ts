import type { ReportedRow } from './reported-table.ts';

/** A table that is at hand as a whole. */
export interface CellsTable {
  readonly header: readonly string[];
  readonly rows: readonly ReportedRow[];
}

/** Rows that name their own columns, as one table: headings in the order in which they first come up. */
export function cellsTable(rows: readonly Readonly<Record<string, string>>[]): CellsTable {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    header,
    rows: rows.map((row, index) => ({ number: index + 1, values: header.map((heading) => row[heading] ?? '') })),
  };
}
