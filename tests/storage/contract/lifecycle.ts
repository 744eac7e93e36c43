import { describe, expect, test } from '@jest/globals';
import type { LoadItem, StoreFigures } from '../../../storage/port.ts';
import { change, type MakePlace, newKeys, openPlace, subject, TYPE, upTo, wholeJournal } from '../store-fixtures.ts';

const quietly = () => undefined;

export function lifecycle(makePlace: MakePlace): void {
  describe('a place', () => {
    test('where nothing is holds no store, until one is opened', async () => {
      await using place = await makePlace();
      expect(await place.adapter().exists()).toBe(false);
      const store = await place.adapter().open();
      expect(await store.figures()).toEqual({ subjects: 0, records: 0 });
      await store.verify();
      await store.close();
      expect(await place.adapter().exists()).toBe(true);
    });

    test('may be opened by several at once from the beginning', async () => {
      await using place = await makePlace();
      const stores = await Promise.all(upTo(4).map(() => place.adapter().open()));
      await Promise.all(stores.map((store, n) => store.write('d', [change({ key: `${n}` })])));
      expect((await wholeJournal(stores[0] as (typeof stores)[0], 'd')).map(({ seq }) => seq)).toEqual(upTo(4));
      await Promise.all(stores.map((store) => store.close()));
    });

    test('says what it is, without secrets', async () => {
      await using place = await openPlace(makePlace);
      expect(place.store.description).toBe(place.place.adapter().description);
      expect(place.store.description).toMatch(/^\w+ store \S+$/);
    });
  });

  describe('a bulk load', () => {
    test('fills an empty place, in the same state as if it had been written', async () => {
      await using place = await makePlace();
      const progress: StoreFigures[] = [];
      await place.adapter().load(items(1_700), (figures) => progress.push(figures));
      expect(progress.at(-1)).toEqual({ subjects: 1_700, records: 3_400 });
      expect(await place.adapter().exists()).toBe(true);
      const store = await place.adapter().open();
      expect(await store.figures()).toEqual({ subjects: 1_700, records: 3_400 });
      await store.verify();
      for (const department of ['market', 'tax']) {
        const entries = await wholeJournal(store, department, 1_000);
        expect(entries.map(({ seq }) => seq)).toEqual(upTo(1_700));
      }
      const query = { type: TYPE, where: {}, first: 5, withTotal: true };
      const page = (await store.recordsBySubject(query, ['o.1699'])).get('o.1699');
      expect(page).toMatchObject({ totalCount: 1, records: [{ version: 1, documentNo: 'No. 1699' }] });
      expect((await store.searchSubjects({ text: '市o.1699有', first: 5 })).hits).toHaveLength(1);
      const again = change({ key: '1699', subjectId: 'o.1699' });
      expect(await store.write('market', [again, change({ key: 'new' })])).toMatchObject([
        { outcome: 'unchanged', version: 1 },
        { outcome: 'inserted', seq: 1_701 },
      ]);
      await store.close();
    });

    test('takes what comes slowly, and nothing', async () => {
      await using place = await makePlace();
      const none: LoadItem[] = [];
      await place.adapter().load(none, quietly);
      const store = await place.adapter().open();
      expect(await store.figures()).toEqual({ subjects: 0, records: 0 });
      await store.close();
    });

    test('refuses a place that holds a store, and leaves that alone', async () => {
      await using place = await openPlace(makePlace);
      await place.store.write('d', [change({ key: 'a' })]);
      const load = place.place.adapter().load(items(3), quietly);
      await expect(load).rejects.toMatchObject({ code: 'STORE_NOT_EMPTY' });
      expect(await place.store.figures()).toEqual({ subjects: 0, records: 1 });
      expect(await place.store.journalHead('d')).toBe(1);
    });

    test('that is cut off does not count, and nothing of it is found later', async () => {
      await using place = await makePlace();
      const load = place.adapter().load(breaking(6_000), quietly);
      await expect(load).rejects.toThrow('the source broke');
      expect(await place.adapter().exists()).toBe(false);
      await place.adapter().load(items(10), quietly);
      const store = await place.adapter().open();
      expect(await store.figures()).toEqual({ subjects: 10, records: 20 });
      expect(await store.journalHead('market')).toBe(10);
      await store.verify();
      await store.close();
    });

    test('that is cut off leaves an empty store to whoever opens the place', async () => {
      await using place = await makePlace();
      await expect(place.adapter().load(breaking(3_000), quietly)).rejects.toThrow('the source broke');
      const store = await place.adapter(newKeys()).open();
      expect(await store.figures()).toEqual({ subjects: 0, records: 0 });
      await store.close();
    });

    test('with an item twice, or one that cannot be kept, does not count', async () => {
      await using place = await makePlace();
      const twice = [...items(2), ...items(1)];
      await expect(place.adapter().load(twice, quietly)).rejects.toMatchObject({ name: 'HubError' });
      expect(await place.adapter().exists()).toBe(false);
      const bad: LoadItem[] = [{ kind: 'subject', subject: subject({ id: 'o.1', name: '\u0000' }) }];
      await expect(place.adapter().load(bad, quietly)).rejects.toMatchObject({ code: 'RECORD_INVALID' });
      expect(await place.adapter().exists()).toBe(false);
    });

    test('beside another one: one of them fills the place', async () => {
      await using place = await makePlace();
      const loads = await Promise.allSettled([
        place.adapter().load(slowly(items(40)), quietly),
        place.adapter().load(slowly(items(40)), quietly),
      ]);
      const refused = loads.filter((each) => each.status === 'rejected');
      expect(refused).toHaveLength(1);
      expect(['STORE_UNAVAILABLE', 'STORE_NOT_EMPTY']).toContain(refused[0]?.reason.code);
      const store = await place.adapter().open();
      expect(await store.figures()).toEqual({ subjects: 40, records: 80 });
      await store.verify();
      await store.close();
    });

    test('does not replace a store that was opened meanwhile', async () => {
      await using place = await makePlace();
      let opened: Promise<unknown> = Promise.resolve();
      const meanwhile = async function* () {
        yield* items(10);
        opened = place
          .adapter()
          .open()
          .then(async (store) => {
            await store.write('d', [change({ key: 'meanwhile' })]);
            await store.close();
          });
        await opened.catch(quietly);
        yield* items(20).slice(30);
      };
      const [load, open] = [await settled(place.adapter().load(meanwhile(), quietly)), await settled(opened)];
      // Either of them may be refused, but neither overwrites the other.
      expect([load, open].filter((status) => status === 'rejected')).toHaveLength(1);
      const store = await place.adapter().open();
      expect((await store.figures()).records).toBe(load === 'rejected' ? 1 : 40);
      await store.close();
    });
  });
}

/** That many subjects with two records each, in two departments. */
function items(count: number): LoadItem[] {
  return upTo(count).flatMap((n) => {
    const subjectId = `o.${n - 1}`;
    const records = (['market', 'tax'] as const).map((department) => {
      const type = department === 'market' ? TYPE : 'TaxCredit';
      return { kind: 'record', department, change: change({ key: `${n - 1}`, type, subjectId }) } as const;
    });
    return [{ kind: 'subject', subject: subject({ id: subjectId }) } as const, ...records];
  });
}

async function* breaking(count: number): AsyncIterable<LoadItem> {
  yield* items(count);
  throw new Error('the source broke');
}

async function* slowly(all: readonly LoadItem[]): AsyncIterable<LoadItem> {
  for (const item of all) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    yield item;
  }
}

async function settled(work: Promise<unknown>): Promise<'fulfilled' | 'rejected'> {
  const [result] = await Promise.allSettled([work]);
  return result?.status ?? 'rejected';
}
