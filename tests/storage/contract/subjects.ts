import { describe, expect, test } from '@jest/globals';
import type { HubStore, Subject } from '../../../storage/port.ts';
import { type MakePlace, openPlace, subject, upTo } from '../store-fixtures.ts';

export function subjects(makePlace: MakePlace): void {
  describe('subjects', () => {
    test('come back as they were saved', async () => {
      await using place = await openPlace(makePlace);
      const saved = [
        subject({ id: 'o.1', uscc: '91451102MA00000001', formerNumbers: [{ kind: 'ORG_CODE', value: 'MA0000000' }] }),
        subject({ id: 't.2', kind: 'SOLE_TRADER', name: '八步区𠮷野家面馆', areaCode: null }),
        subject({ id: 'p.3', kind: 'NATURAL_PERSON', name: '覃某', areaCode: null }),
      ];
      await place.store.saveSubjects(saved);
      const found = await place.store.subjectsById(['p.3', 'o.none', 'o.1', 't.2', 'o.1']);
      expect(saved.map(({ id }) => found.get(id))).toEqual(saved);
      expect(found.size).toBe(3);
      expect(await place.store.figures()).toEqual({ subjects: 3, records: 0 });
    });

    test('are replaced as a whole: old name and old numbers find nothing any more', async () => {
      await using place = await openPlace(makePlace);
      const before = subject({ id: 'o.1', name: '贺州市旧名贸易有限公司', uscc: '91451102MA00000001' });
      const after = subject({
        id: 'o.1',
        name: '贺州市新名贸易有限公司',
        uscc: '91451102MA00000002',
        areaCode: '451121',
      });
      await place.store.saveSubjects([before]);
      await place.store.saveSubjects([after]);
      expect(await idsFound(place.store, '旧名')).toEqual([]);
      expect(await idsFound(place.store, '新名')).toEqual(['o.1']);
      const found = await place.store.searchSubjects({ text: '新名', areaCodes: ['451102'], first: 5 });
      expect(found.hits).toEqual([]);
      const byNumber = await place.store.subjectsByNumber(['91451102MA00000001', '91451102MA00000002']);
      expect([...byNumber]).toEqual([['91451102MA00000002', [after]]]);
      expect((await place.store.figures()).subjects).toBe(1);
    });

    test('saved twice in one call are there once, as they were last', async () => {
      await using place = await openPlace(makePlace);
      await place.store.saveSubjects([
        subject({ id: 'o.1', name: '先前商店' }),
        subject({ id: 'o.1', name: '后来商店' }),
      ]);
      expect((await place.store.subjectsById(['o.1'])).get('o.1')?.name).toBe('后来商店');
      expect(await idsFound(place.store, '先前')).toEqual([]);
    });

    test('that share a number are all found by it', async () => {
      await using place = await openPlace(makePlace);
      const shared = { kind: 'REGISTRATION_NO', value: '451100200000018' } as const;
      const own = { kind: 'TAX_NO', value: '451100200000018' } as const;
      await place.store.saveSubjects([
        subject({ id: 'o.2', formerNumbers: [shared, own] }),
        subject({ id: 'o.1', uscc: '451100200000018' }),
        subject({ id: 'o.3', formerNumbers: [{ kind: 'TAX_NO', value: '451100200000019' }] }),
      ]);
      const found = await place.store.subjectsByNumber(['451100200000018', 'none', '451100200000018']);
      expect([...found.keys()]).toEqual(['451100200000018']);
      expect(found.get('451100200000018')?.map(({ id }) => id)).toEqual(['o.1', 'o.2']);
    });

    test('saved by several stores in the same moment are there once', async () => {
      await using place = await openPlace(makePlace);
      const other = await place.openAnother();
      const many = upTo(20).map((n) => subject({ id: `o.${n}` }));
      await Promise.all([place.store, other, place.store, other].map((store) => store.saveSubjects(many)));
      expect((await place.store.figures()).subjects).toBe(20);
      expect(await idsFound(place.store, '有限公司')).toHaveLength(20);
    });

    test('whose texts no engine gives back the same are refused', async () => {
      await using place = await openPlace(makePlace);
      for (const bad of [{ name: 'a\u0000b' }, { name: 'a\ud842' }, { uscc: '\u0000' }]) {
        const saved = place.store.saveSubjects([subject({ id: 'o.1', ...bad })]);
        await expect(saved).rejects.toMatchObject({ code: 'RECORD_INVALID' });
      }
      expect((await place.store.figures()).subjects).toBe(0);
    });
  });
}

async function idsFound(store: HubStore, text: string): Promise<readonly Subject['id'][]> {
  const { hits } = await store.searchSubjects({ text, first: 100 });
  return hits.map((hit) => hit.subject.id);
}
