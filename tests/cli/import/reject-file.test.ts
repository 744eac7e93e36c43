import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { openTable } from '../../../cli/import/open-table.ts';
import { RejectFile } from '../../../cli/import/reject-file.ts';
import { isHeading, readWhole } from './read-table.ts';

const REASON = { rule: 'R12', field: '列2', problem: '日期不对', advice: '改为 2024-01-01' };

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reject-'));
  path = join(folder, 'rejected.csv');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a reject file', () => {
  test('says in front of the original cells why the row was refused', async () => {
    const file = await RejectFile.create(path, ['列1', '列2']);
    await file.add({ number: 7, values: ['甲,"乙"', '2024'] }, [REASON, { ...REASON, rule: 'R13', field: '' }]);
    await file.finish();
    expect(parse(readFileSync(path), { bom: true })).toEqual([
      ['行号', '规则', '字段', '问题', '修改建议', '列1', '列2'],
      ['7', 'R12；R13', '列2；', '日期不对；日期不对', '改为 2024-01-01；改为 2024-01-01', '甲,"乙"', '2024'],
    ]);
    expect(readFileSync(path).subarray(0, 3).toString('hex')).toBe('efbbbf');
  });

  const dangerous = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '＝1',
    '\t=1',
    "'=1",
    "'0012",
    "''x",
    '="0012"',
    "'",
    '"=1"',
    '\r\n=1',
  ];
  test('holds no cell that a spreadsheet runs, and is read back as it was', async () => {
    const header = dangerous.map((_, index) => `列${index}`);
    const file = await RejectFile.create(path, header);
    await file.add({ number: 2, values: dangerous }, [{ ...REASON, problem: '=1+1' }]);
    await file.finish();
    const [, cells = []] = parse(readFileSync(path), { bom: true }) as string[][];
    expect(cells.filter((cell) => /^[=+\-@＝＋－＠\t\r\n]/.test(cell))).toEqual([]);
    const table = await openTable(path, { isHeading });
    expect(await readWhole(table)).toEqual({ header, rows: [dangerous], numbers: [2] });
    await table.close();
  });

  test('has its name only when it is finished, and replaces one that is there', async () => {
    for (const text of ['甲', '乙']) {
      const file = await RejectFile.create(path, ['列1']);
      for (let number = 2; number < 5_000; number += 1) await file.add({ number, values: [text] }, [REASON]);
      expect(existsSync(path) && readFileSync(path, 'utf8').includes(text)).toBe(false);
      await file.finish();
      expect(readFileSync(path, 'utf8')).toContain(text);
      expect(readdirSync(folder)).toEqual(['rejected.csv']);
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('leaves nothing behind when it is given up', async () => {
    const file = await RejectFile.create(path, ['列1']);
    await file.add({ number: 2, values: ['甲'] }, [REASON]);
    await file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });
});
