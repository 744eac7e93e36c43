import { join } from 'node:path';
import { Database } from '../embedded/database.ts';
import { text } from '../embedded/record-row.ts';
import type { JournalPlace, PullerPlace, PullerStore } from './port.ts';

const TABLE = `
  CREATE TABLE IF NOT EXISTS puller (
    caller TEXT NOT NULL,
    feed TEXT NOT NULL,
    epoch TEXT NOT NULL,
    place TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (caller, feed)
  ) WITHOUT ROWID;
`;

/**
 * Opens `exchange.db` in the data folder, or makes it. Several processes may open it.
 *
 * @throws HubError STORE_NOT_WRITABLE, STORE_DAMAGED, STORE_UNAVAILABLE
 */
export function openEmbeddedPullers(folder: string): PullerStore {
  const database = new Database(join(folder, 'exchange.db'));
  try {
    database.exec(TABLE);
  } catch (error) {
    database.close();
    throw error;
  }
  return new EmbeddedPullers(database);
}

class EmbeddedPullers implements PullerStore {
  readonly description: string;
  readonly #database: Database;

  constructor(database: Database) {
    this.description = `embedded store of pullers ${database.file}`;
    this.#database = database;
  }

  async savePlace({ caller, feed, epoch, place, at }: PullerPlace): Promise<void> {
    this.#database
      .statement('INSERT OR REPLACE INTO puller (caller, feed, epoch, place, at) VALUES (?, ?, ?, ?, ?)')
      .run(caller, feed, epoch, JSON.stringify(place), at);
  }

  async places(): Promise<readonly PullerPlace[]> {
    return this.#database
      .statement('SELECT * FROM puller ORDER BY caller, feed')
      .all()
      .map((row) => ({
        caller: text(row, 'caller'),
        feed: text(row, 'feed'),
        epoch: text(row, 'epoch'),
        place: JSON.parse(text(row, 'place')) as JournalPlace, // cast: the column is written above only
        at: text(row, 'at'),
      }));
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}
