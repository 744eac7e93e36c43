import { HubError } from '../../schema/errors.ts';
import { openEmbeddedPullers } from './embedded-pullers.ts';
import type { PullerStore } from './port.ts';

/**
 * The store of pullers beside the records: in the MongoDB database that `--store` names, or in the data folder. It is made where
 * there is none.
 *
 * @throws HubError CONFIG_INVALID for any other location, STORE_UNAVAILABLE, STORE_NOT_WRITABLE, STORE_DAMAGED.
 */
export async function openPullers(location: string | undefined, dataFolder: string): Promise<PullerStore> {
  if (location === undefined) return openEmbeddedPullers(dataFolder);
  if (/^mongodb(\+srv)?:\/\//.test(location)) {
    // Loaded only here: the driver costs the start of an embedded hub more than everything else in this folder.
    const { openMongoPullers } = await import('./mongo-pullers.ts');
    return openMongoPullers(location);
  }
  // The location itself may hold a password.
  const problem = '--store takes mongodb://host:27017/database or mongodb+srv://host/database.';
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}
