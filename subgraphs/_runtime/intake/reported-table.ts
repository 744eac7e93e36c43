/** Rows as somebody has reported them, before anything is known of what they say: a file, or what an application sends. */
export interface ReportedTable {
  /** Headings in the order of the columns, as they stand there. Columns are known by these alone, never by their place. */
  readonly header: readonly string[];
  /** Rows in their order, some at a time. */
  readonly rows: AsyncIterable<readonly ReportedRow[]>;
}

/** One reported row. */
export interface ReportedRow {
  /** Where it stands, from 1, so that people find it: the row of a sheet, the line of a text, the place in a list. */
  readonly number: number;
  /** Cells by the places of the header, as text; empty where there is nothing, and where the row is too short. */
  readonly values: readonly string[];
}
