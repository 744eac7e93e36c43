import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openCoordination } from '../../../storage/coordination/open-coordination.ts';
import { coordinationContract } from './coordination-contract.ts';

coordinationContract('the embedded engine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
  return {
    open: () => openCoordination(undefined, folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
});

test('a location that is no store is refused, without quoting it', async () => {
  const opening = openCoordination('postgres://user:secret@host/', '/tmp');
  await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await expect(opening).rejects.not.toThrow(/secret/);
});
