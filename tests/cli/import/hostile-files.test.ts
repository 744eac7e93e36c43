import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ImportRun, runCommand, runImport } from '../../bench/import/import-run.ts';
import { mixedRow } from '../../bench/import/mixed-rows.ts';
import { expectRefusal } from './expect-refusal.ts';
import { csvFile, FORMATS } from './report-files.ts';
import { sheetFile, textRow } from './workbook-file.ts';

const CITY = { seed: 1, today: '2025-11-02', subjects: 1_000 };
const ROWS = Array.from({ length: 40 }, (_, position) => mixedRow(CITY, position));
const GIBIBYTE = 1024 ** 3;

/** What an import of a hostile file may hold more than that of a small good one. */
const FLAT_MIB = 100;

let folder: string;
let file: string;
let goodMiB: number;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  file = join(folder, 'report');
  const { code } = await runCommand(
    'seed',
    '--subjects',
    '1000',
    '--today',
    CITY.today,
    '--data',
    join(folder, 'data'),
  );
  expect(code).toBe(0);
  goodMiB = (await importOf(csvFile(ROWS))).usage.peakRssMiB;
});
afterAll(() => rmSync(folder, { recursive: true }));

function importOf(content: string | Uint8Array): Promise<ImportRun> {
  writeFileSync(file, content);
  return runImport({ file, data: join(folder, 'data') });
}

function expectFlatRefusal(run: ImportRun, text: RegExp): void {
  expectRefusal(run, text);
  expect(run.usage.peakRssMiB).toBeLessThan(goodMiB + FLAT_MIB);
}

/** A text of a gigabyte behind a beginning. */
function writeLong(beginning: string): void {
  const piece = Buffer.alloc(16 * 1024 * 1024, 'x');
  const out = openSync(file, 'w');
  writeSync(out, beginning);
  for (let bytes = 0; bytes < GIBIBYTE; bytes += piece.length) writeSync(out, piece);
  closeSync(out);
}

const workbook = Buffer.from(FORMATS['report.xlsx']?.(ROWS) ?? '');
const entities = Array.from({ length: 12 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');

describe('a hostile file is refused with one sentence and in flat memory', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['of random bytes', randomBytes(1024 * 1024), /The table/],
    ['that is empty', '', /it is empty/],
    ['that is a workbook cut off in its sheet', workbook.subarray(0, Math.floor(workbook.length / 2)), /The table/],
    ['that is a workbook without its end', workbook.subarray(0, -10), /The table/],
    [
      'that is a workbook which grows a thousand times',
      sheetFile('', { parts: [{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(256 * 1024 * 1024, ' ') }] }),
      /250 times/,
    ],
    [
      'of XML whose entities grow without end',
      `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "x">${entities}]><r><row><CF_WSH>&e12;</CF_WSH></row></r>`,
      /The table/,
    ],
    [
      'of XML that reads another file',
      '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]><r><row><CF_WSH>&f;</CF_WSH></row></r>',
      /The table/,
    ],
    ['that is a workbook of one huge row', sheetFile(textRow(1, Array(600).fill('列'))), /The table/],
    ['that is a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /The table/],
  ])('%s', async (_, content, text) => {
    expectFlatRefusal(await importOf(content), text);
  });

  test.each([
    ['in a row', csvFile(ROWS)],
    ['in the header', '行政相对人名称,'],
  ])(
    'with a line of a gigabyte %s',
    async (_, beginning) => {
      writeLong(beginning);
      expectFlatRefusal(await runImport({ file, data: join(folder, 'data') }), /The table/);
    },
    120_000,
  );

  test('and nothing that it holds is repeated', async () => {
    const row = csvFile(ROWS.slice(0, 1));
    const { errors } = await importOf(`${row.trimEnd()},secret-450000\r\n`);
    expect(errors).toMatch(/row 2.*no heading/);
    expect(errors).not.toContain('secret');
  });
});
