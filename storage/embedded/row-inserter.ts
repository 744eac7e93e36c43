import type { Database, SqlValue } from './database.ts';

/** Rows of one statement: a call into the engine costs more than a row, but only up to some tens of rows. */
const ROWS_AT_ONCE = 32;

/** Inserts rows into a table, many with one statement. */
export class RowInserter {
  readonly #database: Database;
  readonly #one: string;
  readonly #many: string;

  /** @param onConflict clause that says what becomes of a row whose key is taken; without one it fails */
  constructor(database: Database, table: string, columns: string, onConflict = '') {
    this.#database = database;
    const marks = `(${columns.replace(/\w+/g, '?')})`;
    this.#one = `INSERT INTO ${table} (${columns}) VALUES ${marks} ${onConflict}`;
    this.#many = `INSERT INTO ${table} (${columns}) VALUES ${new Array(ROWS_AT_ONCE).fill(marks).join()} ${onConflict}`;
  }

  /** In their order. */
  insert(rows: readonly (readonly SqlValue[])[]): void {
    const whole = rows.length - (rows.length % ROWS_AT_ONCE);
    for (let from = 0; from < whole; from += ROWS_AT_ONCE) {
      this.#database.statement(this.#many).run(...rows.slice(from, from + ROWS_AT_ONCE).flat());
    }
    for (const row of rows.slice(whole)) this.#database.statement(this.#one).run(...row);
  }
}
