import { HubError } from '../schema/errors.ts';
import { EmbeddedAdapter } from './embedded/embedded-adapter.ts';
import type { KeyRing } from './key-ring.ts';
import type { StoreAdapter } from './port.ts';

/**
 * The adapter for a place: a `mongodb://` address, or the data folder where none is given.
 *
 * @throws HubError CONFIG_INVALID for any other address.
 */
export async function storeAdapter(
  location: string | undefined,
  dataFolder: string,
  keys: KeyRing,
): Promise<StoreAdapter> {
  if (location === undefined) return new EmbeddedAdapter(dataFolder, keys);
  if (/^mongodb(\+srv)?:\/\//.test(location)) {
    // The driver is large; the embedded hub starts without it.
    const { MongoAdapter } = await import('./mongodb/mongodb-adapter.ts');
    return new MongoAdapter(location, keys);
  }
  const problem = '--store takes a mongodb:// or mongodb+srv:// address; leave it out for the embedded store.';
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}
