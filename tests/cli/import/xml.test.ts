import { describe, expect, test } from '@jest/globals';
import { gb18030Bytes } from './gb18030-bytes.ts';
import { refusalOf, tableIn } from './read-table.ts';

const ROWS = '<row><列1>甲</列1><列2>乙</列2></row><row><列2>丁</列2><列1/></row>';

describe('an XML file', () => {
  test.each([
    ['rows below its root', `<rows>${ROWS}</rows>`],
    ['rows in the body of a package', `<data><header><packageId>1</packageId></header><body>${ROWS}</body></data>`],
    ['a head beside the rows', `<data><head><a>1</a><b>2</b><c>3</c></head>${ROWS}</data>`],
    ['white space between elements', `<data>\n ${ROWS.replaceAll('><', '>\n  <')}\n</data>\n`],
    [
      'prefixes',
      '<n:d xmlns:n="urn:x"><n:r><n:列1>甲</n:列1><n:列2>乙</n:列2></n:r><n:r><n:列2>丁</n:列2></n:r></n:d>',
    ],
    ['attributes', `<data a="1">${ROWS.replaceAll('<row>', '<row no="7">')}</data>`],
    ['a declaration and comments', `<?xml version="1.0" encoding="utf-8"?><!-- a --><data>${ROWS}<!-- b --></data>`],
    ['CDATA', `<data>${ROWS.replace('甲', '<![CDATA[甲]]>')}</data>`],
  ])('is read with %s', async (_, text) => {
    const table = await tableIn(text);
    expect(table.header).toEqual(['列1', '列2']);
    expect(table.rows).toEqual([
      ['甲', '乙'],
      ['', '丁'],
    ]);
    expect(table.numbers).toEqual([1, 2]);
  });

  test('is read with names that only the last of many rows has', async () => {
    const { header, rows } = await tableIn(`<d>${'<r><列1>甲</列1></r>'.repeat(5_000)}<r><列2>乙</列2></r></d>`);
    expect(header).toEqual(['列1', '列2']);
    expect(rows.at(-1)).toEqual(['', '乙']);
  });

  test('counts empty rows, and leaves them out', async () => {
    expect((await tableIn('<d><r/><r><列1> </列1></r><r><列1>甲</列1></r></d>')).numbers).toEqual([3]);
  });

  test.each([
    ['GBK', Buffer.concat([Buffer.from('<?xml version="1.0" encoding="GBK"?>'), gb18030Bytes(`<d>${ROWS}</d>`)])],
    ['UTF-16', Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?><d>${ROWS}</d>`, 'utf16le')],
  ])('is read in %s', async (_, bytes) => {
    expect((await tableIn(bytes)).rows[0]).toEqual(['甲', '乙']);
  });
});

describe('an XML file is refused', () => {
  test.each([
    ['with a document type', `<!DOCTYPE d [<!ENTITY a "aaaa">]><d>${ROWS}</d>`, undefined, 'DOCTYPE'],
    ['with an external entity', `<!DOCTYPE d SYSTEM "file:///etc/passwd"><d>${ROWS}</d>`, undefined, 'DOCTYPE'],
    ['with an entity that is not defined', `<d>${ROWS}<row><列1>&a;</列1></row></d>`, 3, 'well-formed'],
    ['that is cut off', `<d>${ROWS}<row><列1>甲`, 3, 'cut off'],
    ['without rows of known names', '<d><r><a>甲</a></r></d>', undefined, 'headings'],
    ['with elements within a cell', `<d>${ROWS}<row><列1><b>丙</b></列1></row></d>`, 3, 'further elements'],
    ['with an element twice', `<d>${ROWS}<row><列1>丙</列1><列1>丁</列1></row></d>`, 3, 'twice'],
    ['with text between elements', `<d>${ROWS}<row>戊<列1>丙</列1></row></d>`, 3, 'between'],
    ['in an unknown encoding', '<?xml version="1.0" encoding="big5"?><d/>', undefined, 'encoding'],
    ['in a broken encoding', Buffer.from(`<d>${ROWS}<row><列1>\xff</列1></row></d>`, 'latin1'), 1, 'bytes'],
  ])('%s', async (_, text, row, words) => {
    const error = await refusalOf(text);
    expect(error.code).toBe('TABLE_INVALID');
    expect(error.message).toContain(words);
    expect(error.details.row).toBe(row);
    expect(error.message).not.toMatch(/[甲乙丙丁戊]/);
  });
});
