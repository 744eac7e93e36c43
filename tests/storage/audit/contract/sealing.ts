import { describe, expect, test } from '@jest/globals';
import { inclusionProof, proofProblem } from '../../../../storage/audit/inclusion-proof.ts';
import { auditEntries, auditEntry, type MakeTrailPlace, verdictOn } from '../trail-fixtures.ts';

export function sealing(makePlace: MakeTrailPlace): void {
  describe('sealing', () => {
    test.each(['sm3', 'sha256'] as const)(
      'seals segments of a size with %s, and proves each entry',
      async (algorithm) => {
        await using place = await makePlace();
        const trail = await place.open({ segmentEntries: 4, algorithm });
        await Promise.all(auditEntries(10).map((entry) => trail.append(entry)));
        await trail.append(auditEntry());
        await trail.head();
        const segments = await trail.segments();
        expect(segments).toMatchObject([
          { from: 1, to: 4, algorithm },
          { from: 5, to: 8, algorithm },
        ]);
        for (const segment of segments) {
          const entries = await trail.entries(segment.from - 1, 4);
          expect(entries.at(-1)?.hash).toBe(segment.head);
          for (const entry of entries) expect(proofProblem(inclusionProof(entry, segment, entries))).toBeNull();
        }
        expect(await verdictOn(trail)).toMatchObject({ kind: 'sound', entries: 11, segments: 2 });
      },
    );

    test('seals the rest on demand, and goes on behind it', async () => {
      await using place = await makePlace();
      const trail = await place.open({ segmentEntries: 4 });
      expect(await trail.seal()).toBeNull();
      await Promise.all(auditEntries(6).map((entry) => trail.append(entry)));
      expect(await trail.seal()).toMatchObject({ from: 5, to: 6 });
      expect(await trail.seal()).toBeNull();
      await Promise.all(auditEntries(4).map((entry) => trail.append(entry)));
      await trail.head();
      expect((await trail.segments()).map(({ from, to }) => [from, to])).toEqual([
        [1, 4],
        [5, 6],
        [7, 10],
      ]);
      expect(await verdictOn(trail)).toMatchObject({ kind: 'sound', entries: 10, segments: 3 });
    });
  });
}
