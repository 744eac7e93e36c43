import { describe, expect, test } from '@jest/globals';
import { gb18030Bytes } from './gb18030-bytes.ts';
import { refusalOf, tableIn } from './read-table.ts';

const BOM = '\uFEFF';

describe('a CSV file', () => {
  test.each([
    ['commas', '列1,列2\n甲,乙\n'],
    ['semicolons', '列1;列2\n甲;乙\n'],
    ['tabs', '列1\t列2\n甲\t乙\n'],
    ['line ends of Windows', '列1,列2\r\n甲,乙\r\n'],
    ['no line end after the last row', '列1,列2\n甲,乙'],
    ['a carriage return after the last row', '列1,列2\r\n"甲",乙\r'],
    ['quotes', '"列1","列2"\n"甲","乙"\n'],
    ['empty columns and rows at the end', '列1,列2,,\n甲,乙,,\n,,,\n , ,,\n'],
    ['titles above the header', '行政处罚信息表,\n填报单位：某局,日期\n\n列1,列2\n甲,乙\n'],
    ['a title with other delimiters', '一;二;三;四\n列1,列2\n甲,乙\n'],
  ])('is read with %s', async (_, text) => {
    const { header, rows } = await tableIn(text);
    expect(header).toEqual(['列1', '列2']);
    expect(rows).toEqual([['甲', '乙']]);
  });

  test('keeps delimiters, quotes and line breaks that stand within quotes', async () => {
    const { rows, numbers } = await tableIn('列1,列2\n"a,b","c ""d"" e"\n"f\r\ng\n\nh",i\nj,6"管道\n');
    expect(rows).toEqual([
      ['a,b', 'c "d" e'],
      ['f\r\ng\n\nh', 'i'],
      ['j', '6"管道'],
    ]);
    expect(numbers).toEqual([2, 3, 7]);
  });

  test('keeps empty columns in the middle, and fills short rows', async () => {
    const { header, rows } = await tableIn('列1,,列2\n甲,,乙\n丙\n');
    expect(header).toEqual(['列1', '', '列2']);
    expect(rows).toEqual([
      ['甲', '', '乙'],
      ['丙', '', ''],
    ]);
  });

  test('reads what protects leading zeros from a spreadsheet as the text that is meant', async () => {
    const { rows } = await tableIn(`列1,列2,列3,列4\n="00123","=""00456""",'00789,'ten\n`);
    expect(rows).toEqual([['00123', '00456', '00789', "'ten"]]);
  });

  test('leaves numbers that a spreadsheet has spoilt as they stand, for a rule to refuse', async () => {
    expect((await tableIn('列1,列2\n4.51102E+17,1\n')).rows).toEqual([['4.51102E+17', '1']]);
  });

  test('is read without the columns that say why rows were refused, if all of them stand in front', async () => {
    const reject = await tableIn('行号,规则,字段,问题,修改建议,列1\n7,R12,列1,不对,改,甲\n');
    expect(reject).toEqual({ header: ['列1'], rows: [['甲']], numbers: [2] });
    const other = await tableIn('规则,行号,字段,问题,修改建议,列1\nR12,7,列1,不对,改,甲\n');
    expect(other.header).toEqual(['规则', '行号', '字段', '问题', '修改建议', '列1']);
  });

  test('is handed on in batches of five hundred rows', async () => {
    const text = `列1\n${'甲\n'.repeat(1_200)}`;
    const { csvTable } = await import('../../../cli/import/csv/csv-table.ts');
    const { bytesOf, isHeading } = await import('./read-table.ts');
    const sizes = [];
    for await (const batch of (await csvTable(bytesOf(text), isHeading)).rows) sizes.push(batch.length);
    expect(sizes).toEqual([500, 500, 200]);
  });
});

