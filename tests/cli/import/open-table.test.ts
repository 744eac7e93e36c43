import { createReadStream } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { openTable } from '../../../cli/import/open-table.ts';
import { isHeading, readWhole, refusal, refusalOf, withFile } from './read-table.ts';
import { sheetFile, textRow } from './workbook-file.ts';
import { zipFile } from './zip-file.ts';

const CSV = `列1\n${'甲\n'.repeat(200_000)}`;

describe('a file', () => {
  test.each([
    ['csv', '列1\n甲\n'],
    ['xml', ' <d><r><列1>甲</列1></r></d>'],
    ['xml', Buffer.from('\uFEFF<d><r><列1>甲</列1></r></d>', 'utf16le')],
    ['ndjson', '\uFEFF{"列1":"甲"}'],
    ['xlsx', sheetFile(textRow(1, ['列1']) + textRow(2, ['甲']))],
  ])('is known as %s by its content, whatever its name', async (format, content) => {
    await withFile(content, async (path) => {
      const table = await openTable(path, { isHeading });
      expect(table.format).toBe(format);
      expect((await readWhole(table)).rows).toEqual([['甲']]);
      await table.close();
    });
  });

  test.each([
    ['csv', CSV],
    ['xml', `<d>${'<r><列1>甲</列1></r>'.repeat(50_000)}</d>`],
    ['xlsx', sheetFile(textRow(1, ['列1']) + Array.from({ length: 5_000 }, (_, i) => textRow(i + 2, ['甲'])).join(''))],
  ])('that is %s tells how far it was read, from nothing to all', async (_, content) => {
    const shares: number[] = [];
    await withFile(content, async (path) => {
      const table = await openTable(path, { isHeading, onProgress: (read, total) => shares.push(read / total) });
      await readWhole(table);
      await table.close();
    });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.length).toBeGreaterThan(2);
    expect(shares[0]).toBeLessThan(0.5);
    expect(shares.at(-1)).toBe(1);
  });

  test('can be closed before it is read to the end', async () => {
    await withFile(CSV, async (path) => {
      const table = await openTable(path, { isHeading });
      for await (const batch of table.rows) {
        expect(batch).toHaveLength(500);
        break;
      }
      await table.close();
    });
  });

  test.each([
    ['empty', '', 'it is empty'],
    ['a PDF', '%PDF-1.7', 'PDF'],
    ['compressed', Buffer.from('1f8b0800', 'hex'), 'Unpack'],
    ['a zip file of something else', zipFile([{ name: 'a.csv', content: '列1\n甲' }]), 'no workbook'],
    ['a zip file of nothing', zipFile([]), 'empty zip'],
    ['a web page', '<HTML><table></table>', 'web page'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '.xls'],
  ])('that is %s is refused', async (_, content, words) => {
    const error = await refusalOf(content);
    expect(error.code).toBe('TABLE_INVALID');
    expect(error.message).toContain(words);
  });

  test('that is not there, or is a folder, is refused', async () => {
    for (const path of ['/nowhere/at/all', '/']) {
      expect((await refusal(openTable(path, { isHeading }))).code).toBe('CONFIG_INVALID');
    }
  });

  test('has no sheet to choose unless it is a workbook', async () => {
    expect((await refusalOf('列1\n甲\n', { sheet: 'x' })).message).toContain('only workbooks');
  });

  test('that is a stream is read as such', async () => {
    const { csvTable } = await import('../../../cli/import/csv/csv-table.ts');
    await withFile(CSV, async (path) => {
      expect((await readWhole(await csvTable(createReadStream(path), isHeading))).rows).toHaveLength(200_000);
    });
  });
});
