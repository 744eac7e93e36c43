import { describe, expect, test } from '@jest/globals';
import { entryText } from '../../../../storage/audit/entry-text.ts';
import { upTo } from '../../store-fixtures.ts';
import { auditEntries, auditEntry, type MakeTrailPlace, verdictOn, wholeChain } from '../trail-fixtures.ts';

export function appending(makePlace: MakeTrailPlace): void {
  describe('appending', () => {
    test('gives numbers from 1 without gaps, and each entry the hash of the one before', async () => {
      await using place = await makePlace();
      const trail = await place.open();
      const places = [];
      for (const entry of auditEntries(3)) places.push(await trail.append(entry));
      const chain = await wholeChain(trail);
      expect(places.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(chain.map(({ seq, hash }) => ({ seq, hash }))).toEqual(places);
      expect(chain.slice(1).map(({ previous }) => previous)).toEqual(places.slice(0, 2).map(({ hash }) => hash));
      expect(await verdictOn(trail)).toMatchObject({ kind: 'sound', entries: 3, head: places[2] });
    });

    test('gives back what was appended, with the text that was hashed', async () => {
      await using place = await makePlace();
      const trail = await place.open();
      const entry = auditEntry({
        caseNumber: null,
        variables: { b: '2', a: '1' },
        requestId: 'with "quotes", 汉字, a lone \ud800 and \u0000',
      });
      const { seq } = await trail.append(entry);
      const found = await trail.entry(seq);
      expect(found?.entry).toEqual(entry);
      expect(found?.text).toBe(entryText(entry));
      expect(await trail.entry(seq + 1)).toBeNull();
      expect(await trail.entry(0)).toBeNull();
    });

    test('keeps the order in which entries came, however many come at once', async () => {
      await using place = await makePlace();
      const trail = await place.open();
      const entries = auditEntries(700);
      const places = await Promise.all(entries.map((entry) => trail.append(entry)));
      expect(places.map(({ seq }) => seq)).toEqual(upTo(700));
      const chain = await wholeChain(trail);
      expect(chain.map(({ entry }) => entry.requestId)).toEqual(entries.map(({ requestId }) => requestId));
    });

    test('makes one chain of what several gateways append at the same time', async () => {
      await using place = await makePlace();
      const trails = await Promise.all([place.open(), place.open(), place.open()]);
      const places = await Promise.all(
        trails.flatMap((trail) => auditEntries(20).map(async (entry) => (await trail.append(entry)).seq)),
      );
      expect(places.sort((a, b) => a - b)).toEqual(upTo(60));
      for (const trail of trails) expect(await verdictOn(trail)).toMatchObject({ kind: 'sound', entries: 60 });
    });

    test('goes on where it was when the trail is opened again', async () => {
      await using place = await makePlace();
      const first = await place.open({ algorithm: 'sha256' });
      await first.append(auditEntry());
      await first.close();
      const again = await place.open({ algorithm: 'sm3' });
      expect(again.rule.algorithm).toBe('sha256');
      expect((await again.append(auditEntry())).seq).toBe(2);
      expect(await verdictOn(again)).toMatchObject({ kind: 'sound', entries: 2 });
    });

    test('completes what was begun before it was closed, and refuses what comes after', async () => {
      await using place = await makePlace();
      const trail = await place.open();
      const begun = trail.append(auditEntry());
      await trail.close();
      expect((await begun).seq).toBe(1);
      await expect(trail.append(auditEntry())).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    });

    test('reads on from a number, at most so many', async () => {
      await using place = await makePlace();
      const trail = await place.open();
      await Promise.all(auditEntries(10).map((entry) => trail.append(entry)));
      expect((await trail.entries(3, 4)).map(({ seq }) => seq)).toEqual([4, 5, 6, 7]);
      expect(await trail.entries(10, 4)).toEqual([]);
      expect(await trail.head()).toBe(10);
    });

    test('says where it is, without secrets', async () => {
      await using place = await makePlace();
      expect((await place.open()).description).toMatch(/^audit trail \S+$/);
    });
  });
}
