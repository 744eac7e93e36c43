import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Database } from '../../../storage/embedded/database.ts';
import { openGovernance } from '../../../storage/governance/open-governance.ts';
import { governanceContract } from './governance-contract.ts';
import { agreement, type GovernancePlace } from './governance-fixtures.ts';

governanceContract('the embedded engine', makePlace);

async function makePlace(): Promise<GovernancePlace & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
  return {
    folder,
    open: () => openGovernance(undefined, folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

describe('an embedded governance store that somebody has tampered with', () => {
  const TAMPERINGS = [
    ['lacks its last change', 'DELETE FROM change WHERE seq = 2'],
    ['lacks a change in the middle', 'DELETE FROM change WHERE seq = 1'],
    ['holds another last change', "UPDATE change SET text = replace(text, 'tax', 'court') WHERE seq = 2"],
    ['holds what this hub did not write', "INSERT INTO change VALUES (3, '{')"],
    ['holds a change of a later format', 'INSERT INTO change VALUES (3, \'{"format":2,"kind":"agreement"}\')'],
    ['holds a kind of change that it does not know', 'INSERT INTO change VALUES (3, \'{"format":1,"kind":"x"}\')'],
  ] as const;

  test.each(TAMPERINGS)('and %s is not read', async (_, sql) => {
    await using place = await makePlace();
    const running = await place.open();
    await running.saveAgreement(agreement());
    await running.saveAgreement(agreement({ id: 'agr-2' }));
    const database = new Database(join(place.folder, 'governance.db'));
    database.exec(sql);
    database.close();
    const opened = await place.open();
    // A store that was running knows what it has read; one that is opened later knows the gaps.
    const answers = await Promise.allSettled([running.agreements({}), opened.agreements({})]);
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'STORE_DAMAGED' });
    await running.close();
    await opened.close();
  });
});

test('a location that is no store is refused, without quoting it', async () => {
  const opening = openGovernance('postgres://user:secret@host/', '/tmp');
  await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await expect(opening).rejects.not.toThrow(/secret/);
});
