import { openBeside } from '../open-beside.ts';
import { openEmbeddedPullers } from './embedded-pullers.ts';
import type { PullerStore } from './port.ts';

/**
 * The store of pullers beside the records: in the MongoDB database that `--store` names, or in the data folder. It is made where
 * there is none.
 *
 * @throws HubError CONFIG_INVALID for any other location, STORE_UNAVAILABLE, STORE_NOT_WRITABLE, STORE_DAMAGED.
 */
export async function openPullers(location: string | undefined, dataFolder: string): Promise<PullerStore> {
  return openBeside(location, {
    embedded: () => openEmbeddedPullers(dataFolder),
    mongo: async (url) => (await import('./mongo-pullers.ts')).openMongoPullers(url),
  });
}
