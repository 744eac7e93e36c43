import { describe, expect, test } from '@jest/globals';
import { change, DEPARTMENT, idOf, type MakePlace, newKeys, openPlace, subject, TYPE } from '../store-fixtures.ts';

const ID_NUMBER = '45110219000101001X';
const PHONE = '13800000000';

export function sealing(makePlace: MakePlace): void {
  describe('personal identifiers', () => {
    test('of a record are encrypted, and come back only when they are asked for', async () => {
      await using place = await openPlace(makePlace);
      const sealed = { idNumber: ID_NUMBER, phone: PHONE };
      await place.store.write(DEPARTMENT, [change({ key: 'a', sealed })]);
      const record = (await place.store.recordsById(TYPE, [idOf('a')])).get(idOf('a'));
      expect(Object.keys(record?.sealed ?? {})).toEqual(['idNumber', 'phone']);
      expectHidden(JSON.stringify(record));
      expectHidden(JSON.stringify(await place.store.journal(DEPARTMENT, 0, 10)));
      if (record === undefined) throw new Error('the record is not there');
      expect(place.store.unseal(record, 'idNumber')).toBe(ID_NUMBER);
      expect(place.store.unseal(record, 'phone')).toBe(PHONE);
      expect(place.store.unseal(record, 'email')).toBeNull();
    });

    test('of a subject likewise, also after it was replaced', async () => {
      await using place = await openPlace(makePlace);
      const person = subject({ id: 'p.1', kind: 'NATURAL_PERSON', name: '覃某', sealed: { idNumber: ID_NUMBER } });
      await place.store.saveSubjects([person]);
      await place.store.saveSubjects([{ ...person, sealed: { idNumber: '451102190001010028' } }]);
      const saved = (await place.store.subjectsById(['p.1'])).get('p.1');
      expectHidden(JSON.stringify(saved?.sealed));
      expect(saved && place.store.unseal(saved, 'idNumber')).toBe('451102190001010028');
    });

    test('are encrypted anew each time, and do not make a change of an unchanged record', async () => {
      await using place = await openPlace(makePlace);
      const sealed = { idNumber: ID_NUMBER };
      await place.store.write(DEPARTMENT, [change({ key: 'a', sealed }), change({ key: 'b', sealed })]);
      const again = await place.store.write(DEPARTMENT, [change({ key: 'a', sealed })]);
      expect(again).toMatchObject([{ outcome: 'unchanged' }]);
      const records = await place.store.recordsById(TYPE, [idOf('a'), idOf('b')]);
      const texts = [...records.values()].map((record) => record.sealed.idNumber);
      expect(new Set(texts).size).toBe(2);
    });

    test('make a change when they change, and when one is added or taken away', async () => {
      await using place = await openPlace(makePlace);
      const write = async (sealed: Record<string, string>) => {
        const [outcome] = await place.store.write(DEPARTMENT, [change({ key: 'a', sealed })]);
        return outcome?.version;
      };
      expect(await write({})).toBe(1);
      expect(await write({ idNumber: ID_NUMBER })).toBe(2);
      expect(await write({ idNumber: `${ID_NUMBER.slice(0, -1)}1` })).toBe(3);
      expect(await write({ phone: `${ID_NUMBER.slice(0, -1)}1` })).toBe(4);
      expect(await write({})).toBe(5);
    });

    test('cannot be moved to another owner or another field', async () => {
      await using place = await openPlace(makePlace);
      await place.store.write(DEPARTMENT, [change({ key: 'a', sealed: { idNumber: ID_NUMBER } })]);
      const record = (await place.store.recordsById(TYPE, [idOf('a')])).get(idOf('a'));
      const text = record?.sealed.idNumber ?? '';
      const wrongKeys = expect.objectContaining({ code: 'STORE_WRONG_KEYS' });
      const moved = [
        [{ id: idOf('b'), sealed: { idNumber: text } }, 'idNumber'],
        [{ id: idOf('a'), sealed: { phone: text } }, 'phone'],
        [{ id: idOf('a'), sealed: { idNumber: `${text.slice(0, -2)}AA` } }, 'idNumber'],
        [{ id: idOf('a'), sealed: { idNumber: 'no cipher text' } }, 'idNumber'],
      ] as const;
      for (const [owner, field] of moved) expect(() => place.store.unseal(owner, field)).toThrow(wrongKeys);
    });
  });

  test('what is sealed for an owner that is no record comes back for it alone', async () => {
    await using place = await openPlace(makePlace);
    const sealed = place.store.seal('list of Things', { place: ID_NUMBER });
    expectHidden(JSON.stringify(sealed));
    expect(place.store.unseal({ id: 'list of Things', sealed }, 'place')).toBe(ID_NUMBER);
    const wrongKeys = expect.objectContaining({ code: 'STORE_WRONG_KEYS' });
    expect(() => place.store.unseal({ id: 'list of others', sealed }, 'place')).toThrow(wrongKeys);
    const shortTag = { place: (sealed.place ?? '').slice(0, 2 + 22) }; // version, nonce and four bytes of the tag
    expect(() => place.store.unseal({ id: 'list of Things', sealed: shortTag }, 'place')).toThrow(wrongKeys);
  });

  test('a store is not opened with other keys than it was made with', async () => {
    await using place = await openPlace(makePlace);
    await place.store.write(DEPARTMENT, [change({ key: 'a' })]);
    const opened = place.place.adapter(newKeys()).open();
    await expect(opened).rejects.toMatchObject({ code: 'STORE_WRONG_KEYS' });
    // and is still whole for those who have them
    const other = await place.openAnother();
    expect(await other.journalHead(DEPARTMENT)).toBe(1);
  });
}

function expectHidden(text: string): void {
  for (const clear of [ID_NUMBER, PHONE]) {
    expect(text).not.toContain(clear);
    expect(text).not.toContain(clear.slice(0, 6));
    expect(text).not.toContain(clear.slice(-8));
    expect(text).not.toContain(Buffer.from(clear).toString('base64url').slice(0, 10));
  }
}
