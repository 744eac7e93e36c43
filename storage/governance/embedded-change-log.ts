import { join } from 'node:path';
import { Database } from '../embedded/database.ts';
import type { ChangeLog, LoggedChange } from './change-log.ts';

/** The log in a SQLite file of its own, `governance.db` in the data folder. Several processes may open it. */
export class EmbeddedChangeLog implements ChangeLog {
  readonly description: string;
  readonly #database: Database;

  /** Opens the file or makes a new one. */
  constructor(folder: string) {
    this.#database = new Database(join(folder, 'governance.db'));
    this.description = `embedded governance store ${this.#database.file}`;
    try {
      this.#database.exec('CREATE TABLE IF NOT EXISTS change (seq INTEGER PRIMARY KEY, text TEXT NOT NULL)');
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  async from(seq: number): Promise<readonly LoggedChange[]> {
    const rows = this.#database.statement('SELECT seq, text FROM change WHERE seq >= ? ORDER BY seq').all(seq);
    return rows.map((row) => ({ seq: Number(row.seq), text: String(row.text) }));
  }

  async append({ seq, text }: LoggedChange): Promise<boolean> {
    return this.#database.transaction(() => {
      const taken = this.#database.first('SELECT 1 AS taken FROM change WHERE seq = ?', seq) !== undefined;
      if (!taken) this.#database.statement('INSERT INTO change (seq, text) VALUES (?, ?)').run(seq, text);
      return !taken;
    });
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}
