import { describe, expect, test } from '@jest/globals';
import { byBytes, change, DEPARTMENT, type MakePlace, openPlace, subject, TYPE } from '../store-fixtures.ts';

/** Texts that some databases take for the same. */
const ALIKE = [
  'abc',
  'ABC',
  'Abc',
  'ａｂｃ',
  'abc ',
  ' abc',
  'abc\t',
  'äbc'.normalize('NFC'),
  'äbc'.normalize('NFD'),
  'ab\u00adc',
  'ab\u200bc',
  'ß',
  'ss',
  '①',
  '1',
  '01',
  '1.0',
  '賀州',
  '贺州',
  '𠮷',
  '吉',
  'a.b',
  'a$b',
  '$a',
  '',
  '%',
  '_',
];

export function identifiers(makePlace: MakePlace): void {
  describe('identifiers are compared byte by byte:', () => {
    test('subjects', async () => {
      await using place = await openPlace(makePlace);
      await place.store.saveSubjects(ALIKE.map((text) => subject({ id: `o.${text}`, name: `名称${text}` })));
      expect((await place.store.figures()).subjects).toBe(ALIKE.length);
      for (const text of ALIKE) {
        const found = await place.store.subjectsById([`o.${text}`]);
        expect([...found.values()].map(({ name }) => name)).toEqual([`名称${text}`]);
      }
    });

    test('numbers of subjects', async () => {
      await using place = await openPlace(makePlace);
      await place.store.saveSubjects(ALIKE.map((text, n) => subject({ id: `o.${n}`, uscc: text })));
      const found = await place.store.subjectsByNumber(ALIKE);
      expect([...found]).toEqual(ALIKE.map((text, n) => [text, [expect.objectContaining({ id: `o.${n}` })]]));
    });

    test('records, their subjects and their documents', async () => {
      await using place = await openPlace(makePlace);
      const changes = ALIKE.map((text) => {
        return { ...change({ key: text, subjectId: text, documentNo: text, decidingOrgCode: text }), id: `r${text}` };
      });
      const outcomes = await place.store.write(DEPARTMENT, changes);
      expect(outcomes.every(({ outcome }) => outcome === 'inserted')).toBe(true);
      const all = { type: TYPE, where: {}, first: 100, withTotal: true };
      const bySubject = await place.store.recordsBySubject(all, ALIKE);
      for (const text of ALIKE) {
        const page = { records: [{ id: `r${text}` }], totalCount: 1 };
        expect(bySubject.get(text)).toMatchObject(page);
        expect(await place.store.listRecords({ ...all, where: { documentNo: text } })).toMatchObject(page);
        expect(await place.store.listRecords({ ...all, where: { decidingOrgCode: text } })).toMatchObject(page);
        expect([...(await place.store.recordsById(TYPE, [`r${text}`])).keys()]).toEqual([`r${text}`]);
      }
      const listed = await place.store.listRecords(all);
      expect(listed.records.map(({ id }) => id)).toEqual(ALIKE.map((text) => `r${text}`).sort(byBytes));
    });

    test('types', async () => {
      await using place = await openPlace(makePlace);
      await place.store.write(DEPARTMENT, [change({ key: 'a', type: 'adminPenalty' })]);
      const query = { type: TYPE, where: {}, first: 1, withTotal: true };
      expect(await place.store.listRecords(query)).toEqual({ records: [], hasNextPage: false, totalCount: 0 });
    });
  });

  describe('a missing value', () => {
    test('and null are the same content', async () => {
      await using place = await openPlace(makePlace);
      const { publicityEndDate: _, ...content } = change({ key: 'a' }).content;
      const missing = { ...change({ key: 'a' }), content: { ...content, fields: { fact: 'x' } } };
      const withNulls = change({ key: 'a', publicityEndDate: null, fields: { fact: 'x', reason: null } });
      // cast: what reaches the store from JSON may lack what the type demands
      await place.store.write(DEPARTMENT, [missing as unknown as typeof withNulls]);
      expect(await place.store.write(DEPARTMENT, [withNulls])).toMatchObject([{ outcome: 'unchanged' }]);
      const { records } = await place.store.listRecords({ type: TYPE, where: {}, first: 1, withTotal: false });
      expect(records[0]?.publicityEndDate).toBeNull();
      await place.store.verify();
    });

    test('of a subject comes back as null', async () => {
      await using place = await openPlace(makePlace);
      const { uscc: _, areaCode: __, ...sketch } = subject({ id: 'o.1' });
      await place.store.saveSubjects([sketch as ReturnType<typeof subject>]); // cast: as above
      expect((await place.store.subjectsById(['o.1'])).get('o.1')).toEqual({ ...sketch, uscc: null, areaCode: null });
    });
  });
}
