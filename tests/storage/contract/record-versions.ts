import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HubStore, StoredRecord } from '../../../storage/port.ts';
import { change, DEPARTMENT, idOf, type MakePlace, openPlace, TYPE, upTo, wholeJournal } from '../store-fixtures.ts';

export function recordVersions(makePlace: MakePlace): void {
  describe('versions of a record', () => {
    test('are all kept as they were, oldest first, the current one last', async () => {
      await using place = await openPlace(makePlace);
      const reported = change({
        key: 'a',
        subjectId: 'o.1',
        publicityEndDate: null,
        fields: { amount: '1', none: null },
      });
      const corrected = change({ key: 'a', subjectId: 'o.2', decisionDate: '2026-01-05', reason: 'CORRECTED' });
      await place.store.write(DEPARTMENT, [reported]);
      await place.store.write(DEPARTMENT, [corrected]);
      await place.store.write(DEPARTMENT, [corrected]);
      const versions = await place.store.recordVersions(TYPE, idOf('a'));
      expect(versions).toEqual(
        [reported, corrected].map(({ id, reportedAt, content }, index) => {
          return { ...content, id, reportedAt, version: index + 1, contentHash: expect.any(String) };
        }),
      );
      expect(versions.at(-1)).toEqual((await place.store.recordsById(TYPE, [idOf('a')])).get(idOf('a')));
      await place.store.verify();
    });

    test('are found under the id and type of the record only', async () => {
      await using place = await openPlace(makePlace);
      for (const amount of ['1', '2']) {
        await place.store.write(DEPARTMENT, [change({ key: 'a', fields: { amount } })]);
      }
      expect(await place.store.recordVersions(TYPE, idOf('missing'))).toEqual([]);
      expect(await place.store.recordVersions('AdminPermit', idOf('a'))).toEqual([]);
      expect(await place.store.recordVersions(TYPE, idOf('a'))).toHaveLength(2);
    });

    test('that one call both makes and replaces are kept too', async () => {
      await using place = await openPlace(makePlace);
      const write = (...amounts: string[]) =>
        place.store.write(
          DEPARTMENT,
          amounts.map((amount) => change({ key: 'a', fields: { amount } })),
        );
      await write('1', '2', '2', '3');
      await write('4', '1', '5');
      expect(await amountsOf(place.store)).toEqual(['1', '2', '3', '4', '1', '5']);
    });

    test('that were withdrawn stay readable with what they said', async () => {
      await using place = await openPlace(makePlace);
      await place.store.write(DEPARTMENT, [change({ key: 'a', fields: { amount: '1' } })]);
      const withdrawal = {
        key: 'a',
        operation: 'WITHDRAW',
        reason: 'REVOKED',
        state: 'WITHDRAWN',
        fields: {},
      } as const;
      await place.store.write(DEPARTMENT, [change(withdrawal)]);
      const versions = await place.store.recordVersions(TYPE, idOf('a'));
      expect(versions).toMatchObject([
        { state: 'EFFECTIVE', fields: { amount: '1' } },
        { state: 'WITHDRAWN', fields: {} },
      ]);
    });

    test('keep personal identifiers sealed, each under its own seal', async () => {
      await using place = await openPlace(makePlace);
      const numbers = ['45110219000101001X', '451102190001010028'];
      for (const idNumber of numbers) {
        await place.store.write(DEPARTMENT, [change({ key: 'a', sealed: { idNumber } })]);
      }
      const versions = await place.store.recordVersions(TYPE, idOf('a'));
      for (const number of numbers) expect(JSON.stringify(versions)).not.toContain(number.slice(0, 6));
      expect(versions.map((version) => place.store.unseal(version, 'idNumber'))).toEqual(numbers);
    });

    test('from many writers at once are as many as the journal has entries, with the same contents', async () => {
      await using place = await openPlace(makePlace);
      const stores = [place.store, await place.openAnother(), await place.openAnother()];
      await Promise.all(
        upTo(24).map((n) => {
          const store = stores[n % stores.length] ?? place.store;
          return store.write(DEPARTMENT, [change({ key: 'a', fields: { amount: `${n}` } })]);
        }),
      );
      await expectAsJournalled(place.store);
    });

    test('agree with the journal, however changes are cut into calls', async () => {
      const amounts = fc.array(fc.constantFrom('1', '2', '3'), { minLength: 1, maxLength: 4 });
      const runs = fc.asyncProperty(fc.array(amounts, { minLength: 1, maxLength: 5 }), async (calls) => {
        await using place = await openPlace(makePlace);
        for (const call of calls) {
          const changes = call.flatMap((amount) => [change({ key: 'a', fields: { amount } }), change({ key: amount })]);
          await place.store.write(DEPARTMENT, changes);
        }
        await expectAsJournalled(place.store);
        const told = calls.flat().filter((amount, index, all) => amount !== all[index - 1]);
        expect(await amountsOf(place.store)).toEqual(told);
      });
      await fc.assert(runs, { numRuns: 10 });
    });
  });
}

/** Each entry of the journal for the record `a` has its version. */
async function expectAsJournalled(store: HubStore): Promise<void> {
  const entries = (await wholeJournal(store)).filter(({ recordId }) => recordId === idOf('a'));
  const told = ({ version, contentHash }: Pick<StoredRecord, 'version' | 'contentHash'>) => ({ version, contentHash });
  expect((await store.recordVersions(TYPE, idOf('a'))).map(told)).toEqual(entries.map(told));
}

async function amountsOf(store: HubStore): Promise<readonly unknown[]> {
  return (await store.recordVersions(TYPE, idOf('a'))).map(({ fields }) => fields.amount);
}
