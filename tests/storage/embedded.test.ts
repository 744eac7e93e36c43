import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Database } from '../../storage/embedded/database.ts';
import { EmbeddedAdapter } from '../../storage/embedded/embedded-adapter.ts';
import { storeContract } from './store-contract.ts';
import { change, DEPARTMENT, idOf, newKeys, type StorePlace, TYPE } from './store-fixtures.ts';

storeContract('the embedded engine', makePlace);

test('a store that was made before there was an archive is completed when it is opened', async () => {
  await using place = await makePlace();
  const before = await place.adapter().open();
  await before.write(DEPARTMENT, [change({ key: 'a', fields: { amount: '1' } })]);
  await before.close();
  const database = new Database(join(place.folder, 'hub.db'));
  database.exec('DROP TABLE record_version');
  database.close();
  const store = await place.adapter().open();
  await store.write(DEPARTMENT, [change({ key: 'a', fields: { amount: '2' } })]);
  const versions = await store.recordVersions(TYPE, idOf('a'));
  expect(versions.map(({ fields }) => fields.amount)).toEqual(['1', '2']);
  await store.close();
});

async function makePlace(): Promise<StorePlace & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
  const own = newKeys();
  return {
    folder,
    keys: own,
    adapter: (keys = own) => new EmbeddedAdapter(folder, keys),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
