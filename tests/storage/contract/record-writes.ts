import { describe, expect, test } from '@jest/globals';
import { change, DEPARTMENT, idOf, type MakePlace, openPlace, TYPE, upTo, wholeJournal } from '../store-fixtures.ts';

export function recordWrites(makePlace: MakePlace): void {
  describe('writing', () => {
    test('inserts, and the same content again changes nothing', async () => {
      await using place = await openPlace(makePlace);
      const { id } = change({ key: 'a' });
      expect(await place.store.write(DEPARTMENT, [change({ key: 'a' })])).toEqual([
        { id, outcome: 'inserted', version: 1, seq: 1 },
      ]);
      const again = change({ key: 'a', reportedAt: '2026-03-09T01:00:00Z', reason: 'CORRECTED' });
      expect(await place.store.write(DEPARTMENT, [again])).toEqual([
        { id, outcome: 'unchanged', version: 1, seq: null },
      ]);
      expect(await place.store.journalHead(DEPARTMENT)).toBe(1);
      expect((await place.store.recordsById(TYPE, [id])).get(id)?.reportedAt).toBe('2026-03-02T01:00:00Z');
    });

    test('other content makes the next version in the place of the old one', async () => {
      await using place = await openPlace(makePlace);
      await place.store.write(DEPARTMENT, [change({ key: 'a', subjectId: 'o.1', decisionDate: '2026-01-01' })]);
      const corrected = change({ key: 'a', subjectId: 'o.2', decisionDate: '2026-01-05', reason: 'CORRECTED' });
      const { id } = corrected;
      expect(await place.store.write(DEPARTMENT, [corrected])).toEqual([
        { id, outcome: 'updated', version: 2, seq: 2 },
      ]);
      const query = { type: TYPE, where: {}, first: 10, withTotal: true };
      const pages = await place.store.recordsBySubject(query, ['o.1', 'o.2']);
      expect([...pages.keys()]).toEqual(['o.2']);
      expect(pages.get('o.2')?.records).toMatchObject([{ id, version: 2, decisionDate: '2026-01-05' }]);
      expect(await place.store.figures()).toEqual({ subjects: 0, records: 1 });
    });

    test('of a version that is not there any more changes nothing, and says so', async () => {
      await using place = await openPlace(makePlace);
      const { id } = change({ key: 'a' });
      const onVersion = (version: number, amount: string) => ({
        ...change({ key: 'a', fields: { amount }, reason: 'CORRECTED' }),
        onVersion: version,
      });
      expect(await place.store.write(DEPARTMENT, [onVersion(1, '1')])).toEqual([
        { id, outcome: 'conflict', version: 0, seq: null },
      ]);
      await place.store.write(DEPARTMENT, [change({ key: 'a' })]);
      const both = await Promise.all(['1', '2'].map((amount) => place.store.write(DEPARTMENT, [onVersion(1, amount)])));
      expect(both.flat().map(({ outcome, version }) => [outcome, version])).toEqual(
        expect.arrayContaining([
          ['updated', 2],
          ['conflict', 2],
        ]),
      );
      expect(await place.store.journalHead(DEPARTMENT)).toBe(2);
    });

    test('decides several changes of one record in one call one after the other', async () => {
      await using place = await openPlace(makePlace);
      const versions = ['1', '2', '2', '3', '1'].map((amount) => change({ key: 'a', fields: { amount } }));
      const outcomes = await place.store.write(DEPARTMENT, [...versions, change({ key: 'b' })]);
      expect(outcomes.map(({ outcome, version, seq }) => [outcome, version, seq])).toEqual([
        ['inserted', 1, 1],
        ['updated', 2, 2],
        ['unchanged', 2, null],
        ['updated', 3, 3],
        ['updated', 4, 4],
        ['inserted', 1, 5],
      ]);
      const record = (await place.store.recordsById(TYPE, [idOf('a')])).get(idOf('a'));
      expect(record).toMatchObject({ version: 4, fields: { amount: '1' } });
      expect((await wholeJournal(place.store)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 1]);
    });

    test('takes more changes than fit into one batch, in order', async () => {
      await using place = await openPlace(makePlace);
      const changes = upTo(1_203).map((n) => change({ key: String(n), fields: { n, filler: '填'.repeat(3_000) } }));
      const outcomes = await place.store.write(DEPARTMENT, changes);
      expect(outcomes.map(({ id }) => id)).toEqual(changes.map(({ id }) => id));
      expect(outcomes.map(({ seq }) => seq)).toEqual(upTo(1_203));
      const journal = await wholeJournal(place.store, DEPARTMENT, 111);
      expect(journal.map(({ recordId }) => recordId)).toEqual(changes.map(({ id }) => id));
    });

    test('a withdrawal is journalled as one, and the record stays with its state', async () => {
      await using place = await openPlace(makePlace);
      await place.store.write(DEPARTMENT, [change({ key: 'a' })]);
      const withdrawal = { key: 'a', operation: 'WITHDRAW', reason: 'REVOKED', state: 'WITHDRAWN' } as const;
      await place.store.write(DEPARTMENT, [change(withdrawal)]);
      expect((await wholeJournal(place.store)).at(-1)).toMatchObject({
        operation: 'WITHDRAW',
        reason: 'REVOKED',
        version: 2,
      });
      const record = (await place.store.recordsById(TYPE, [idOf('a')])).get(idOf('a'));
      expect(record?.state).toBe('WITHDRAWN');
    });

    test.each(['WITHDRAWN', 'REPAIRED', 'UNDER_OBJECTION'] as const)(
      'a report corrects a record that is %s, and does not bring it back',
      async (state) => {
        await using place = await openPlace(makePlace);
        await place.store.write(DEPARTMENT, [change({ key: 'a', fields: { amount: '1' } })]);
        const operation = state === 'WITHDRAWN' ? 'WITHDRAW' : 'UPSERT';
        await place.store.write(DEPARTMENT, [
          change({ key: 'a', fields: { amount: '1' }, state, operation, reason: 'REVOKED' }),
        ]);
        const outcomes = await place.store.write(DEPARTMENT, [
          change({ key: 'a', fields: { amount: '1' } }),
          change({ key: 'a', fields: { amount: '2' } }),
        ]);
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unchanged', 'updated']);
        const record = (await place.store.recordsById(TYPE, [idOf('a')])).get(idOf('a'));
        expect(record).toMatchObject({ state, version: 3, fields: { amount: '2' } });
        expect((await wholeJournal(place.store)).at(-1)).toMatchObject({ operation, reason: 'CORRECTED' });
      },
    );

    test('what is said of a state on purpose counts, and so does a report that says one', async () => {
      await using place = await openPlace(makePlace);
      const stateOf = async () => (await place.store.recordsById(TYPE, [idOf('a')])).get(idOf('a'))?.state;
      await place.store.write(DEPARTMENT, [change({ key: 'a', state: 'WITHDRAWN' })]);
      await place.store.write(DEPARTMENT, [change({ key: 'a', reason: 'CORRECTED' })]);
      expect(await stateOf()).toBe('EFFECTIVE');
      await place.store.write(DEPARTMENT, [change({ key: 'a', state: 'UNDER_OBJECTION' })]);
      expect(await stateOf()).toBe('UNDER_OBJECTION');
    });

    test('nothing is nothing', async () => {
      await using place = await openPlace(makePlace);
      expect(await place.store.write(DEPARTMENT, [])).toEqual([]);
      expect(await place.store.journalHead(DEPARTMENT)).toBe(0);
    });

    test('one record from many writers is inserted once, and its versions follow each other', async () => {
      await using place = await openPlace(makePlace);
      const stores = [place.store, await place.openAnother(), await place.openAnother()];
      const outcomes = await Promise.all(
        upTo(24).map(async (n) => {
          const store = stores[n % stores.length] ?? place.store;
          const [outcome] = await store.write(DEPARTMENT, [change({ key: 'contested', fields: { amount: `${n}` } })]);
          return outcome;
        }),
      );
      expect(outcomes.filter((each) => each?.outcome === 'inserted')).toHaveLength(1);
      expect(outcomes.map((each) => each?.version).sort(ascending)).toEqual(upTo(24));
      expect(outcomes.map((each) => each?.seq).sort(ascending)).toEqual(upTo(24));
      expect((await wholeJournal(place.store)).map(({ version }) => version)).toEqual(upTo(24));
      const record = (await place.store.recordsById(TYPE, [idOf('contested')])).get(idOf('contested'));
      expect(record?.version).toBe(24);
    });

    test('the same content from many writers is inserted once and unchanged for all others', async () => {
      await using place = await openPlace(makePlace);
      const other = await place.openAnother();
      const outcomes = await Promise.all(
        upTo(12).map((n) => (n % 2 ? place.store : other).write(DEPARTMENT, [change({ key: 'same' })])),
      );
      expect(outcomes.flat().filter(({ outcome }) => outcome === 'inserted')).toHaveLength(1);
      expect(outcomes.flat().filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(11);
      expect(await place.store.journalHead(DEPARTMENT)).toBe(1);
    });

    test.each([
      ['documentNo', { documentNo: 'a\u0000b' }],
      ['subjectId', { subjectId: 'o.\ud842' }],
      ['idNumber', { sealed: { idNumber: '\udfb7' } }],
    ])(
      'a text that no engine gives back the same is refused, with the name of its field: %s',
      async (field, sketch) => {
        await using place = await openPlace(makePlace);
        const written = place.store.write(DEPARTMENT, [change({ key: 'good' }), change({ key: 'bad', ...sketch })]);
        await expect(written).rejects.toMatchObject({
          code: 'RECORD_INVALID',
          details: { problem: expect.stringContaining(field) },
        });
        expect(await place.store.journalHead(DEPARTMENT)).toBe(0);
      },
    );
  });
}

function ascending(one: number | null | undefined, other: number | null | undefined): number {
  return (one ?? 0) - (other ?? 0);
}
