import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PUBLIC_PASSPORT } from '../../../schema/access/passport.ts';
import { engineLocations } from '../../storage/engine-locations.ts';
import { passportWith } from '../passports.ts';
import {
  codeOf,
  idOf,
  inspectionRow,
  type Letter,
  mergerRow,
  nameOf,
  oldNumberOf,
  type SuccessionTown,
  successionTown,
} from './succession-town.ts';

const INSPECTIONS = 'market.product-inspection';
/** Inspections are shared with whoever says what for. */
const READER = passportWith();
const { locations, drop } = engineLocations('succession');

describe.each(locations)('on %s,', (_, location) => {
  let town: SuccessionTown;
  beforeEach(async () => {
    town = await successionTown(location);
    await town.report(INSPECTIONS, [
      inspectionRow('A', 1, '2026-01-05'),
      inspectionRow('A', 2, '2026-03-05'),
      inspectionRow('B', 1, '2026-02-05'),
      inspectionRow('B', 2, '2026-04-05'),
      inspectionRow('C', 1, '2026-02-05'),
    ]);
  });
  afterEach(async () => {
    await town[Symbol.asyncDispose]();
    await drop();
  });

  /** Documents of the inspections in an organisation's list, each with whom it is about. */
  async function inspections(of: Letter, args = 'first: 50') {
    const selection = `list: productInspections(${args}) { totalCount nodes { documentNo subject { id } } pageInfo { hasNextPage endCursor } }`;
    const { entity } = await town.ask('market', READER, of, selection);
    return entity.list;
  }

  const documents = async (of: Letter, args?: string) =>
    (await inspections(of, args)).nodes.map(({ documentNo }: { documentNo: string }) => documentNo);

  async function byCode(code: string) {
    const selection = 'id predecessors { kind date predecessor { id } } successors { successor { id } successorName }';
    return (await town.query(PUBLIC_PASSPORT, `{ subjectByCode(code: "${code}") { ${selection} } }`)).subjectByCode;
  }

  describe('after a merger', () => {
    beforeEach(() => town.merge(['A', 'B']));

    test('the code, the old number and the name of the absorbed one find who goes on, and names it as predecessor', async () => {
      const expected = {
        id: idOf('B'),
        predecessors: [{ kind: 'ABSORPTION', date: '2026-10-30', predecessor: { id: idOf('A') } }],
      };
      for (const code of [codeOf('A'), oldNumberOf('A'), codeOf('B')])
        expect(await byCode(code)).toMatchObject(expected);
      const found = await town.query(
        PUBLIC_PASSPORT,
        `{ searchSubjects(name: "${nameOf('A')}") { nodes { id } edges { cursor node { id } } } }`,
      );
      expect(found.searchSubjects.nodes).toEqual([{ id: idOf('B') }]);
      expect(found.searchSubjects.edges).toEqual([{ cursor: expect.any(String), node: { id: idOf('B') } }]);
    });

    test('a search that finds both gives the one that goes on, once', async () => {
      const { searchSubjects } = await town.query(
        PUBLIC_PASSPORT,
        '{ searchSubjects(name: "贺州市样例") { nodes { id } } }',
      );
      expect(searchSubjects.nodes.map(({ id }: { id: string }) => id).sort()).toEqual([
        idOf('B'),
        idOf('C'),
        idOf('D'),
      ]);
    });

    test('the absorbed one is still there by its id, and says who succeeded it', async () => {
      const { subject } = await town.query(
        PUBLIC_PASSPORT,
        `{ subject(id: "${idOf('A')}") { id successors { successor { id } } } }`,
      );
      expect(subject).toEqual({ id: idOf('A'), successors: [{ successor: { id: idOf('B') } }] });
      expect(await documents('A')).toEqual(['A2', 'A1']);
    });

    test('the list of the one that goes on holds both histories, each record under whom it is about', async () => {
      const { nodes, totalCount } = await inspections('B');
      expect(nodes).toEqual([
        { documentNo: 'B2', subject: { id: idOf('B') } },
        { documentNo: 'A2', subject: { id: idOf('A') } },
        { documentNo: 'B1', subject: { id: idOf('B') } },
        { documentNo: 'A1', subject: { id: idOf('A') } },
      ]);
      expect(totalCount).toBe(4);
    });

    test('pages of any length give every record once, in order', async () => {
      for (const first of [1, 2, 3]) {
        const seen: string[] = [];
        let after = '';
        for (;;) {
          const { nodes, pageInfo } = await inspections('B', `first: ${first}${after}`);
          expect(nodes.length).toBeLessThanOrEqual(first);
          seen.push(...nodes.map(({ documentNo }: { documentNo: string }) => documentNo));
          if (!pageInfo.hasNextPage) break;
          after = `, after: "${pageInfo.endCursor}"`;
        }
        expect(seen).toEqual(['B2', 'A2', 'B1', 'A1']);
      }
    });

    test('filters hold for both histories', async () => {
      expect(await documents('B', 'filter: { decidedFrom: "2026-02-01", decidedTo: "2026-03-31" }')).toEqual([
        'A2',
        'B1',
      ]);
      expect(await documents('B', 'filter: { documentNo: "A1" }')).toEqual(['A1']);
    });

    test('what is reported late of the absorbed one stays its own, and stands in the list of the one that goes on', async () => {
      await town.report(INSPECTIONS, [inspectionRow('A', 3, '2026-05-30')]);
      expect((await inspections('B')).nodes[0]).toEqual({ documentNo: 'A3', subject: { id: idOf('A') } });
      expect(await documents('A')).toEqual(['A3', 'A2', 'A1']);
    });

    test('nobody else has anything of it', async () => {
      expect(await documents('C')).toEqual(['C1']);
      expect((await byCode(codeOf('C'))).predecessors).toEqual([]);
    });

    test('a merger that was registered in error and withdrawn leaves both as they were', async () => {
      expect(await documents('B')).toHaveLength(4);
      await town.withdrawMerger('A');
      expect(await documents('B')).toEqual(['B2', 'B1']);
      expect(await byCode(codeOf('A'))).toMatchObject({ id: idOf('A'), successors: [] });
      expect(await byCode(codeOf('B'))).toMatchObject({ id: idOf('B'), predecessors: [] });
    });

    test('a further merger takes the history along, and every code of the chain finds its end', async () => {
      await town.merge(['B', 'C']);
      for (const letter of ['A', 'B', 'C'] as const) {
        const found = await byCode(codeOf(letter));
        expect(found.id).toBe(idOf('C'));
        expect(found.predecessors.map((one: { predecessor: { id: string } }) => one.predecessor.id).sort()).toEqual([
          idOf('A'),
          idOf('B'),
        ]);
      }
      expect([...(await documents('C'))].sort()).toEqual(['A1', 'A2', 'B1', 'B2', 'C1']);
    });

    test('the journal tells every record under its own subject, as it told it before', async () => {
      const entries = await town.store.journal('market', 0, 100);
      expect(entries.map(({ subjectId }) => subjectId).sort()).toEqual(
        [idOf('A'), idOf('A'), idOf('B'), idOf('B'), idOf('C')].sort(),
      );
    });
  });

  describe('a row is refused, and says why,', () => {
    const refusals = async (...rows: Parameters<typeof mergerRow>[]) => {
      const { batch, problems } = await town.report(
        'registry.succession',
        rows.map((row) => mergerRow(...row)),
      );
      expect(batch.counts.refused + batch.counts.accepted).toBe(rows.length);
      return problems.map(({ row, outcome, findings }) => [
        row,
        outcome,
        findings.map(({ rule, field }) => `${rule} ${field}`),
      ]);
    };

    test('where a subject would succeed itself', async () => {
      expect(await refusals(['A', 'A'])).toEqual([[1, 'refused', ['R18 successorUscc']]]);
    });

    test('where mergers would form a circle, be it with rows of the same report', async () => {
      await town.merge(['A', 'B'], ['B', 'C']);
      expect(await refusals(['C', 'A'])).toEqual([[1, 'refused', ['R18 successorUscc']]]);
      expect(await refusals(['C', 'D'], ['D', 'A'])).toEqual([[2, 'refused', ['R18 successorUscc']]]);
    });

    test('where the code of the successor is none', async () => {
      expect(await refusals(['A', 'B', { 承继主体统一社会信用代码: '91451102MA5T000101' }])).toEqual([
        [1, 'refused', ['R02 successorUscc']],
      ]);
    });
  });

  test('who is divided and goes on shares its history until that day, and may be taken in again', async () => {
    const spinOff = mergerRow('A', 'D', { 合并分立方式: '派生分立', 决定日期: '2026-02-01' });
    await town.report('registry.succession', [spinOff]);
    expect(await documents('D')).toEqual(['A1']);
    expect(await documents('A')).toEqual(['A2', 'A1']);
    expect(await byCode(codeOf('A'))).toMatchObject({ id: idOf('A') });
    await town.merge(['D', 'A']);
    expect(await byCode(codeOf('D'))).toMatchObject({ id: idOf('A') });
    expect(await documents('A')).toEqual(['A2', 'A1']);
  });

  test('a successor that is registered elsewhere is named, and is found once it is registered here', async () => {
    const elsewhere = '91310000132215150M';
    const row = mergerRow('A', 'B', {
      承继主体名称: '外地样例公司',
      承继主体统一社会信用代码: elsewhere.toLowerCase(),
    });
    await town.report('registry.succession', [row]);
    expect(await byCode(codeOf('A'))).toMatchObject({
      id: idOf('A'),
      successors: [{ successor: null, successorName: '外地样例公司' }],
    });
    const known = {
      id: `o.${elsewhere}`,
      kind: 'ORGANIZATION',
      name: '外地样例公司',
      uscc: elsewhere,
      areaCode: null,
      formerNumbers: [],
      sealed: {},
    } as const;
    await town.store.saveSubjects([known]);
    await town.merge(['B', 'C']); // the registry goes on
    expect(await byCode(codeOf('A'))).toMatchObject({ id: known.id });
  });

  describe('whose rights end at an area', () => {
    const TAX = 'tax.payment-status:read';
    const near = passportWith({ clear: [TAX], rows: { areas: ['451102'] } });
    const everywhere = passportWith({ clear: [TAX] });
    const LIST = 'CreditSubject.taxPaymentStatuses';

    beforeEach(async () => {
      await town.merge(['A', 'B']);
      const { store } = town;
      const [sample] = (await store.listRecords({ type: 'ProductInspection', where: {}, first: 1, withTotal: false }))
        .records;
      if (sample === undefined) throw new Error('there is no record');
      const { version: _version, contentHash: _hash, reportedAt, id: _id, ...content } = sample;
      await store.write(
        'tax',
        (['A', 'B'] as const).map((of) => ({
          id: `tax-${of}`,
          operation: 'UPSERT',
          reason: 'REPORTED',
          reportedAt,
          content: {
            ...content,
            type: 'TaxPaymentStatus',
            subjectId: idOf(of),
            documentNo: `tax ${of}`,
            fields: { period: '2025', taxpayerStatus: 'NORMAL', filedOnTime: true },
            sealed: {},
          },
        })),
      );
    });

    test('sees of a successor within it no record of a predecessor beyond it, and is told so', async () => {
      const selection = 'taxPaymentStatuses { totalCount nodes { documentNo } }';
      const { entity, said } = await town.ask('tax', near, 'B', selection);
      expect(entity.taxPaymentStatuses).toEqual({ totalCount: 1, nodes: [{ documentNo: 'tax B' }] });
      expect(said.denials).toEqual([{ coordinate: LIST, reason: 'OUT_OF_REGION' }]);
      const whole = await town.ask('tax', everywhere, 'B', selection);
      expect(whole.entity.taxPaymentStatuses.totalCount).toBe(2);
      expect(whole.said.subjects).toEqual([idOf('A'), idOf('B')].sort());
    });

    test('sees nothing of a successor beyond it, whose predecessor is within it', async () => {
      await town.withdrawMerger('A');
      await town.report('registry.succession', [mergerRow('B', 'A')]);
      const { entity } = await town.ask('tax', near, 'A', 'taxPaymentStatuses { nodes { documentNo } }');
      expect(entity.taxPaymentStatuses).toBeNull();
    });
  });
});
