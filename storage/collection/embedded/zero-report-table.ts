import type { Database } from '../../embedded/database.ts';
import { text } from '../../embedded/record-row.ts';
import type { MonthFilter, ZeroReport } from '../port.ts';
import { inMonths } from './month-condition.ts';

/** Reports of nothing. */
export class ZeroReportTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  save({ department, item, month, by, at }: ZeroReport): void {
    this.#database
      .statement('INSERT OR IGNORE INTO zero_report (department, item, month, reported_by, at) VALUES (?, ?, ?, ?, ?)')
      .run(department, item, month, by, at);
  }

  list(filter: MonthFilter): readonly ZeroReport[] {
    const { sql, values } = inMonths(filter);
    return this.#database
      .statement(`SELECT * FROM zero_report WHERE ${sql} ORDER BY department, item, month`)
      .all(...values)
      .map((row) => ({
        department: text(row, 'department'),
        item: text(row, 'item'),
        month: text(row, 'month'),
        by: text(row, 'reported_by'),
        at: text(row, 'at'),
      }));
  }
}
