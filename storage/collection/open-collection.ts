import { HubError } from '../../schema/errors.ts';
import type { KeyRing } from '../key-ring.ts';
import { openEmbeddedCollection } from './embedded/embedded-collection.ts';
import type { CollectionStore } from './port.ts';

/**
 * The collection store beside the records: in the MongoDB database that `--store` names, or in the data folder. It is made
 * where there is none.
 *
 * @throws HubError CONFIG_INVALID for any other location, STORE_UNAVAILABLE, STORE_NOT_WRITABLE, STORE_DAMAGED,
 *   STORE_WRONG_KEYS.
 */
export async function openCollection(
  location: string | undefined,
  dataFolder: string,
  keys: KeyRing,
): Promise<CollectionStore> {
  if (location === undefined) return openEmbeddedCollection(dataFolder, keys);
  if (/^mongodb(\+srv)?:\/\//.test(location)) {
    // Loaded only here: the driver costs the start of an embedded hub more than everything else in this folder.
    const { openMongoCollection } = await import('./mongodb/mongo-collection.ts');
    return openMongoCollection(location, keys);
  }
  // The location itself may hold a password.
  const problem = '--store takes mongodb://host:27017/database or mongodb+srv://host/database.';
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}
