import { randomUUID } from 'node:crypto';
import { HubError } from '../../schema/errors.ts';
import { keyCheck } from '../key-check.ts';
import type { KeyRing } from '../key-ring.ts';
import type { Database } from './database.ts';

/** Notes the format and keys of a file that has none yet. */
export function noteMeta(database: Database, keys: KeyRing, format: string): void {
  database.exec('CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
  const insert = database.statement('INSERT OR IGNORE INTO meta (name, value) VALUES (?, ?)');
  insert.run('format', format);
  insert.run('key-check', keyCheck(keys));
}

/** Refuses a file of another format or other keys. */
export function checkMeta(database: Database, keys: KeyRing, format: string): void {
  const rows = database.statement('SELECT name, value FROM meta').all();
  const meta = new Map(rows.map((row) => [row.name, row.value]));
  if (meta.get('format') !== format) {
    const problem = `it has format ${meta.get('format') ?? 'unknown'}, this hub writes format ${format}.`;
    throw new HubError('STORE_DAMAGED', { details: { file: database.file, problem } });
  }
  if (meta.get('key-check') !== keyCheck(keys)) {
    throw new HubError('STORE_WRONG_KEYS', { details: { store: database.file } });
  }
}

/** Id of the epoch of a file that holds journals; makes the first one where there is none. */
export function epochOf(database: Database): string {
  const read = () => database.first("SELECT value FROM meta WHERE name = 'epoch'")?.value;
  const known = read();
  if (known !== undefined) return String(known);
  database.statement("INSERT OR IGNORE INTO meta (name, value) VALUES ('epoch', ?)").run(randomUUID());
  return String(read()); // another process may have been first
}

/** Begins another epoch. */
export function beginEpoch(database: Database): string {
  const epoch = randomUUID();
  database.statement("INSERT OR REPLACE INTO meta (name, value) VALUES ('epoch', ?)").run(epoch);
  return epoch;
}
