import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { KeyRing } from '../../../storage/key-ring.ts';
import { openReceived } from '../../../storage/received/open-received.ts';
import { receivedContract } from './received-contract.ts';
import { NUMBER, page, type ReceivedPlace, upsert } from './received-fixtures.ts';

receivedContract('the embedded engine', makePlace);

async function makePlace(): Promise<ReceivedPlace & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
  const own = new KeyRing(KeyRing.generate());
  return {
    folder,
    open: (keys = own) => openReceived(undefined, folder, keys),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

test('no file of received records holds a personal number in clear', async () => {
  await using place = await makePlace();
  const store = await place.open();
  await store.takePage(page(1, [upsert('a')]));
  for (const name of await readdir(place.folder)) {
    expect(readFileSync(join(place.folder, name)).includes(NUMBER)).toBe(false);
  }
  await store.close();
});
