import { join } from 'node:path';
import { Database, type SqlRow } from '../embedded/database.ts';
import { text, textOrNull } from '../embedded/record-row.ts';
import type { JournalPlace, PullerPlace, PullerStore, PullReceipt } from './port.ts';

const TABLE = `
  CREATE TABLE IF NOT EXISTS puller (
    caller TEXT NOT NULL,
    feed TEXT NOT NULL,
    epoch TEXT NOT NULL,
    place TEXT NOT NULL,
    at TEXT NOT NULL,
    receipt TEXT,
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
    addReceipts(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return new EmbeddedPullers(database);
}

/** Tables of before had none. Of several processes that find that at the same time one adds them. */
function addReceipts(database: Database): void {
  const isThere = () => database.first("SELECT 1 AS found FROM pragma_table_info('puller') WHERE name = 'receipt'");
  if (isThere() !== undefined) return;
  database.transaction(() => {
    if (isThere() === undefined) database.exec('ALTER TABLE puller ADD COLUMN receipt TEXT');
  });
}

class EmbeddedPullers implements PullerStore {
  readonly description: string;
  readonly #database: Database;

  constructor(database: Database) {
    this.description = `embedded store of pullers ${database.file}`;
    this.#database = database;
  }

  async savePlace({ caller, feed, epoch, place, at, receipt }: PullerPlace): Promise<void> {
    this.#database
      .statement('INSERT OR REPLACE INTO puller (caller, feed, epoch, place, at, receipt) VALUES (?, ?, ?, ?, ?, ?)')
      .run(caller, feed, epoch, JSON.stringify(place), at, receipt && JSON.stringify(receipt));
  }

  async places(): Promise<readonly PullerPlace[]> {
    return this.#database.statement('SELECT * FROM puller ORDER BY caller, feed').all().map(puller);
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}

/** Casts: the columns are written above only. */
function puller(row: SqlRow): PullerPlace {
  const receipt = textOrNull(row, 'receipt');
  return {
    caller: text(row, 'caller'),
    feed: text(row, 'feed'),
    epoch: text(row, 'epoch'),
    place: JSON.parse(text(row, 'place')) as JournalPlace,
    at: text(row, 'at'),
    receipt: receipt === null ? null : (JSON.parse(receipt) as PullReceipt),
  };
}
