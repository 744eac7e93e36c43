import { join } from 'node:path';
import { Database } from '../../embedded/database.ts';
import { prepareTables } from './tables.ts';

/**
 * A connection to `coordination.db` in the data folder, which is made where there is none.
 *
 * @throws HubError STORE_NOT_WRITABLE, STORE_DAMAGED, STORE_UNAVAILABLE
 */
export function openDatabase(folder: string): Database {
  const database = new Database(join(folder, 'coordination.db'));
  try {
    prepareTables(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}
