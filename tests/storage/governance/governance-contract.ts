import { describe, expect, test } from '@jest/globals';
import type { GovernanceStore } from '../../../storage/governance/port.ts';
import { agreement, application, type MakeGovernancePlace } from './governance-fixtures.ts';

/** What every adapter of the governance port promises. Each test makes a place of its own, empty at first. */
export function governanceContract(name: string, makePlace: MakeGovernancePlace): void {
  /** Two stores on one place, as two processes have them. */
  async function openTwo(): Promise<
    AsyncDisposable & { readonly one: GovernanceStore; readonly other: GovernanceStore }
  > {
    const place = await makePlace();
    const [one, other] = [await place.open(), await place.open()];
    return {
      one,
      other,
      async [Symbol.asyncDispose]() {
        await one.close();
        await other.close();
        await place[Symbol.asyncDispose]();
      },
    };
  }

  describe(`the governance port on ${name}`, () => {
    test('holds nothing at first', async () => {
      await using stores = await openTwo();
      expect(await stores.one.revision()).toBe(0);
      expect(await stores.one.agreements({})).toEqual([]);
      expect(await stores.one.agreement('agr-1')).toBeNull();
      expect(await stores.one.applications()).toEqual([]);
      expect(await stores.one.application('app:approval')).toBeNull();
      expect(await stores.one.revokedConsents()).toEqual([]);
    });

    test('gives back what was saved, through every store and after opening anew', async () => {
      await using place = await makePlace();
      const [one, other] = [await place.open(), await place.open()];
      await one.saveApplication(application());
      await one.saveAgreement(agreement());
      await one.revokeConsent({ jti: 'c-1', subject: 'p.1', at: '2026-11-02T01:00:00.000Z' });
      await one.close();
      const later = await place.open();
      for (const store of [other, later]) {
        expect(await store.application('app:approval')).toEqual(application());
        expect(await store.applications()).toEqual([application()]);
        expect(await store.agreement('agr-1')).toEqual(agreement());
        expect(await store.agreements({})).toEqual([agreement()]);
        expect(await store.revokedConsents()).toEqual([{ jti: 'c-1', subject: 'p.1', at: '2026-11-02T01:00:00.000Z' }]);
        await store.close();
      }
    });

    test('grows its revision with every save by any store', async () => {
      await using stores = await openTwo();
      const seen = [await stores.other.revision()];
      await stores.one.saveApplication(application());
      seen.push(await stores.other.revision());
      await stores.other.saveAgreement(agreement());
      seen.push(await stores.one.revision());
      await stores.one.saveAgreement(agreement({ version: 2, status: 'WITHDRAWN' }));
      seen.push(await stores.other.revision());
      await stores.one.revokeConsent({ jti: 'c-1', subject: 'p.1', at: '2026-11-02T01:00:00.000Z' });
      seen.push(await stores.other.revision());
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
      expect(await stores.one.revision()).toBe(seen.at(-1));
    });

    test('refuses a save of another version than the next', async () => {
      await using stores = await openTwo();
      await stores.one.saveAgreement(agreement());
      await stores.one.saveApplication(application());
      const saves = [
        () => stores.other.saveAgreement(agreement()),
        () => stores.other.saveAgreement(agreement({ version: 3 })),
        () => stores.other.saveAgreement(agreement({ id: 'agr-2', version: 2 })),
        () => stores.other.saveApplication(application()),
        () => stores.other.saveApplication(application({ version: 3 })),
      ];
      for (const save of saves) await expect(save()).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(await stores.one.revision()).toBe(2);
    });

    test('lets one of several win that save the same version at once', async () => {
      await using stores = await openTwo();
      await stores.one.saveAgreement(agreement());
      const saves = (['WITHDRAWN', 'REFUSED', 'ACTIVE', 'REVOKED'] as const).map((status, n) =>
        (n % 2 === 0 ? stores.one : stores.other).saveAgreement(agreement({ version: 2, status })),
      );
      const outcomes = await Promise.allSettled(saves);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
      for (const { reason } of lost) expect(reason).toMatchObject({ code: 'CONFLICT' });
      expect((await stores.other.agreement('agr-1'))?.version).toBe(2);
    });

    test('loses none of the saves of different things at once', async () => {
      await using stores = await openTwo();
      const ids = Array.from({ length: 30 }, (_, n) => `agr-${n}`);
      await Promise.all(ids.map((id, n) => (n % 2 === 0 ? stores.one : stores.other).saveAgreement(agreement({ id }))));
      expect((await stores.one.agreements({})).map(({ id }) => id).sort()).toEqual([...ids].sort());
      expect(await stores.other.revision()).toBe(30);
    });

    test('lists agreements by provider, consumer and status, latest request first', async () => {
      await using stores = await openTwo();
      await stores.one.saveAgreement(agreement({ id: 'b', at: '2026-11-01T00:00:00.000Z' }));
      await stores.one.saveAgreement(agreement({ id: 'a', at: '2026-11-01T00:00:00.000Z', provider: 'court' }));
      await stores.one.saveAgreement(agreement({ id: 'c', at: '2026-11-02T00:00:00.000Z', consumer: 'app:tax' }));
      await stores.one.saveAgreement(agreement({ id: 'd', at: '2026-10-02T00:00:00.000Z', status: 'REFUSED' }));
      const ids = async (filter: Parameters<GovernanceStore['agreements']>[0]) =>
        (await stores.other.agreements(filter)).map(({ id }) => id);
      expect(await ids({})).toEqual(['c', 'a', 'b', 'd']);
      expect(await ids({ provider: 'tax' })).toEqual(['c', 'b', 'd']);
      expect(await ids({ consumer: 'app:tax' })).toEqual(['c']);
      expect(await ids({ statuses: ['REFUSED', 'ACTIVE'] })).toEqual(['d']);
      expect(await ids({ provider: 'tax', consumer: 'app:approval', statuses: ['REQUESTED'] })).toEqual(['b']);
      expect(await ids({ statuses: [] })).toEqual([]);
    });

    test('compares identifiers byte by byte', async () => {
      await using stores = await openTwo();
      for (const id of ['agr-1', 'AGR-1', 'agr-1 ', 'ａgr-1']) await stores.one.saveAgreement(agreement({ id }));
      expect(await stores.other.agreements({})).toHaveLength(4);
      expect(await stores.other.agreement('Agr-1')).toBeNull();
      expect(await stores.other.agreements({ provider: 'TAX' })).toEqual([]);
    });

    test('takes a consent back for its subject only, and once', async () => {
      await using stores = await openTwo();
      await stores.one.revokeConsent({ jti: 'c', subject: 'p.1', at: '2026-11-02T01:00:00.000Z' });
      await stores.other.revokeConsent({ jti: 'c', subject: 'p.1', at: '2026-11-03T01:00:00.000Z' });
      await stores.other.revokeConsent({ jti: 'c', subject: 'p.2', at: '2026-11-04T01:00:00.000Z' });
      expect(await stores.one.revokedConsents()).toEqual([
        { jti: 'c', subject: 'p.1', at: '2026-11-02T01:00:00.000Z' },
        { jti: 'c', subject: 'p.2', at: '2026-11-04T01:00:00.000Z' },
      ]);
      expect(await stores.one.revision()).toBe(2);
    });

    test('tells who subscribed of its own saves, before the save resolves, and no longer than wanted', async () => {
      await using stores = await openTwo();
      const heard: number[] = [];
      const unsubscribe = stores.one.subscribe(async () => {
        heard.push(await stores.one.revision());
      });
      await stores.one.saveAgreement(agreement());
      expect(heard).toEqual([1]);
      await expect(stores.one.saveAgreement(agreement())).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(heard).toEqual([1]);
      unsubscribe();
      await stores.one.saveAgreement(agreement({ version: 2 }));
      expect(heard).toEqual([1]);
    });

    test('gives out what nobody can change', async () => {
      await using stores = await openTwo();
      await stores.one.saveAgreement(agreement());
      const found = await stores.one.agreement('agr-1');
      expect(() => Object.assign(found ?? {}, { status: 'ACTIVE' })).toThrow(TypeError);
      const scopes = found?.request.scopes as string[] | undefined;
      expect(() => scopes?.push('tax.payment-status:read')).toThrow(TypeError);
    });

    test('says what it is, without secrets', async () => {
      await using stores = await openTwo();
      expect(stores.one.description).toMatch(/^\w+ governance store \S+$/);
    });
  });
}
