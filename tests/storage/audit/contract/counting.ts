import { describe, expect, test } from '@jest/globals';
import { auditEntry, type MakeTrailPlace } from '../trail-fixtures.ts';

export function counting(makePlace: MakeTrailPlace): void {
  describe('counting', () => {
    test('counts the requests under an agreement by the day of the city, across gateways', async () => {
      await using place = await makePlace();
      const [one, other] = [await place.open(), await place.open()];
      const times = ['2026-11-01T15:59:59.999Z', '2026-11-01T16:00:00.000Z', '2026-11-02T15:59:59.999Z'];
      for (const at of times) {
        await one.append(auditEntry({ at, grants: ['A-1', 'A-2'] }));
        await other.append(auditEntry({ at, grants: ['A-1'] }));
      }
      await one.append(auditEntry({ at: '2026-11-02T16:00:00.000Z', grants: ['A-1'] }));
      await one.head(); // what is counted after the commit is counted now
      expect(await other.uses('A-1', '2026-11-02')).toBe(4);
      expect(await other.uses('A-2', '2026-11-02')).toBe(2);
      expect(await other.uses('A-1', '2026-11-03')).toBe(1);
      expect(await other.uses('A-3', '2026-11-02')).toBe(0);
      expect(await other.uses('app:approval-office', '2026-11-02')).toBe(0);
    });

    test('gives figures by caller and by agreement since an hour, most requests first', async () => {
      await using place = await makePlace();
      const trail = await place.open();
      const of = (id: string, at: string, subjects: readonly string[]) =>
        auditEntry({ caller: { ...auditEntry().caller, id }, at, subjects, grants: [`A-${id}`] });
      await Promise.all(
        [
          of('a', '2026-11-02T03:59:59.999Z', ['o.1']),
          of('a', '2026-11-02T04:10:00.000Z', ['o.1']),
          of('b', '2026-11-02T04:20:00.000Z', ['o.1', 'o.2']),
          of('b', '2026-11-03T04:00:00.000Z', ['o.1']),
        ].map((entry) => trail.append(entry)),
      );
      await trail.head();
      const since = '2026-11-02T04:15:00.000Z';
      expect(await trail.figures('caller', since)).toEqual([
        { key: 'b', requests: 2, subjects: 3, lastAt: '2026-11-03T04:00:00.000Z' },
        { key: 'a', requests: 1, subjects: 1, lastAt: '2026-11-02T04:10:00.000Z' },
      ]);
      expect((await trail.figures('agreement', since)).map(({ key }) => key)).toEqual(['A-b', 'A-a']);
      expect(await trail.figures('agreement', '2026-12-01T00:00:00.000Z')).toEqual([]);
    });
  });
}
