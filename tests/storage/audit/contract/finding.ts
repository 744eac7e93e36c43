import { describe, expect, test } from '@jest/globals';
import type { AuditEntry, AuditLedger, AuditQuery } from '../../../../storage/audit/port.ts';
import { auditEntry, type MakeTrailPlace } from '../trail-fixtures.ts';

/** The numbers of what is found, in the order in which it is found. */
async function found(trail: AuditLedger, query: Partial<AuditQuery>): Promise<readonly number[]> {
  const page = await trail.find({ first: 100, ...query });
  expect(page.hasNextPage).toBe(false);
  return page.entries.map(({ seq }) => seq);
}

const caller = (id: string) => ({ caller: { ...auditEntry().caller, id } });

const ENTRIES: readonly Partial<AuditEntry>[] = [
  {
    requestId: 'first',
    subjects: ['o.1', 'o.2'],
    items: ['tax.grade', 'market.penalty'],
    at: '2026-11-02T04:00:00.000Z',
  },
  { ...caller('app:b'), subjects: ['o.1'], items: ['tax.grade'], at: '2026-11-02T04:59:59.999Z' },
  { ...caller('app:B'), subjects: ['o.10'], items: ['taxi.permit'], at: '2026-11-02T05:00:00.000Z' },
  { subjects: [], items: [], grants: ['app:b', 'A-2'], at: '2026-11-02T04:30:00.000Z' },
];

export function finding(makePlace: MakeTrailPlace): void {
  describe('finding', () => {
    async function filled(trail: AuditLedger): Promise<AuditLedger> {
      await Promise.all(ENTRIES.slice(0, 2).map((sketch) => trail.append(auditEntry(sketch))));
      for (const sketch of ENTRIES.slice(2)) await trail.append(auditEntry(sketch));
      return trail;
    }

    test.each<[string, Partial<AuditQuery>, readonly number[]]>([
      ['everything, latest first', {}, [4, 3, 2, 1]],
      ['a request', { requestId: 'first' }, [1]],
      ['a subject', { subject: 'o.1' }, [2, 1]],
      ['a caller, whose name is compared byte by byte', { callerId: 'app:b' }, [2]],
      ['a grant, which is no caller of the same name', { grant: 'app:b' }, [4]],
      ['the items of an owner', { itemPrefix: 'tax.' }, [2, 1]],
      ['an item', { itemPrefix: 'market.penalty' }, [1]],
      ['what meets all conditions', { subject: 'o.1', itemPrefix: 'market.', grant: 'A-2026-0001' }, [1]],
      ['nothing where one condition is not met', { subject: 'o.1', grant: 'A-2' }, []],
      ['what is before a number', { before: 3, subject: 'o.1' }, [2, 1]],
      ['what is at an instant or later, whatever the order', { since: '2026-11-02T04:30:00.000Z' }, [4, 3, 2]],
      ['what is before an instant', { until: '2026-11-02T05:00:00.000Z' }, [4, 2, 1]],
      [
        'what is of a subject within a time',
        { subject: 'o.1', since: '2026-11-02T04:00:00.001Z', until: '2026-11-02T05:00:00.000Z' },
        [2],
      ],
      ['nothing of a time without entries', { since: '2026-11-03T00:00:00.000Z' }, []],
    ])('finds %s', async (_, query, numbers) => {
      await using place = await makePlace();
      expect(await found(await filled(await place.open()), query)).toEqual(numbers);
    });

    test('gives pages that together are all', async () => {
      await using place = await makePlace();
      const trail = await place.open();
      await Promise.all(Array.from({ length: 7 }, () => trail.append(auditEntry())));
      const numbers: number[] = [];
      let before: number | undefined;
      let hasNextPage = true;
      while (hasNextPage) {
        const page = await trail.find({ callerId: 'app:approval-office', first: 3, ...(before ? { before } : {}) });
        numbers.push(...page.entries.map(({ seq }) => seq));
        before = numbers.at(-1);
        hasNextPage = page.hasNextPage;
      }
      expect(numbers).toEqual([7, 6, 5, 4, 3, 2, 1]);
    });

    test('finds what stands far back, page by page, among hundreds of others', async () => {
      await using place = await makePlace();
      const trail = await place.open();
      const isRare = (number: number) => [1, 2, 128, 129, 256, 300].includes(number);
      const subjects = (number: number) => (isRare(number) ? ['o.common', 'o.rare'] : ['o.common']);
      await Promise.all(
        Array.from({ length: 300 }, (_, index) => trail.append(auditEntry({ subjects: subjects(index + 1) }))),
      );
      expect(await found(trail, { subject: 'o.rare' })).toEqual([300, 256, 129, 128, 2, 1]);
      expect(await found(trail, { subject: 'o.rare', before: 129 })).toEqual([128, 2, 1]);
      const { entries, hasNextPage } = await trail.find({ subject: 'o.rare', first: 4 });
      expect(entries.map(({ seq }) => seq)).toEqual([300, 256, 129, 128]);
      expect(hasNextPage).toBe(true);
    });
  });
}
