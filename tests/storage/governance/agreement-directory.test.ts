import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { HubError } from '../../../schema/errors.ts';
import { type AgreementDirectory, openAgreementDirectory } from '../../../storage/governance/agreement-directory.ts';
import { openGovernance } from '../../../storage/governance/open-governance.ts';
import type { GovernanceStore } from '../../../storage/governance/port.ts';
import { agreement, application } from './governance-fixtures.ts';

let folder: string;
let store: GovernanceStore;
let directory: AgreementDirectory;
let failures: unknown[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
  store = await openGovernance(undefined, folder);
  failures = [];
  directory = await openAgreementDirectory(store, (cause) => failures.push(cause));
});
afterEach(async () => {
  await directory.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
  jest.restoreAllMocks();
});

test('says at once what was saved through its own store', async () => {
  await store.saveApplication(application());
  await store.saveAgreement(agreement());
  expect(directory.snapshot().agreementsOf('app:approval')).toEqual([agreement()]);
  await store.saveAgreement(agreement({ version: 2, status: 'REVOKED' }));
  expect(directory.snapshot().agreementsOf('app:approval')).toMatchObject([{ version: 2, status: 'REVOKED' }]);
  await store.revokeConsent({ jti: 'c', subject: 'p.1', at: '2026-11-02T01:00:00.000Z' });
  const { isConsentRevoked } = directory.snapshot();
  expect(isConsentRevoked({ jti: 'c', subject: 'p.1' })).toBe(true);
  expect(isConsentRevoked({ jti: 'c', subject: 'p.2' })).toBe(false);
});

test('knows agreements of enabled applications only', async () => {
  await store.saveAgreement(agreement());
  expect(directory.snapshot().agreementsOf('app:approval')).toEqual([]);
  await store.saveApplication(application());
  expect(directory.snapshot().agreementsOf('app:approval')).toHaveLength(1);
  await store.saveApplication(application({ version: 2, enabled: false }));
  expect(directory.snapshot().agreementsOf('app:approval')).toEqual([]);
  expect(directory.snapshot().applications.get('app:approval')?.enabled).toBe(false);
});

test('gives the same object until something changes, and leaves the old one as it was', async () => {
  await store.saveApplication(application());
  const before = directory.snapshot();
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(directory.snapshot()).toBe(before);
  await store.saveAgreement(agreement());
  const after = directory.snapshot();
  expect(after).not.toBe(before);
  expect(before.agreementsOf('app:approval')).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(directory.snapshot()).toBe(after);
});

test('opens nothing once the store has not been read for five seconds, and comes back by itself', async () => {
  await store.saveApplication(application());
  await store.saveAgreement(agreement());
  const fresh = directory.snapshot();
  const broken = jest.spyOn(store, 'revision').mockRejectedValue(new HubError('STORE_UNAVAILABLE'));
  await until(() => failures.length > 0);
  expect(directory.snapshot()).toBe(fresh); // a short failure takes nothing away
  const clock = performance.now.bind(performance);
  const later = jest.spyOn(performance, 'now').mockImplementation(() => clock() + 5_100);
  const stale = directory.snapshot();
  expect(stale.stale).toBe(true);
  expect(directory.snapshot()).toBe(stale);
  expect(stale.agreementsOf('app:approval')).toEqual([]);
  expect(stale.applications.size).toBe(0);
  expect(stale.isConsentRevoked({ jti: 'any', subject: 'p.1' })).toBe(true);
  broken.mockRestore();
  await until(() => !directory.snapshot().stale);
  expect(directory.snapshot()).toBe(fresh);
  later.mockRestore();
});

test('does not open on a store that cannot be read', async () => {
  const broken: GovernanceStore = { ...store, revision: () => Promise.reject(new HubError('STORE_UNAVAILABLE')) };
  const opening = openAgreementDirectory(broken, () => undefined);
  await expect(opening).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
