import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { keyedAdapter } from '../../../cli/open-store.ts';
import { organizationId } from '../../../storage/subject-id.ts';
import { type CommandEnd, runCommand } from '../../bench/import/import-run.ts';
import { type ImportedState, importedState } from '../../bench/import/imported-state.ts';
import { killRounds } from '../../bench/import/kill-rounds.ts';
import { mixedRow } from '../../bench/import/mixed-rows.ts';
import { expectRefusal } from './expect-refusal.ts';
import { CITY, CODE, goodRow } from './good-row.ts';
import { csvFile, FORMATS, type Rows } from './report-files.ts';

const ITEM = ['--department', 'market', '--item', 'administrative-penalty'];

/** Kills of an import in a run of the tests; the bench does more. */
const KILLS = Number(process.env.IMPORT_KILLS ?? 12);

let seeded: string;
let folder: string;
beforeAll(async () => {
  seeded = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const { code } = await runCommand('seed', '--subjects', '1000', '--today', CITY.today, '--data', seeded);
  expect(code).toBe(0);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  cpSync(seeded, at('data'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => rmSync(seeded, { recursive: true }));

function at(...names: string[]): string {
  return join(folder, ...names);
}

const rows = (count: number) => Array.from({ length: count }, (_, position) => mixedRow(CITY, position));
const MIXED = rows(120);

function importing(name: string, ...options: string[]): Promise<CommandEnd> {
  return runCommand('import', at(name), ...ITEM, '--data', at('data'), ...options);
}

function imported(name: string, content: string | Uint8Array, ...options: string[]): Promise<CommandEnd> {
  writeFileSync(at(name), content);
  return importing(name, ...options);
}

function stateAfter(name: string): Promise<ImportedState> {
  return importedState(at('data'), at(`${name}.rejects.csv`));
}

describe('credit-hub import', () => {
  test('makes the same records, figures and rejects of the same rows in every format', async () => {
    const ends = [];
    for (const [name, write] of Object.entries(FORMATS)) {
      rmSync(at('data'), { recursive: true });
      cpSync(seeded, at('data'), { recursive: true });
      const { code, output } = await imported(name, write(MIXED));
      const { records, journal, subjects, figures, waiting } = await stateAfter(name);
      // Rows are numbered as the format has it, so that only their cells are compared.
      const rejects = readFileSync(at(`${name}.rejects.csv`), 'utf8')
        .replace(/^\d+,/gm, '')
        .split('\r\n')
        .slice(1);
      const summary = output.split('\n').slice(1, -2);
      ends.push([
        name,
        { code, summary, records, journal, subjects, figures, waiting: waiting.count, rejects },
      ] as const);
    }
    const [[, first] = [], ...others] = ends;
    expect(first?.code).toBe(2);
    expect(first?.records.count).toBeGreaterThan(80);
    expect(first?.waiting).toBeGreaterThan(0);
    for (const [name, end] of others) expect([name, end]).toEqual([name, first]);
  });

  test('says how many rows came to what, and what each rule has found', async () => {
    const late = goodRow({ 行政处罚决定书文号: '甲1' });
    const { output, errors } = await imported(
      'report.csv',
      csvFile([
        late,
        goodRow({ 违法事实: '无', 行政处罚决定书文号: '甲2' }),
        goodRow({ [CODE]: '91451102MA5T00010P' }),
      ]),
    );
    expect(output.split('\n')).toEqual([
      expect.stringMatching(/^\S+report\.csv → market\.administrative-penalty, batch [\w-]{22}$/),
      '  3 rows: 1 accepted, 1 refused, 1 wait for a subject',
      '  R01 refuses 1: A required field is empty, or holds only a placeholder.',
      expect.stringMatching(/^ {2}R14 warns {2}2: Late/),
      `  refused rows, to mend and import again: ${at('report.csv.rejects.csv')}`,
      '',
    ]);
    expect(errors).toMatch(/^report\.csv: \d+ %, .* rows\/s, .* left\n/);
    expect(errors).toMatch(/report\.csv \[#+\] 100 % 3 rows, .*, done in \d/);
  });

  test.each<[string, () => Rows, number]>([
    ['0 where every row is a record, warnings or not', () => [goodRow(), goodRow({ 行政处罚决定书文号: '乙' })], 0],
    ['2 where some are', () => [goodRow(), goodRow({ 违法事实: '无' })], 2],
    ['2 where some wait', () => [goodRow(), goodRow({ [CODE]: '91451102MA5T00010P' })], 2],
    ['3 where none is', () => [goodRow({ 违法事实: '无' })], 3],
  ])('ends with %s', async (_, make, code) => {
    expect((await imported('report.csv', csvFile(make()))).code).toBe(code);
  });

  test('changes nothing when the same file comes again, under whatever name', async () => {
    const first = await imported('report.csv', csvFile(MIXED));
    const before = await stateAfter('report.csv');
    const again = await importing('report.csv');
    const renamed = await imported('another.csv', csvFile(MIXED));
    expect([again.code, renamed.code]).toEqual([first.code, first.code]);
    for (const { output } of [again, renamed]) expect(output).toMatch(/was imported on 2\S+Z; nothing is changed/);
    expect(await stateAfter('report.csv')).toEqual(before);
    expect(existsSync(at('another.csv.rejects.csv'))).toBe(false);
  });

  test('takes it once more with --again: no record changes, and rows that waited find whom is known meanwhile', async () => {
    const unknown = goodRow({ [CODE]: '91451102MA5T00010P', 行政处罚决定书文号: '丙' });
    const first = await imported('report.csv', csvFile([goodRow(), unknown]));
    const before = await stateAfter('report.csv');
    const second = await importing('report.csv', '--again');
    const after = await stateAfter('report.csv');
    expect([first.code, second.code]).toEqual([2, 2]);
    expect([after.records, after.journalHead, after.waiting]).toEqual([
      before.records,
      before.journalHead,
      before.waiting,
    ]);
    expect(after.batches.count).toBeGreaterThan(before.batches.count);
    await know('91451102MA5T00010P');
    const third = await importing('report.csv', '--again');
    expect(third.code).toBe(0);
    expect((await stateAfter('report.csv')).journalHead).toBe(before.journalHead + 1);
  });

  test('a reject file holds each refused row with rule, field and remedy, is for its owner only, and is taken when it is mended', async () => {
    const bad = goodRow({ 违法事实: '无', 行政处罚决定书文号: '丁' });
    await imported('report.csv', csvFile([goodRow(), bad]));
    const path = at('report.csv.rejects.csv');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    expect(text.split('\r\n')[1]).toMatch(/^3,R01,违法事实,必填项为空.*,.*丁.*,无,/);
    const unmended = await imported('unmended.csv', text);
    expect(unmended.code).toBe(3);
    const before = await stateAfter('report.csv');
    const mended = await imported('mended.csv', text.replace(',无,', ',经营超过保质期的食品。,'));
    expect([mended.code, mended.output]).toEqual([0, expect.stringContaining('1 rows: 1 accepted, 0 refused')]);
    expect((await stateAfter('report.csv')).journalHead).toBe(before.journalHead + 1);
    expect(existsSync(at('mended.csv.rejects.csv'))).toBe(false);
  });

  test('puts reject files into the folder that is named, and takes several files one after the other', async () => {
    writeFileSync(at('one.csv'), csvFile([goodRow()]));
    writeFileSync(at('two.csv'), csvFile([goodRow({ 违法事实: '无' })]));
    cpSync(at('one.csv'), at('rejects', 'nothing.csv'));
    const { code, output } = await importing('one.csv', at('two.csv'), '--rejects', at('rejects'));
    expect(code).toBe(2);
    expect(output.match(/, batch /g)).toHaveLength(2);
    expect(readdirSync(at('rejects')).sort()).toEqual(['nothing.csv', 'two.csv.rejects.csv']);
    expect(readdirSync(folder).sort()).toEqual(['data', 'one.csv', 'rejects', 'two.csv']);
  });

  test('says in one sentence what is wrong with what it was told', async () => {
    writeFileSync(at('report.csv'), csvFile([goodRow()]));
    const args = ['import', at('report.csv'), '--data', at('data')];
    expectRefusal(
      await runCommand(...args, '--department', 'nobody', '--item', 'administrative-penalty'),
      /no department "nobody" with records/,
    );
    expectRefusal(
      await runCommand(...args, '--department', 'market', '--item', 'nothing'),
      /"market" has no item "nothing"; it has market\.administrative-penalty/,
    );
    expectRefusal(
      await runCommand(...args, '--department', 'tax', '--item', 'market.administrative-penalty'),
      /"tax" has no item/,
    );
    expectRefusal(await importing('missing.csv'), /file \S+missing\.csv cannot be read/);
    expectRefusal(await runCommand('import', folder, ...ITEM, '--data', at('data')), /cannot be read/);
    expectRefusal(await importing('report.csv', '--sheet', '一'), /only workbooks have sheets/);
    expectRefusal(
      await importing('report.csv', '--rejects', at('none')),
      /folder \S+none .*cannot be written.*--rejects/,
    );
    expectRefusal(await runCommand(...args.slice(0, 2), ...ITEM, '--data', at('nowhere')), /no key file|no embedded/);
    expectRefusal(await imported('headings.csv', '行政相对人名称,颜色\n甲,红\n'), /heading|column/i);
    expect((await stateAfter('report.csv')).batches.count).toBe(0);
  });

  test(`ends as if nothing had happened after it was killed at any of ${KILLS} moments`, async () => {
    writeFileSync(at('report.csv'), csvFile(rows(6_000)));
    const { undisturbed, disturbed, kills } = await killRounds({ file: at('report.csv'), data: seeded }, KILLS);
    expect(undisturbed.state.records.count).toBeGreaterThan(5_000);
    expect(undisturbed.state.rejects.count).toBeGreaterThan(200);
    for (const end of disturbed) expect(end).toEqual(undisturbed);
    expect(kills).toBe(KILLS);
  }, 600_000);
});

/** Makes the subject known. */
async function know(uscc: string): Promise<void> {
  const { adapter } = await keyedAdapter({ data: at('data') }, false);
  const store = await adapter.open();
  const id = organizationId('ORGANIZATION', uscc);
  const about = { kind: 'ORGANIZATION', name: '贺州市样例食品有限公司', areaCode: null } as const;
  await store.saveSubjects([{ id, uscc, ...about, formerNumbers: [], sealed: {} }]);
  await store.close();
}
