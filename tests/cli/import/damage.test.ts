import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HubError } from '../../../schema/errors.ts';
import { gb18030Bytes } from './gb18030-bytes.ts';
import { tableIn } from './read-table.ts';
import { sheetFile, textRow } from './workbook-file.ts';

const RUNS = { numRuns: 150 };

const CSV = `标题\n列1,列2\n${'张三,"罚款, 警告"\n'.repeat(20)}`;
const XML = `<?xml version="1.0"?><d><head><id>1</id></head>${'<r><列1>张三</列1><列2>罚款&amp;</列2></r>'.repeat(20)}</d>`;
const WORKBOOK = sheetFile(
  `${textRow(1, ['列1', '列2'])}${textRow(2, ['张三', '罚款'])}<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" s="1"><v>45292</v></c></row>`,
  { sharedStrings: '<si><t>李四</t></si>', styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>' },
);

const FILES: readonly (readonly [string, Buffer])[] = [
  ['CSV', Buffer.from(CSV)],
  ['CSV in GB18030', gb18030Bytes(CSV)],
  ['CSV in UTF-16', Buffer.from(`\uFEFF${CSV}`, 'utf16le')],
  ['XML', Buffer.from(XML)],
  ['JSON', Buffer.from('{"列1":"张三","列2":4.5}\n'.repeat(20))],
  ['a workbook', WORKBOOK],
];

/** It is a table, or it is refused by one of the codes of tables; anything else fails the test. */
async function ends(content: Uint8Array): Promise<void> {
  try {
    const { header, rows } = await tableIn(content);
    expect(rows.every((row) => row.length === header.length)).toBe(true);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    expect(['TABLE_INVALID', 'TABLE_TOO_LARGE']).toContain(error.code);
    expect(error.message).not.toMatch(/张三|李四|罚款|\{\w+\}/);
  }
}

describe.each(FILES)('%s', (_, file) => {
  test('ends in a table or in one error wherever it is cut off', async () => {
    for (let length = 0; length < file.length; length += Math.ceil(file.length / 100))
      await ends(file.subarray(0, length));
  });

  test('ends in a table or in one error whichever bits are flipped', async () => {
    const place = fc.record({ at: fc.nat({ max: file.length - 1 }), bit: fc.nat({ max: 7 }) });
    const flipped = fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 4 }), async (places) => {
      const spoilt = Buffer.from(file);
      for (const { at, bit } of places) spoilt[at] = (spoilt[at] ?? 0) ^ (1 << bit);
      await ends(spoilt);
    });
    await fc.assert(flipped, RUNS);
  });

  test('ends in a table or in one error whatever stands in it or after it', async () => {
    const mixed = fc.asyncProperty(
      fc.nat({ max: file.length }),
      fc.uint8Array({ maxLength: 64 }),
      async (at, bytes) => {
        await ends(Buffer.concat([file.subarray(0, at), bytes, file.subarray(at)]));
      },
    );
    await fc.assert(mixed, RUNS);
  });
});

test('random bytes end in one error, with any beginning', async () => {
  const beginning = fc.constantFrom(
    '',
    'PK\x03\x04',
    '\xff\xfe',
    '\xfe\xff',
    '\xef\xbb\xbf',
    '<',
    '{',
    '<?xml ',
    '列1,',
  );
  const random = fc.asyncProperty(beginning, fc.uint8Array({ maxLength: 2_000 }), async (start, bytes) => {
    await ends(Buffer.concat([Buffer.from(start, 'latin1'), bytes]));
  });
  await fc.assert(random, RUNS);
});

test('a workbook with a flipped bit in its sheet is never read as another table', async () => {
  const whole = await tableIn(WORKBOOK);
  const begin = WORKBOOK.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length;
  for (let at = begin; at < WORKBOOK.indexOf('PK', begin); at += 1) {
    const spoilt = Buffer.from(WORKBOOK);
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << (at % 8));
    const read = await tableIn(spoilt).catch(() => whole);
    expect(read).toEqual(whole);
  }
});
