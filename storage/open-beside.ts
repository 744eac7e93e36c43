import { HubError } from '../schema/errors.ts';

/** How something that stands beside the records is opened. */
export interface Engines<T> {
  /** In the data folder. */
  embedded(): T | Promise<T>;
  /**
   * In the MongoDB database of the address. It loads its modules itself: the driver costs the start of an embedded hub more than
   * everything else in this folder.
   */
  mongo(url: string): Promise<T>;
}

/** Whether a location, as `--store` gives it, is the address of a MongoDB database. */
export function isMongoAddress(location: string): boolean {
  return /^mongodb(\+srv)?:\/\//.test(location);
}

/**
 * Opens it where the records are: in the database that `--store` names, or in the data folder without one.
 *
 * @throws HubError CONFIG_INVALID for any other location, and as the engines do
 */
export async function openBeside<T>(location: string | undefined, engines: Engines<T>): Promise<T> {
  if (location === undefined) return engines.embedded();
  if (isMongoAddress(location)) return engines.mongo(location);
  // The location itself may hold a password.
  const problem = '--store takes mongodb://host:27017/database or mongodb+srv://host/database.';
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}
