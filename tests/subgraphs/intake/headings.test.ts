import { beforeAll, describe, expect, test } from '@jest/globals';
import { headingKey } from '../../../subgraphs/_runtime/intake/layout/heading-key.ts';
import { matchHeader } from '../../../subgraphs/_runtime/intake/layout/match-header.ts';
import { recordLayouts } from '../../../subgraphs/_runtime/intake/layout/record-layout.ts';
import { loadSubgraphs } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import type { RecordType } from '../../../subgraphs/_runtime/record-type.ts';
import { sample } from './reading.ts';

let types: readonly RecordType[];
beforeAll(async () => {
  types = (await loadSubgraphs()).flatMap(({ recordTypes }) => recordTypes);
});

function matched(typeName: string, header: readonly string[]) {
  const type = types.find(({ name }) => name === typeName);
  if (type === undefined) throw new Error(`There is no ${typeName}.`);
  return matchHeader(typeName, recordLayouts(type), header);
}

test.each([
  ['罚款金额（万元）', '罚款金额(万元)'],
  [' 罚款金额\n(万元) *', '罚款金额(万元)'],
  ['*罚款金额【万元】（必填）', '罚款金额(万元)'],
  ['ｃｆ＿ｎｒ', 'CF_NR'],
])('the heading %j is read as %s', (heading, key) => {
  expect(headingKey(heading)).toBe(key);
});

describe('the layout of a report', () => {
  test.each([
    ['MarketPenalty', 'penalties-2018.csv', '2018'],
    ['MarketPenalty', 'penalties-2015.csv', '2015'],
    ['MarketPermit', 'permits-2018.csv', '2018'],
    ['MarketPermit', 'permits-2015.csv', '2015'],
  ])('of %s in %s is that of %s, whatever the order of the columns', (type, file, generation) => {
    const { header } = sample(file);
    const { columns, layout } = matched(type, header);
    expect(layout.generation).toBe(generation);
    const backwards = matched(type, [...header].reverse());
    expect(backwards.columns.map((column) => column?.headings[0])).toEqual(
      columns.map((column) => column?.headings[0]).reverse(),
    );
  });

  test('puts the number of a citizen of the older standard into the sealed field, never into a public one', () => {
    for (const heading of ['居民身份证号', '行政相对人代码_5(居民身份证号)', 'CF_XDR_SFZ']) {
      const header = sample('penalties-2015.csv').header.map((one) => (one.includes('居民身份证号') ? heading : one));
      const { columns } = matched('MarketPenalty', header);
      const column = columns[header.indexOf(heading)];
      expect(column).toMatchObject({ clue: 'idNo', field: { name: 'counterpartyIdNo', sealed: true } });
    }
  });

  test('knows the codes of the standard in all their spellings, and the names of the graph', () => {
    const { header } = sample('penalties-2018.csv');
    const at = (from: string, to: string) => {
      const changed = header.map((heading) => (heading === from ? to : heading));
      return matched('MarketPenalty', changed).columns[changed.indexOf(to)]?.field?.name;
    };
    expect([at('法定代表人', 'CF_FRDB'), at('法定代表人', 'CF_FDDB'), at('法定代表人', 'cf_frdb*')]).toEqual(
      Array(3).fill('legalRepresentative'),
    );
    expect([at('处罚机关', 'CF_CFJG'), at('处罚机关', 'CF_XKJG')]).toEqual(['decidingOrgName', 'decidingOrgName']);
    expect([at('法定代表人证件号码', 'CF_FR_SFZH'), at('法定代表人证件号码', 'CF_FR_ZJHM')]).toEqual(
      Array(2).fill('legalRepresentativeIdNo'),
    );
    expect(at('违法事实', 'facts')).toBe('facts');
  });

  test('of every record type of every department tells its headings apart', () => {
    for (const type of types) {
      for (const { generation, columns } of recordLayouts(type)) {
        const owners = new Map<string, number>();
        columns.forEach(({ headings }, index) => {
          for (const key of new Set(headings.map(headingKey))) {
            expect([type.name, generation, key, owners.get(key)]).toEqual([type.name, generation, key, undefined]);
            owners.set(key, index);
          }
        });
      }
    }
  });

  test('takes the Chinese names of every record type, and the names of its fields', () => {
    for (const type of types) {
      for (const layout of recordLayouts(type)) {
        const header = layout.columns.flatMap(({ headings }) => headings[0] ?? []);
        expect(matchHeader(type.name, [layout], header).columns).toEqual(layout.columns);
        const names = layout.columns.map(({ headings, field }) => field?.name ?? headings[0] ?? '');
        if (new Set(names).size === names.length) {
          expect(matchHeader(type.name, [layout], names).columns).toEqual(layout.columns);
        }
      }
    }
  });

  test('of other types comes from their SDL, with the columns about the subject', () => {
    const header = [
      '主体名称',
      '统一社会信用代码',
      '文书号',
      '作出决定的机关',
      '决定日期',
      '抽查产品',
      '是否合格',
      '不合格项目',
    ];
    const { columns } = matched('ProductInspection', header);
    expect(columns.map((column) => column?.field?.name ?? column?.clue)).toEqual([
      'name',
      'uscc',
      'documentNo',
      'decidingOrgName',
      'decisionDate',
      'productName',
      'qualified',
      'failedItems',
    ]);
  });
});

describe('a header is refused', () => {
  const { header } = sample('penalties-2018.csv');
  const refusal = (headings: readonly string[], type = 'MarketPenalty'): string => {
    try {
      matched(type, headings);
    } catch (error) {
      expect(error).toMatchObject({ code: 'HEADINGS_INVALID' });
      return (error as Error).message;
    }
    throw new Error('The header was taken.');
  };

  test('with an unknown heading, which is named with those that would fit', () => {
    const message = refusal(header.map((heading) => (heading === '备注' ? '附注' : heading)));
    expect(message).toContain('"附注" is not known');
    expect(message).toContain('"备注"');
  });

  test('with a heading twice, also under two names', () => {
    expect(refusal([...header, '违法事实'])).toContain('"违法事实" stands for a column that is there already');
    expect(refusal([...header, 'CF_SY'])).toContain('"CF_SY"');
  });

  test('without a needed column', () => {
    expect(refusal(header.filter((heading) => heading !== '违法事实'))).toContain('missing: "违法事实"');
  });

  test('without a column that says whom the rows are about', () => {
    const headings = ['文书号', '作出决定的机关', '决定日期', '抽查产品', '是否合格'];
    expect(refusal(headings, 'ProductInspection')).toContain('"统一社会信用代码"');
  });

  test('that mixes the generations of the standard', () => {
    const old = sample('penalties-2015.csv').header;
    expect(refusal([...old, '违法事实'])).toMatch(/mixes generations.*"违法事实" is not of the generation 2015/);
    const swapped = header.map((one) => (one.includes('代码_5') ? '行政相对人代码_5（居民身份证号）' : one));
    expect(refusal(swapped)).toContain('mixes generations');
  });

  test('that is no header at all, without repeating a value of it', () => {
    const row = sample('penalties-2018.csv').rows[2] ?? [];
    const message = refusal(row);
    for (const value of row.filter((cell) => /样例|\d/.test(cell))) expect(message).not.toContain(value);
    const slipped = header.map((heading) => (heading === '备注' ? '身份证452402190001010033' : heading));
    expect(refusal(slipped)).not.toContain('4524021900');
  });
});
