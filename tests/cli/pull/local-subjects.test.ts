import { describe, expect, test } from '@jest/globals';
import { LocalSubjects, ownSubject } from '../../../cli/pull/local-subjects.ts';
import type { ProviderSubject } from '../../../cli/pull/read-page.ts';
import { KeyRing } from '../../../storage/key-ring.ts';
import { organizationId, personId } from '../../../storage/subject-id.ts';
import { pullingHub } from './pull-fixtures.ts';

const keys = new KeyRing(KeyRing.generate());
const USCC = '11451100MB0T01157W';
const NUMBER = '45110219000101001X';
const TODAY = '2026-11-02';

const subject = (sketch: Partial<ProviderSubject>): ProviderSubject => ({
  id: `o.${USCC}`,
  name: '甲公司',
  uscc: USCC,
  areaCode: '451102',
  identityNo: null,
  ...sketch,
});

const own = (sketch: Partial<ProviderSubject>, origin = 'upstream') => ownSubject(subject(sketch), origin, keys, TODAY);

describe('a subject of another platform', () => {
  test('is known here by its code, whatever its id says', () => {
    expect(own({ id: 'o.SOMETHING-ELSE' })).toMatchObject({ id: organizationId('ORGANIZATION', USCC), uscc: USCC });
    expect(own({ id: 't.SOMETHING-ELSE' })).toMatchObject({ id: organizationId('SOLE_TRADER', USCC) });
  });

  test('is nobody where its id is none, or stands for a code that is not there', () => {
    for (const id of ['x.1', 'o', '', 'o.<script>', 'o. ']) expect(own({ id, uscc: null })).toBeNull();
    expect(own({ uscc: '11451100MB0T01157X', id: 'o.451100000000001' })).toMatchObject({
      id: 'o.451100000000001',
      uscc: null,
    });
  });

  test('that is a person is the one with the number, where it came in clear, and then keeps it sealed only', () => {
    const person = own({ id: 'p.theirs', uscc: null, identityNo: NUMBER });
    expect(person).toMatchObject({ id: personId(keys, 'CITIZEN_ID', NUMBER), sealed: { identityNo: NUMBER } });
    expect(person?.id).not.toContain(NUMBER);
  });

  test('that is a person without a number is nobody whom this hub, or another origin, knows', () => {
    const local = personId(keys, 'CITIZEN_ID', NUMBER);
    const ids = [
      own({ id: 'p.theirs', identityNo: null })?.id,
      own({ id: 'p.theirs', identityNo: '451102********001X' })?.id,
      own({ id: 'p.theirs' }, 'peer:451200')?.id,
      own({ id: local })?.id,
    ];
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(local);
  });

  test('does not take the place of an own one, nor rename it', async () => {
    await using hub = await pullingHub();
    const known = { ...own({}), id: 'o.old-registration', name: '本地名称' } as NonNullable<ReturnType<typeof own>>;
    await hub.store.saveSubjects([known]);
    const subjects = new LocalSubjects('upstream', hub.store, hub.keys);
    const found = await subjects.of([subject({ name: '别名' }), subject({ id: 'bad' })], new Date());
    expect([...found]).toEqual([[`o.${USCC}`, { id: known.id, kind: 'ORGANIZATION' }]]);
    expect((await hub.store.subjectsById([known.id])).get(known.id)).toMatchObject({ name: '本地名称' });
    expect((await hub.store.figures()).subjects).toBe(1);
  });
});