describe('the encoding of a CSV file', () => {
  const text = '列1,列2\n张三,罚款\n';
  const utf16 = Buffer.from(BOM + text, 'utf16le');
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(BOM + text)],
    ['GBK', gb18030Bytes(text)],
    ['UTF-16, little end first', utf16],
    ['UTF-16, big end first', Buffer.from(utf16).swap16()],
  ])('is known where it is %s', async (_, bytes) => {
    expect(await tableIn(bytes)).toEqual({ header: ['列1', '列2'], rows: [['张三', '罚款']], numbers: [2] });
  });

  test('is known late where the first rows are ASCII', async () => {
    const ascii = `CF_A,CF_B\n${'1,2\n'.repeat(100_000)}`;
    for (const bytes of [
      Buffer.from(`${ascii}张三,x\n`),
      Buffer.concat([Buffer.from(ascii), gb18030Bytes('张三,x\n')]),
    ]) {
      expect((await tableIn(bytes)).rows.at(-1)).toEqual(['张三', 'x']);
    }
  });

  test('has four-byte characters of GB18030', async () => {
    const bytes = Buffer.concat([gb18030Bytes('列1\n张'), Buffer.from([0x95, 0x32, 0x82, 0x36])]);
    expect((await tableIn(bytes)).rows).toEqual([['张\u{20000}']]);
  });

  test.each([
    ['UTF-8', Buffer.concat([Buffer.from('列1\n甲\n乙'), Buffer.from([0xe4, 0xb8]), Buffer.from('\n丙\n')]), 3],
    ['GB18030', Buffer.concat([gb18030Bytes('列1\n甲\n乙\n'), Buffer.from([0xff]), Buffer.from('\n')]), 4],
    ['UTF-16', Buffer.from(`${BOM}列1\n甲\uD800乙\n`, 'utf16le'), 2],
    ['UTF-16', Buffer.from(`${BOM}列1\n甲`, 'utf16le').subarray(0, -1), 2],
  ])('that is %s and broken is refused with the line', async (name, bytes, row) => {
    const error = await refusalOf(bytes);
    expect(error.code).toBe('TABLE_INVALID');
    expect(error.details.row).toBe(row);
    expect(error.message).toContain(name);
  });

  test('is not taken for GB18030 because of one broken line', async () => {
    const lines = Array.from({ length: 20 }, () => '张三,李四\n').join('');
    const error = await refusalOf(Buffer.concat([Buffer.from(`CF_A,CF_B\n${lines}`), Buffer.from([0xb0, 0xa1, 0x0a])]));
    expect(error.message).toContain('UTF-8');
    expect(error.details.row).toBe(22);
  });
});

describe('a CSV file is refused', () => {
  test.each([
    ['that is empty', '', undefined, 'it is empty'],
    ['that holds a byte order mark only', BOM, undefined, 'it is empty'],
    ['that holds empty rows only', '\n,,\n\n', undefined, 'it is empty'],
    ['without a header', '甲,乙\n丙,丁\n', undefined, 'headings'],
    ['whose header comes too late', `${'甲\n'.repeat(10)}列1\n乙\n`, undefined, 'first 10 rows'],
    ['without a row', '标题\n列1,列2\n\n', undefined, 'no rows'],
    ['with a quote that is never closed', '列1,列2\n甲,乙\n丙,"丁\n戊,己\n', 3, 'never closed'],
    ['with a text after a closing quote', '列1,列2\n"甲"乙,丙\n', 2, 'closing quote'],
    ['with a text below no heading', '列1,列2\n甲,乙,丙\n', 2, 'no heading'],
    ['with a NUL', '列1,列2\n甲,乙\n丙,\0\n', 3, 'NUL'],
    ['with line ends of old Macs', '列1,列2\r甲,乙\r', 1, 'carriage returns'],
  ])('%s', async (_, text, row, words) => {
    const error = await refusalOf(text);
    expect(error.code).toBe('TABLE_INVALID');
    expect(error.details.row).toBe(row);
    expect(error.message).toContain(words);
    expect(error.message).not.toMatch(/[甲乙丙丁]/);
  });
});
