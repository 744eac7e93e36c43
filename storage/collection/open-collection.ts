import type { KeyRing } from '../key-ring.ts';
import { openBeside } from '../open-beside.ts';
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
  return openBeside(location, {
    embedded: () => openEmbeddedCollection(dataFolder, keys),
    mongo: async (url) => (await import('./mongodb/mongo-collection.ts')).openMongoCollection(url, keys),
  });
}
