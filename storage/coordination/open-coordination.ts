import { openBeside } from '../open-beside.ts';
import { openEmbeddedCoordination } from './embedded/embedded-coordination.ts';
import type { CoordinationStore } from './port.ts';

/**
 * The coordination store beside the records: in the MongoDB database that `--store` names, or in the data folder. It is made
 * where there is none.
 *
 * @throws HubError CONFIG_INVALID for any other location, STORE_UNAVAILABLE, STORE_NOT_WRITABLE, STORE_DAMAGED.
 */
export async function openCoordination(location: string | undefined, dataFolder: string): Promise<CoordinationStore> {
  return openBeside(location, {
    embedded: () => openEmbeddedCoordination(dataFolder),
    mongo: async (url) => (await import('./mongodb/mongo-coordination.ts')).openMongoCoordination(url),
  });
}
