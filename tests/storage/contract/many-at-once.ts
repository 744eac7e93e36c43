import { describe, expect, test } from '@jest/globals';
import type { RecordQuery } from '../../../storage/port.ts';
import { change, DEPARTMENT, type MakePlace, openPlace, subject, TYPE, upTo } from '../store-fixtures.ts';

/** As many as an import looks for at once; stores may read so many in another way than a few. */
const MANY = 500;

const number = (n: number) => `4511${String(n).padStart(11, '0')}`;
const id = (n: number) => `o.${n}`;

export function manyAtOnce(makePlace: MakePlace): void {
  describe('many at once find what each finds alone', () => {
    test('as subjects', async () => {
      await using place = await openPlace(makePlace);
      const { store } = place;
      await store.saveSubjects(
        upTo(MANY / 2).map((n) =>
          subject({
            id: id(n),
            uscc: number(n),
            // Every tenth shares a number with the one before it, and bears it in two ways.
            formerNumbers: n % 10 === 0 ? [{ kind: 'TAX_NO', value: number(n - 1) }] : [],
          }),
        ),
      );
      const ids = [...upTo(MANY).map(id), id(1), '"', '451100200000018'];
      const numbers = [...upTo(MANY).map(number), number(1), '"', '1'];
      const byId = await store.subjectsById(ids);
      const byNumber = await store.subjectsByNumber(numbers);
      expect([byId.size, byNumber.size]).toEqual([MANY / 2, MANY / 2]);
      for (const one of ids) expect(byId.get(one)).toEqual((await store.subjectsById([one])).get(one));
      for (const one of numbers) expect(byNumber.get(one)).toEqual((await store.subjectsByNumber([one])).get(one));
      expect(byNumber.get(number(9))?.map((bearer) => bearer.id)).toEqual([id(10), id(9)]);
    });

    test.each<[string, Partial<RecordQuery>]>([
      ['as the latest records of subjects', { first: 1 }],
      ['as pages of their records', { first: 2 }],
      ['as pages after a place', { first: 1, after: { decisionDate: '2026-01-03', id: '' } }],
      ['as records on conditions', { first: 2, where: { decidedTo: '2026-01-02', subjectKinds: ['ORGANIZATION'] } }],
      ['with how many there are', { first: 1, withTotal: true }],
    ])('%s', async (_, asked) => {
      await using place = await openPlace(makePlace);
      const { store } = place;
      const changes = upTo(MANY).map((n) =>
        change({ key: String(n), subjectId: id(n % 170), decisionDate: `2026-01-0${1 + (n % 4)}` }),
      );
      await store.write(DEPARTMENT, [...changes, change({ key: 'permit', subjectId: id(1), type: 'AdminPermit' })]);
      const query: RecordQuery = { type: TYPE, where: {}, first: 1, withTotal: false, ...asked };
      const ids = [...upTo(MANY).map(id), id(1)];
      const pages = await store.recordsBySubject(query, ids);
      expect(pages.size).toBeGreaterThan(100);
      for (const one of ids) expect(pages.get(one)).toEqual((await store.recordsBySubject(query, [one])).get(one));
    });
  });
}
