import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { csvTable } from '../../../cli/import/csv/csv-table.ts';
import { xmlTable } from '../../../cli/import/xml/xml-table.ts';
import { ndjsonTable } from '../../../subgraphs/_runtime/intake/ndjson-table.ts';
import { bytesOf, endless, isHeading, readWhole, refusal, refusalOf } from './read-table.ts';
import { columnName, sheetFile, textRow } from './workbook-file.ts';

/** What may be taken of a text without end before it is refused: a row, and what was read ahead. */
const SOON_BYTES = 4 * 1024 * 1024;

describe('a text of a gigabyte is refused before much of it was read', () => {
  test.each([
    ['a line of a CSV file', '列1\n', 'x', (bytes: AsyncIterable<Buffer>) => csvTable(bytes, isHeading)],
    ['the header of a CSV file', '列1', 'x', (bytes: AsyncIterable<Buffer>) => csvTable(bytes, isHeading)],
    ['an open quote', '列1\n甲\n"', 'x\n', (bytes: AsyncIterable<Buffer>) => csvTable(bytes, isHeading)],
    ['a line of JSON', '{"a":"', 'x', ndjsonTable],
    ['a text of XML', '<d><r><列1>', 'x', (bytes: AsyncIterable<Buffer>) => xmlTable(() => bytes, isHeading)],
    ['a comment of XML', '<d><!--', 'x', (bytes: AsyncIterable<Buffer>) => xmlTable(() => bytes, isHeading)],
    ['an attribute of XML', '<d a="', 'x', (bytes: AsyncIterable<Buffer>) => xmlTable(() => bytes, isHeading)],
    ['depth of XML', '', '<d>', (bytes: AsyncIterable<Buffer>) => xmlTable(() => bytes, isHeading)],
  ])('as %s', async (_, beginning, repeated, read) => {
    const { bytes, taken } = endless(beginning, repeated);
    const error = await refusal(read(bytes()).then(readWhole));
    expect(error.code).toBe('TABLE_TOO_LARGE');
    expect(taken.bytes).toBeLessThan(SOON_BYTES);
  });

  test('as a cell of XML in pieces', async () => {
    const row = '<d><r><列1>甲</列1></r>';
    const { bytes, taken } = endless(`${row}<r><列1>`, '<![CDATA[x]]>');
    let reading = 0;
    const open = () => (reading++ === 0 ? bytesOf(`${row}</d>`) : bytes());
    expect((await refusal(xmlTable(open, isHeading).then(readWhole))).code).toBe('TABLE_TOO_LARGE');
    expect(taken.bytes).toBeLessThan(SOON_BYTES);
  });
});

const longest = 'x'.repeat(64 * 1024);
const long = `${longest}x`;
/** As long as a cell may be, and not to be compressed much. */
const dense = () => randomBytes(32 * 1024).toString('hex');
const many = Array.from({ length: 513 }, (_, index) => `列${index}`);

describe('a table is refused with its row', () => {
  test.each([
    ['a cell', 'CSV', `列1\n甲\n${long}\n`, 3],
    ['a quoted cell', 'CSV', `列1\n甲\n"${long}"\n`, 3],
    ['a cell', 'JSON', `{"a":"b"}\n{"a":"${long}"}\n`, 2],
    ['a cell', 'XML', `<d><r><列1>甲</列1></r><r><列1>${long}</列1></r></d>`, 2],
    ['a cell', 'a workbook', sheetFile(textRow(1, ['列1']) + textRow(2, [long])), 2],
    [
      'a row',
      'XML',
      `<d><r>${many
        .slice(0, 20)
        .map((name) => `<${name}>${longest}</${name}>`)
        .join('')}</r></d>`,
      1,
    ],
    [
      'a row',
      'a workbook',
      sheetFile(
        textRow(1, ['列1']) +
          textRow(
            2,
            many.slice(0, 20).map(() => dense()),
          ),
      ),
      2,
    ],
    ['a row', 'JSON', `{"a":"b"}\n{"a":"c"${' '.repeat(1024 * 1024)}}\n`, 2],
    ['a row', 'CSV', `列1\n${'"甲",'.repeat(300_000)}\n`, 2],
    ['the header', 'CSV', `${many.join()}\n甲\n`, 1],
    ['the header', 'JSON', `${JSON.stringify(Object.fromEntries(many.map((name) => [name, '甲'])))}\n`, 1],
    ['the header', 'XML', `<d><r>${many.map((name) => `<${name}>甲</${name}>`).join('')}</r></d>`, 1],
    ['the header', 'a workbook', sheetFile(textRow(1, many) + textRow(2, ['甲'])), 1],
    ['a column', 'a workbook', sheetFile(`<row r="1"><c r="${columnName(512)}1" t="str"><v>甲</v></c></row>`), 1],
  ])('where %s of %s is too long', async (_, __, content, row) => {
    const error = await refusalOf(content);
    expect(error.code).toBe('TABLE_TOO_LARGE');
    expect(error.details.row).toBe(row);
    expect(error.message.length).toBeLessThan(200);
  });

  test('and not where each is as long as it may be', async () => {
    const cells = await readWhole(await csvTable(bytesOf(`${many.slice(0, 512).join()}\n${longest}\n`), isHeading));
    expect(cells.header).toHaveLength(512);
    expect(cells.rows[0]?.[0]).toBe(longest);
  });
});

describe('a workbook is refused', () => {
  const rows = textRow(1, ['列1']) + textRow(2, ['甲']);
  const sheet = (content: string | Uint8Array, bytes?: number) =>
    sheetFile(rows, { parts: [{ name: 'xl/worksheets/sheet1.xml', content, ...(bytes && { said: { bytes } }) }] });

  test('whose sheet grows a thousand times', async () => {
    expect((await refusalOf(sheet(Buffer.alloc(64 * 1024 * 1024, ' ')))).message).toContain('250 times');
  });

  test('whose sheet grows to more than it says', async () => {
    const error = await refusalOf(
      sheet(`<worksheet><sheetData>${rows}</sheetData>${' '.repeat(1_000_000)}</worksheet>`, 900),
    );
    expect(error.message).toContain('damaged');
  });

  test('whose sheet says that it is larger than any', async () => {
    expect((await refusalOf(sheet('<worksheet/>', 2 ** 32 - 2))).message).toContain('250 times');
  });

  test('with more texts than memory should hold', async () => {
    const parts = [{ name: 'xl/sharedStrings.xml', content: '<sst/>', said: { bytes: 256 * 1024 * 1024 + 1 } }];
    const error = await refusalOf(sheetFile(rows, { sharedStrings: '', parts }));
    expect(error.code).toBe('TABLE_TOO_LARGE');
    expect(error.message).toContain('268435456 bytes');
  });

  test('with thousands of parts', async () => {
    const parts = Array.from({ length: 4_097 }, (_, index) => ({ name: `xl/media/${index}.png`, content: '' }));
    expect((await refusalOf(sheetFile(rows, { parts }))).message).toContain('4096 parts');
  });
});
