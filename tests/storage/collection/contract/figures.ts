import { describe, expect, test } from '@jest/globals';
import { chunk, counts, type MakeCollectionPlace, opening, openTwo } from '../collection-fixtures.ts';

export function figures(makePlace: MakeCollectionPlace): void {
  describe('monthly figures', () => {
    const penalties = 'market.administrative-penalty';
    const inspections = 'market.product-inspection';

    test('sum the chunks of all batches by department, item and month of the chunk', async () => {
      await using stores = await openTwo(makePlace);
      const deliver = async (sketch: object, number: number, month: string, received: number) => {
        const { id } = await stores.one.beginBatch(opening(sketch));
        const own = counts({ received, accepted: received - 1, refused: 1, byRule: { R03: 1 } });
        await stores.one.saveChunk(id, chunk({ number, month, counts: own }));
      };
      await deliver({ key: 'a' }, 1, '2026-10', 10);
      await deliver({ key: 'a' }, 2, '2026-11', 20);
      await deliver({ key: 'b' }, 1, '2026-11', 30);
      await deliver({ key: 'c', item: inspections }, 1, '2026-11', 5);
      await deliver({ key: 'd', department: 'tax', item: 'tax.arrears' }, 1, '2026-11', 7);
      await deliver({ key: 'e' }, 1, '2026-12', 1_000);
      const figure = (department: string, item: string, month: string, received: number, chunks: number) => ({
        department,
        item,
        month,
        counts: { received, accepted: received - chunks, refused: chunks, waiting: 0, byRule: { R03: chunks } },
      });
      const autumn = { fromMonth: '2026-10', toMonth: '2026-11' };
      const ofMarket = [
        figure('market', penalties, '2026-10', 10, 1),
        figure('market', penalties, '2026-11', 50, 2),
        figure('market', inspections, '2026-11', 5, 1),
      ];
      const ofTax = figure('tax', 'tax.arrears', '2026-11', 7, 1);
      expect(await stores.other.figures(autumn)).toEqual([...ofMarket, ofTax]);
      expect(await stores.other.figures({ ...autumn, department: 'market' })).toEqual(ofMarket);
      expect(await stores.other.figures({ ...autumn, item: 'tax.arrears' })).toEqual([ofTax]);
      expect(await stores.other.figures({ ...autumn, department: 'tax', item: penalties })).toEqual([]);
      expect(await stores.other.figures({ fromMonth: '2026-10', toMonth: '2026-10' })).toEqual([ofMarket[0]]);
    });

    test('a report of nothing is kept once, as it first came', async () => {
      await using stores = await openTwo(makePlace);
      const report = {
        department: 'market',
        item: penalties,
        month: '2026-11',
        by: 'officer:1',
        at: '2026-11-30T01:00:00Z',
      };
      await stores.one.reportNothing(report);
      await stores.other.reportNothing({ ...report, by: 'officer:2', at: '2026-11-30T02:00:00Z' });
      const others = [
        { ...report, item: inspections },
        { ...report, month: '2026-12' },
        { ...report, department: 'tax', item: 'tax.arrears' },
      ];
      for (const each of others) await stores.one.reportNothing(each);
      const months = { fromMonth: '2026-11', toMonth: '2026-12' };
      expect(await stores.other.zeroReports(months)).toEqual([report, others[1], others[0], others[2]]);
      expect(await stores.other.zeroReports({ ...months, department: 'tax' })).toEqual([others[2]]);
      expect(await stores.other.zeroReports({ ...months, item: inspections })).toEqual([others[0]]);
      expect(await stores.other.zeroReports({ fromMonth: '2026-12', toMonth: '2027-01' })).toEqual([others[1]]);
    });
  });
}
