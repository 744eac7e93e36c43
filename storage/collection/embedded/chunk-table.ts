import type { Database, SqlRow } from '../../embedded/database.ts';
import { text } from '../../embedded/record-row.ts';
import { type MonthTally, monthFigures } from '../month-figures.ts';
import type { Batch, Chunk, MonthFigure, MonthFilter } from '../port.ts';
import { type ProblemChunk, problemsText, rowRange } from '../problem-page.ts';
import { countsOf, type Tally, tallies } from '../tally.ts';
import { inMonths } from './month-condition.ts';

/** Chunks of batches, and the sums over them. */
export class ChunkTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** False where the number is taken; runs inside a transaction of its caller. */
  save(batchId: string, { department, item }: Pick<Batch, 'department' | 'item'>, chunk: Chunk): boolean {
    const { number, at, month, counts, problems, digest } = chunk;
    const isTaken = 'SELECT 1 AS taken FROM chunk WHERE batch_id = ? AND number = ?';
    if (this.#database.first(isTaken, batchId, number) !== undefined) return false;
    const sums = JSON.stringify(Object.fromEntries(tallies(counts).map(({ name, rows }) => [name, rows])));
    this.#database
      .statement(
        `INSERT INTO chunk (batch_id, number, department, item, month, at, tallies, first_row, last_row, problems)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(batchId, number, department, item, month, at, sums, ...rowRange(problems), problemsText(problems));
    if (digest !== null) {
      this.#database
        .statement('INSERT INTO chunk_digest (batch_id, number, digest) VALUES (?, ?, ?)')
        .run(batchId, number, digest);
    }
    return true;
  }

  /** Over the chunks of a batch. */
  sums(batchId: string): Pick<Batch, 'counts' | 'chunks'> {
    const rows = this.#database
      .statement(
        `SELECT key AS name, sum(value) AS rows FROM chunk, json_each(tallies) WHERE batch_id = ? GROUP BY key
         UNION ALL SELECT 'chunks', count(*) FROM chunk WHERE batch_id = ?`,
      )
      .all(batchId, batchId)
      .map(toTally);
    return { counts: countsOf(rows), chunks: rows.at(-1)?.rows ?? 0 };
  }

  digests(batchId: string): ReadonlyMap<number, string> {
    const rows = this.#database.statement('SELECT number, digest FROM chunk_digest WHERE batch_id = ?').all(batchId);
    return new Map(rows.map((row) => [Number(row.number), text(row, 'digest')]));
  }

  figures(filter: MonthFilter): readonly MonthFigure[] {
    const { sql, values } = inMonths(filter);
    const sums = this.#database
      .statement(
        `SELECT department, item, month, key AS name, sum(value) AS rows FROM chunk, json_each(tallies)
         WHERE ${sql} GROUP BY department, item, month, key`,
      )
      .all(...values);
    return monthFigures(sums.map(toMonthTally));
  }

  /** Those with problems after the row, in the order of their first rows; each is read only when it is reached. */
  *problems(batchId: string, after: number): Generator<ProblemChunk> {
    const chunks = this.#database
      .statement('SELECT number, first_row FROM chunk WHERE batch_id = ? AND last_row > ? ORDER BY first_row, number')
      .all(batchId, after);
    for (const { number = null, first_row: firstRow } of chunks) {
      const row = this.#database.first('SELECT problems FROM chunk WHERE batch_id = ? AND number = ?', batchId, number);
      yield { firstRow: Number(firstRow), text: String(row?.problems) };
    }
  }
}

function toMonthTally(row: SqlRow): MonthTally {
  return { department: text(row, 'department'), item: text(row, 'item'), month: text(row, 'month'), ...toTally(row) };
}

function toTally(row: SqlRow): Tally {
  return { name: text(row, 'name'), rows: Number(row.rows) };
}
