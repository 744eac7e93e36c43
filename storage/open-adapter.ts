import { HubError } from '../schema/errors.ts';
import { EmbeddedAdapter } from './embedded/embedded-adapter.ts';
import type { KeyRing } from './key-ring.ts';
import { isMongoAddress } from './open-beside.ts';
import type { StoreAdapter } from './port.ts';

/**
 * The adapter for a location as `--store` gives it: a MongoDB address, or none for the embedded store in the data folder.
 *
 * @throws HubError CONFIG_INVALID for anything else.
 */
export async function storeAdapter(
  location: string | undefined,
  dataFolder: string,
  keys: KeyRing,
): Promise<StoreAdapter> {
  if (location === undefined) return new EmbeddedAdapter(dataFolder, keys);
  if (isMongoAddress(location)) {
    // Loaded only here: the driver costs the start of an embedded hub more than everything else in this folder.
    const { MongoAdapter } = await import('./mongodb/mongo-adapter.ts');
    return new MongoAdapter(location, keys);
  }
  // The location itself may hold a password.
  const problem =
    '--store takes mongodb://host:27017/database or mongodb+srv://host/database; without it, the embedded store in the ' +
    'folder of --data is used.';
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}
