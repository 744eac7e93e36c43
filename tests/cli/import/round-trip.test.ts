import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openTable } from '../../../cli/import/open-table.ts';
import { RejectFile } from '../../../cli/import/reject-file.ts';
import { protectedText } from '../../../cli/import/spreadsheet-text.ts';
import { gb18030Bytes } from './gb18030-bytes.ts';
import { isHeading, readWhole, tableIn } from './read-table.ts';
import { escaped, sheetFile, textRow } from './workbook-file.ts';

const RUNS = { numRuns: 200 };

/** Characters that mean something to one of the formats, and some that mean nothing. */
const CHARACTERS = [...'a0张·é😀 \t\r\n",;\'=+-@＝|<>&]{}[]\\/_x', '_x000D_', '="1"'];
const cell = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 8 });

interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function tablesOf(cells: fc.Arbitrary<string>): fc.Arbitrary<Table> {
  return fc.integer({ min: 1, max: 6 }).chain((width) => {
    const row = fc
      .array(cells, { minLength: width, maxLength: width })
      .filter((row) => row.some((text) => text.trim()));
    return fc.record({
      header: fc.constant(Array.from({ length: width }, (_, column) => `列${column}`)),
      rows: fc.array(row, { minLength: 1, maxLength: 12 }),
    });
  });
}

/** Every table is read from the file as it was written into it. */
async function sameBack(write: (table: Table) => Uint8Array | string, cells = cell): Promise<void> {
  const same = fc.asyncProperty(tablesOf(cells), async (table) => {
    const { header, rows } = await tableIn(write(table));
    expect({ header, rows }).toEqual(table);
  });
  await fc.assert(same, RUNS);
}

function csvText({ header, rows }: Table, delimiter: string, quoted: (text: string) => boolean): string {
  const lines = [header, ...rows].map((cells) =>
    cells
      .map(protectedText)
      .map((text) => (quoted(text) ? `"${text.replaceAll('"', '""')}"` : text))
      .join(delimiter),
  );
  return lines.join('\r\n');
}

const needsQuotes = (text: string) => /[",;\t\r\n]/.test(text);

describe('any table is the same after it went through', () => {
  test.each([
    ['commas', ',', needsQuotes],
    ['semicolons', ';', needsQuotes],
    ['tabs', '\t', needsQuotes],
    ['quotes everywhere', ',', () => true],
  ])('CSV with %s', async (_, delimiter, quoted) => {
    await sameBack((table) => csvText(table, delimiter, quoted));
  });

  test('CSV in GB18030', async () => {
    const known = fc.string({ unit: fc.constantFrom(...'a0张罚款贺·"\',\n'), maxLength: 8 });
    await sameBack((table) => gb18030Bytes(csvText(table, ',', needsQuotes)), known);
  });

  test('CSV in UTF-16', async () => {
    await sameBack((table) => Buffer.from(`\uFEFF${csvText(table, '\t', needsQuotes)}`, 'utf16le'));
  });

  test('XML', async () => {
    await sameBack(({ header, rows }) => {
      const elements = rows.map((row) =>
        row.map((text, i) => `<${header[i]}>${escaped(text)}</${header[i]}>`).join(''),
      );
      return `<d><r>${elements.join('</r><r>')}</r></d>`;
    });
  });

  test('newline-delimited JSON', async () => {
    await sameBack(({ header, rows }) =>
      rows.map((row) => JSON.stringify(Object.fromEntries(row.map((text, i) => [header[i], text])))).join('\n'),
    );
  });

  test('a workbook', async () => {
    const inWorkbook = (text: string) => text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
    await sameBack(({ header, rows }) =>
      sheetFile([header, ...rows].map((row, index) => textRow(index + 1, row.map(inWorkbook))).join('')),
    );
  });

  test('a reject file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reject-'));
    const path = join(folder, 'rejected.csv');
    const same = fc.asyncProperty(tablesOf(cell), cell, async ({ header, rows }, words) => {
      const file = await RejectFile.create(path, header);
      const reason = { rule: words, field: words, problem: words, advice: words };
      for (const [index, values] of rows.entries()) await file.add({ number: index + 1, values }, [reason]);
      await file.finish();
      const table = await openTable(path, { isHeading });
      expect(await readWhole(table)).toMatchObject({ header, rows });
      await table.close();
    });
    await fc.assert(same, { numRuns: 50 });
    rmSync(folder, { recursive: true });
  });
});
