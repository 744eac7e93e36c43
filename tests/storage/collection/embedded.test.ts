import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openCollection } from '../../../storage/collection/open-collection.ts';
import { Database } from '../../../storage/embedded/database.ts';
import { collectionContract } from './collection-contract.ts';
import { type CollectionPlace, newKeys } from './collection-fixtures.ts';

collectionContract('the embedded engine', makePlace);

async function makePlace(): Promise<CollectionPlace & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
  const own = newKeys();
  return {
    folder,
    open: (keys = own) => openCollection(undefined, folder, keys),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

test('an embedded collection store of another format is not read', async () => {
  await using place = await makePlace();
  await (await place.open()).close();
  const database = new Database(join(place.folder, 'collection.db'));
  database.exec("UPDATE meta SET value = '2' WHERE name = 'format'");
  database.close();
  await expect(place.open()).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
});

test('a location that is no store is refused, without quoting it', async () => {
  const opening = openCollection('postgres://user:secret@host/', '/tmp', newKeys());
  await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await expect(opening).rejects.not.toThrow(/secret/);
});
