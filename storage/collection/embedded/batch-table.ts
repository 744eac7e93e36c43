import { allOf, equals } from '../../embedded/condition.ts';
import type { Database, SqlRow } from '../../embedded/database.ts';
import { text, textOrNull } from '../../embedded/record-row.ts';
import { batchId } from '../batch-id.ts';
import { batchText, parseBatchText } from '../batch-text.ts';
import { newBatch } from '../new-batch.ts';
import type { Batch, BatchOpening, BatchPage, BatchQuery } from '../port.ts';
import { unknownBatch } from '../unknown-batch.ts';
import type { ChunkTable } from './chunk-table.ts';

const COLUMNS = 'id, department, item, at, finished_at, told';

/** Intake batches; their sums are those of their chunks. */
export class BatchTable {
  readonly #database: Database;
  readonly #chunks: ChunkTable;

  constructor(database: Database, chunks: ChunkTable) {
    this.#database = database;
    this.#chunks = chunks;
  }

  begin(opening: BatchOpening): Batch {
    const { department, item, key, at } = opening;
    const id = batchId(department, item, key);
    return this.#database.transaction(() => {
      const known = this.byId(id);
      if (known !== null) return known;
      this.#database
        .statement(`INSERT INTO batch (${COLUMNS}) VALUES (?, ?, ?, ?, NULL, ?)`)
        .run(id, department, item, at, batchText(opening));
      return newBatch(id, opening);
    });
  }

  finish(id: string, at: string): void {
    this.#database.transaction(() => {
      if (this.#rowOf(id) === undefined) throw unknownBatch();
      this.#database.statement('UPDATE batch SET finished_at = ? WHERE id = ? AND finished_at IS NULL').run(at, id);
    });
  }

  byId(id: string): Batch | null {
    const row = this.#rowOf(id);
    return row === undefined ? null : this.#toBatch(row);
  }

  /** Department and item of a batch; undefined for one that there is not. */
  owner(id: string): Pick<Batch, 'department' | 'item'> | undefined {
    const row = this.#rowOf(id);
    return row && { department: text(row, 'department'), item: text(row, 'item') };
  }

  page({ department, item, first, after }: BatchQuery): BatchPage {
    const { sql, values } = allOf([
      equals('department', department),
      equals('item', item),
      after && { sql: '(at < ? OR (at = ? AND id > ?))', values: [after.at, after.at, after.id] },
    ]);
    const rows = this.#database
      .statement(`SELECT ${COLUMNS} FROM batch WHERE ${sql} ORDER BY at DESC, id LIMIT ?`)
      .all(...values, first + 1);
    return { batches: rows.slice(0, first).map((row) => this.#toBatch(row)), hasNextPage: rows.length > first };
  }

  #rowOf(id: string): SqlRow | undefined {
    return this.#database.first(`SELECT ${COLUMNS} FROM batch WHERE id = ?`, id);
  }

  #toBatch(row: SqlRow): Batch {
    const id = text(row, 'id');
    return {
      id,
      department: text(row, 'department'),
      item: text(row, 'item'),
      at: text(row, 'at'),
      ...parseBatchText(text(row, 'told')),
      ...this.#chunks.sums(id),
      finishedAt: textOrNull(row, 'finished_at'),
    };
  }
}
