import type { ReportedRow } from './reported-table.ts';

/** Rows that are handed on at a time: enough that a store writes them in one go, few enough that they fit anywhere. */
export const ROWS_PER_BATCH = 500;

/** The same rows in batches of one size; the last may be smaller. Ends the source when it is ended. */
export async function* rowBatches(source: AsyncIterable<readonly ReportedRow[]>): AsyncGenerator<ReportedRow[]> {
  let batch: ReportedRow[] = [];
  for await (const rows of source) {
    for (const row of rows) {
      batch.push(row);
      if (batch.length < ROWS_PER_BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
