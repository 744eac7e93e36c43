import { describe, expect, test } from '@jest/globals';
import { refusalOf, tableIn } from './read-table.ts';
import { sheetFile, textRow, workbookFile } from './workbook-file.ts';

const STYLES = { name: 'xl/styles.xml', content: '<styleSheet/>' };
const HEADER = textRow(1, ['列1', '列2', '列3']);

async function cellsOf(cells: string, source: Parameters<typeof sheetFile>[1] = {}) {
  return (await tableIn(sheetFile(`${HEADER}<row r="2">${cells}</row>`, source))).rows[0];
}

describe('a workbook', () => {
  test('is read from its first visible sheet, or from the one that is named', async () => {
    const sheet = (name: string, state: 'visible' | 'hidden') => ({
      name,
      state,
      rows: textRow(1, ['列1']) + textRow(2, [name]),
    });
    const file = workbookFile({ sheets: [sheet('甲', 'hidden'), sheet('乙', 'visible'), sheet('丙', 'visible')] });
    expect((await tableIn(file)).rows).toEqual([['乙']]);
    expect((await tableIn(file, { sheet: '丙' })).rows).toEqual([['丙']]);
    expect((await tableIn(file, { sheet: '甲' })).rows).toEqual([['甲']]);
    expect((await refusalOf(file, { sheet: '丁' })).message).toContain('no sheet of the name');
  });

  test('numbers rows as the sheet does, whatever is left out or hidden, and passes over titles', async () => {
    const rows = `${textRow(1, ['行政处罚信息表'])}${textRow(4, ['列1', '列2'])}
      <row r="7" hidden="1"><c r="B7" t="str"><v>甲</v></c></row><row r="9"><c t="str"><v>乙</v></c></row>`;
    const { rows: read, numbers } = await tableIn(sheetFile(rows));
    expect(read).toEqual([
      ['', '甲'],
      ['乙', ''],
    ]);
    expect(numbers).toEqual([7, 9]);
  });

  test('finds cells by their references, so that merged and missing ones shift nothing', async () => {
    expect(await cellsOf('<c r="A2" t="str"><v>甲</v></c><c r="C2" t="str"><v>丙</v></c>')).toEqual(['甲', '', '丙']);
  });

  test('joins the runs of shared strings, without phonetic hints, and unescapes characters', async () => {
    const sharedStrings = `<si><t>甲</t></si><si><r><t>乙</t></r><r><rPr/><t xml:space="preserve"> 丙</t></r>
      <rPh><t>bing</t></rPh></si><si><t>a_x000D_b_x005F_x</t></si>`;
    const cells = '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c>';
    expect(await cellsOf(cells, { sharedStrings })).toEqual(['甲', '乙 丙', 'a\rb_x']);
  });

  test('reads inline strings, booleans, errors and results of formulas', async () => {
    const cells = '<c r="A2" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c><c r="B2" t="b"><v>1</v></c>';
    expect(await cellsOf(`${cells}<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>`)).toEqual(['甲乙', 'TRUE', '#DIV/0!']);
    expect(await cellsOf('<c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>NOW()</f></c>')).toEqual(['2', '', '']);
  });

  test.each([
    ['3.04', '3.04'],
    ['3.0400000000000001', '3.04'],
    ['0.30000000000000004', '0.3'],
    ['1E3', '1000'],
    ['-0', '0'],
    ['123456789012345', '123456789012345'],
    ['4.5110219900101123E+17', '4.51102199001011E+17'],
    ['451102199001011234', '4.51102199001011E+17'],
  ])('reads the number %s as %s: in full, or as one that has lost digits', async (raw, text) => {
    expect((await cellsOf(`<c r="A2"><v>${raw}</v></c>`))?.[0]).toBe(text);
  });

  const styles = `<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>
    <numFmt numFmtId="177" formatCode="yyyy\\-mm\\-dd hh:mm:ss"/><numFmt numFmtId="178" formatCode="[Red]0.00;[$-804]@"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="178"/><xf numFmtId="31"/><xf numFmtId="20"/></cellXfs>`;
  test.each([
    ['without a format', 0, '45292', '45292'],
    ['in the short format', 1, '45292', '2024-01-01'],
    ['in a Chinese format', 2, '45292.75', '2024-01-01'],
    ['in a built-in Chinese format', 5, '45292', '2024-01-01'],
    ['with a time', 3, '45292.4375', '2024-01-01T10:30:00'],
    ['with a time at midnight', 3, '45292', '2024-01-01'],
    ['in a format of amounts', 4, '45292', '45292'],
    ['as a time of day', 6, '0.4375', '10:30:00'],
    ['that is no day', 1, '-1', '-1'],
  ])('reads a date %s', async (_, style, raw, text) => {
    expect((await cellsOf(`<c r="A2" s="${style}"><v>${raw}</v></c>`, { styles }))?.[0]).toBe(text);
  });

  test('reads dates of workbooks that count from 1904, and dates that are texts', async () => {
    const cells = '<c r="A2" s="1"><v>43830</v></c><c r="B2" t="d"><v>2024-01-01T00:00:00</v></c>';
    const source = { styles, workbookAttributes: 'date1904="1"' };
    expect(await cellsOf(cells, source)).toEqual(['2024-01-01', '2024-01-01', '']);
  });
});

describe('a workbook is refused', () => {
  const rows = HEADER + textRow(2, ['甲']);
  const macro = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';
  test.each([
    ['with macros', sheetFile(rows, { mainType: macro }), 'macros'],
    ['that is a document of another kind', sheetFile(rows, { mainType: 'document.main' }), 'no workbook'],
    ['with a password', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'password'],
    ['that is cut off', sheetFile(rows).subarray(0, -40), 'cut off'],
    ['with a document type', sheetFile(rows, sheetPart('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>')), 'DOCTYPE'],
    [
      'whose part has another checksum',
      sheetFile(rows, { styles: '', parts: [{ ...STYLES, said: { checksum: 1 } }] }),
      'damaged',
    ],
    ['with encrypted parts', sheetFile(rows, { styles: '', parts: [{ ...STYLES, said: { flags: 1 } }] }), 'password'],
    ['with two parts of one name', sheetFile(rows, { parts: [STYLES, STYLES] }), 'two parts'],
    ['without its sheet', sheetFile(rows, sheetPart('', 'xl/worksheets/other.xml', true)), 'lacks'],
    ['with a text that is not there', sheetFile(`${HEADER}<row r="2"><c r="A2" t="s"><v>7</v></c></row>`), 'row 2'],
    ['with cells out of order', sheetFile(`${HEADER}<row r="2"><c r="B2"/><c r="A2"/></row>`), 'row 2'],
    ['with rows out of order', sheetFile(textRow(3, ['列1']) + textRow(2, ['甲'])), 'row 2'],
    ['with a text below no heading', sheetFile(HEADER + textRow(2, ['a', 'b', 'c', 'd'])), 'row 2: column 4'],
  ])('%s', async (_, file, words) => {
    const error = await refusalOf(file);
    expect(error.code).toBe('TABLE_INVALID');
    expect(error.message).toContain(words);
  });
});

/** The sheet's part with another content or, where it is away, no part of its name. */
function sheetPart(content: string, name = 'xl/worksheets/sheet1.xml', isAway = false) {
  const relations = `<R Id="rId1" Type="a/worksheet" Target="worksheets/none.xml"/>`;
  const parts = [{ name, content }];
  return {
    parts: isAway ? [...parts, { name: 'xl/_rels/workbook.xml.rels', content: `<Rs>${relations}</Rs>` }] : parts,
  };
}
