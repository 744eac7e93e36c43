import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { packageRoot } from '../../../schema/package-root.ts';
import { catalogueClasses } from '../../../seeds/reference/catalogue-classes.ts';
import { catalogueDenyList, deniedCatalogueWords } from '../../../seeds/reference/catalogue-deny-list.ts';
import { compoundSurnames } from '../../../seeds/reference/compound-surnames.ts';
import { industryTable } from '../../../seeds/reference/industries.ts';
import { keyAreas, keyDomains } from '../../../seeds/reference/key-domains.ts';
import { penaltyKinds } from '../../../seeds/reference/penalty-kinds.ts';

const folder = join(packageRoot, 'seeds', 'reference');

function cellsOf(file: string): Record<string, string>[] {
  return parse(readFileSync(join(folder, file), 'utf8'), { columns: true });
}

describe('every table', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));

  test.each(files)('%s is read by one of the files beside it', (file) => {
    const readers = readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => readFileSync(join(folder, name), 'utf8').includes(`file: '${file}',\n`));
    expect(readers).toHaveLength(1);
  });

  test.each(files)('%s says of each row where it comes from, and no cell has stray spaces', (file) => {
    const rows = cellsOf(file);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.source ?? row.notice).toMatch(/\S/);
      expect(Object.values(row).filter((cell) => cell !== cell.trim())).toEqual([]);
    }
  });
});

describe('small tables', () => {
  test('severity bands name known kinds of penalty', () => {
    const unknown = cellsOf('severity-bands.csv')
      .map((row) => row.penalty_kind ?? '')
      .filter((kind) => kind !== '*' && !penaltyKinds().has(kind));
    expect(unknown).toEqual([]);
  });

  test('there are 33 domains, 17 areas of which four are known to be of 2018, and 13 classes', () => {
    expect(keyDomains().map((domain) => domain.number)).toEqual(Array.from({ length: 33 }, (_, index) => index + 1));
    expect(keyAreas()).toHaveLength(17);
    expect(
      keyAreas()
        .filter((area) => area.in2018List)
        .map((area) => area.nameZh),
    ).toEqual(['工商', '纳税', '安全生产', '食品药品']);
    expect(catalogueClasses().map((each) => each.number)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
  });

  test('the deny-list finds what may never be collected, and keeps sensitive matters apart', () => {
    const forbidden = (text: string) => deniedCatalogueWords().filter((word) => text.includes(word));
    expect(forbidden('未成年人监护信息')).toEqual(['未成年']);
    expect(forbidden('无偿献血记录')).toEqual(['献血']);
    expect(forbidden('信访事项办理情况')).toEqual(['信访']);
    expect(forbidden('拖欠物业费信息')).toEqual(['物业费']);
    expect(forbidden('不文明养犬行为')).toEqual(['养犬']);
    expect(forbidden('退役军人安置信息')).toEqual(['退役军人']);
    expect(forbidden('行政处罚决定书文号')).toEqual([]);
    expect(deniedCatalogueWords()).not.toContain('指纹');
    expect(catalogueDenyList().find((matter) => matter.keywords.includes('指纹'))?.action).toBe('REVIEW');
  });

  test('compound surnames are known by both characters', () => {
    expect(compoundSurnames().has('欧阳')).toBe(true);
    expect(compoundSurnames().has('司马')).toBe(true);
    expect(compoundSurnames().has('欧')).toBe(false);
    expect(compoundSurnames().size).toBeGreaterThanOrEqual(60);
  });

  test('industries are 20 sections and 97 divisions', () => {
    const all = [...industryTable().values()];
    expect(all.filter((industry) => industry.code === industry.section)).toHaveLength(20);
    expect(all.filter((industry) => industry.code !== industry.section)).toHaveLength(97);
    expect(industryTable().get('15')).toEqual({ code: '15', name: '酒、饮料和精制茶制造业', section: 'C' });
  });
});
