import type { KeyRing } from '../key-ring.ts';
import { openBeside } from '../open-beside.ts';
import { openEmbeddedReceived } from './embedded/embedded-received.ts';
import type { ReceivedStore } from './port.ts';

/**
 * The store of received records beside the hub's own: in the MongoDB database that `--store` names, or in the data folder. It is
 * made where there is none.
 *
 * @throws HubError CONFIG_INVALID for any other location, STORE_UNAVAILABLE, STORE_NOT_WRITABLE, STORE_DAMAGED,
 *   STORE_WRONG_KEYS.
 */
export async function openReceived(
  location: string | undefined,
  dataFolder: string,
  keys: KeyRing,
): Promise<ReceivedStore> {
  return openBeside(location, {
    embedded: () => openEmbeddedReceived(dataFolder, keys),
    mongo: async (url) => (await import('./mongodb/mongo-received.ts')).openMongoReceived(url, keys),
  });
}
