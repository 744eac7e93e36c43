import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedAdapter } from '../../storage/embedded/embedded-adapter.ts';
import { storeContract } from './store-contract.ts';
import { newKeys, type StorePlace } from './store-fixtures.ts';

storeContract('the embedded engine', makePlace);

async function makePlace(): Promise<StorePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
  const own = newKeys();
  return {
    keys: own,
    adapter: (keys = own) => new EmbeddedAdapter(folder, keys),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
