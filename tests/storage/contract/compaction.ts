import { describe, expect, test } from '@jest/globals';
import { change, DEPARTMENT, type MakePlace, openPlace, TYPE, upTo } from '../store-fixtures.ts';

export function compaction(makePlace: MakePlace): void {
  describe('a journal that is compacted', () => {
    const write = async (store: Awaited<ReturnType<typeof openPlace>>['store'], keys: readonly number[]) => {
      for (const key of keys) await store.write(DEPARTMENT, [change({ key: `${key}` })]);
    };

    test('keeps what comes after the number, without a gap, and its records', async () => {
      await using place = await openPlace(makePlace);
      await write(place.store, upTo(10));
      expect(await place.store.compactJournal(DEPARTMENT, 6)).toBe(6);
      const entries = await place.store.journal(DEPARTMENT, 0, 100);
      expect(entries.map(({ seq }) => seq)).toEqual([7, 8, 9, 10]);
      expect((await place.store.journal(DEPARTMENT, 8, 1)).map(({ seq }) => seq)).toEqual([9]);
      const ids = upTo(10).map((key) => change({ key: `${key}` }).id);
      expect((await place.store.recordsById(TYPE, ids)).size).toBe(10);
      await place.store.verify();
    });

    test('keeps its latest entry and goes on counting from there', async () => {
      await using place = await openPlace(makePlace);
      await write(place.store, upTo(3));
      expect(await place.store.compactJournal(DEPARTMENT, 1_000)).toBe(2);
      expect(await place.store.compactJournal(DEPARTMENT, 1_000)).toBe(0);
      expect(await place.store.journalHead(DEPARTMENT)).toBe(3);
      const [outcome] = await place.store.write(DEPARTMENT, [change({ key: '4' })]);
      expect(outcome?.seq).toBe(4);
      expect((await place.store.journal(DEPARTMENT, 0, 9)).map(({ seq }) => seq)).toEqual([3, 4]);
      await place.store.verify();
    });

    test('leaves those of others alone, and the versions of its records', async () => {
      await using place = await openPlace(makePlace);
      await place.store.write('other', [change({ key: 'other' })]);
      await place.store.write('other', [change({ key: 'another' })]);
      for (const documentNo of ['1', '2', '3']) {
        await place.store.write(DEPARTMENT, [{ ...change({ key: 'a', fields: { documentNo } }), reason: 'CORRECTED' }]);
      }
      await place.store.compactJournal(DEPARTMENT, 2);
      expect(await place.store.compactJournal('nobody', 5)).toBe(0);
      expect((await place.store.journal('other', 0, 9)).map(({ seq }) => seq)).toEqual([1, 2]);
      const versions = await place.store.recordVersions(TYPE, change({ key: 'a' }).id);
      expect(versions.map(({ version }) => version)).toEqual([1, 2, 3]);
    });

    test('never shows a gap to a reader behind the beginning, while others write', async () => {
      await using place = await openPlace(makePlace);
      const other = await place.openAnother();
      await write(place.store, upTo(5));
      let isWriting = true;
      const writing = write(other, upTo(40)).finally(() => {
        isWriting = false;
      });
      while (isWriting) {
        const head = await place.store.journalHead(DEPARTMENT);
        await place.store.compactJournal(DEPARTMENT, head - 3);
        const seqs = (await place.store.journal(DEPARTMENT, 0, 100)).map(({ seq }) => seq);
        expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
        expect(seqs.at(-1)).toBeGreaterThanOrEqual(head);
      }
      await writing;
      await place.store.verify();
    });
  });
}
