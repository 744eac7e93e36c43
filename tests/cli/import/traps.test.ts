import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keyedAdapter } from '../../../cli/open-store.ts';
import { packageRoot } from '../../../schema/package-root.ts';
import { openCollection } from '../../../storage/collection/open-collection.ts';
import type { StoredRecord, Subject } from '../../../storage/port.ts';
import { runCommand, runImport } from '../../bench/import/import-run.ts';
import { type Cells, CITY, CODE, goodRow } from './good-row.ts';
import { csvFile } from './report-files.ts';

const NO_REPRESENTATIVE: Cells = { 法定代表人: '', 法定代表人证件类型: '', 法定代表人证件号码: '' };
const PERSON: Cells = { 行政相对人类别: '自然人', [CODE]: '', ...NO_REPRESENTATIVE, 自然人证件类型: '身份证' };
const NUMBER = '行政相对人代码_2（工商注册号）';
/** Sole traders may have no unified code yet. */
const TRADER: Cells = { 行政相对人类别: '个体工商户', [CODE]: '' };

/** What a row comes to: its outcome, and what was found beside that it is late. */
type End = string;

/** Traps that were met in real systems, as rows, and what a row has to come to. */
const TRAPS: readonly (readonly [trap: string, cells: Cells, end: End])[] = [
  ['a code of zeros, which passes every check character', { [CODE]: '000000000000000000' }, 'refused R02'],
  ['a placeholder for a code', { [CODE]: '00000000000000000X' }, 'refused R02'],
  ['a code of a village, which narrow patterns refuse', { [CODE]: 'N2451102MF0T00095A' }, 'waiting'],
  ['a code of a law firm', { [CODE]: '31450000MD0T0008XP' }, 'waiting'],
  ['a code that was given in another province', { [CODE]: '91310000132215150M' }, 'waiting'],
  ['a code whose organisation code alone does not agree', { [CODE]: '91451102MA5T00011T' }, 'waiting R03'],
  [
    'an amount in yuan where ten thousands are meant',
    { 处罚类别: '罚款', '罚款金额（万元）': '20000' },
    'accepted R10W',
  ],
  ['an end of time in words', { 处罚有效期: '长期' }, 'accepted'],
  ['an end of time as a dash', { 处罚有效期: '—' }, 'accepted'],
  ['an end of time of another year', { 处罚有效期: '2099-01-31' }, 'accepted'],
  [
    'a name with brackets of another width',
    { [CODE]: '91451102MA5T00010P', 行政相对人名称: '样例(集团)公司' },
    'accepted',
  ],
  ['a name that is another', { [CODE]: '91451102MA5T00010P', 行政相对人名称: '样例公司' }, 'accepted R13'],
  [
    'an old number that two subjects share',
    { ...TRADER, [NUMBER]: '451102000012341', 行政相对人名称: '同号饭店' },
    'waiting',
  ],
  ['a person', { ...PERSON, 行政相对人名称: '样例丙', 自然人证件号码: '45110219000101001X' }, 'accepted'],
  [
    'another person of that name',
    { ...PERSON, 行政相对人名称: '样例丙', 自然人证件号码: '452402190001010033' },
    'accepted',
  ],
  ['a person without a number', { ...PERSON, 行政相对人名称: '样例丙' }, 'refused R01'],
  ['a body by the name that it had', { 处罚机关: '贺州市工商行政管理局', 处罚决定日期: '2018-06-01' }, 'accepted'],
  ["a citizen's number in a public text", { 违法事实: '当事人45110219000101001X无照经营' }, 'refused R15'],
  ["a citizen's number for a registration number", { ...TRADER, [NUMBER]: '45110219000101001X' }, 'refused'],
];

let folder: string;
let ends: readonly End[];
let records: readonly StoredRecord[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const data = join(folder, 'data');
  await runCommand('seed', '--subjects', '1000', '--today', CITY.today, '--data', data);
  await know(data);
  const file = join(folder, 'traps.csv');
  const rows = TRAPS.map(([, cells], index) => goodRow({ 行政处罚决定书文号: `第${index}号`, ...cells }));
  writeFileSync(file, csvFile(rows));
  const { errors } = await runImport({ file, data });
  expect(errors).toContain('done');
  ends = await endsOf(data);
  cpSync(join(packageRoot, 'seeds', 'samples', 'penalties-2015.csv'), join(folder, 'older.csv'));
  await runImport({ file: join(folder, 'older.csv'), data });
  records = await recordsOf(data);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(TRAPS.map(([trap, , end], index) => [trap, end, index] as const))(
  'a report with %s comes to: %s',
  (_, end, index) => {
    if (end === 'refused') expect(ends[index]).toMatch(/^refused R/);
    else expect(ends[index]).toBe(end);
  },
);

test('two persons of one name stay two, and an end of time is none, however it is written', () => {
  const of = (index: number) => records.find(({ documentNo }) => documentNo === `第${index}号`);
  const index = (trap: string) => TRAPS.findIndex(([name]) => name.startsWith(trap));
  expect(of(index('a person'))?.subjectId).not.toBe(of(index('another person'))?.subjectId);
  for (const [place, [trap]] of TRAPS.entries()) {
    if (trap.startsWith('an end')) expect(of(place)?.fields.penaltyValidTo ?? null).toBeNull();
  }
});

test('the older standard has numbers of citizens where the present one has those of institutions: none gets into the open', () => {
  const older = records.filter(({ decisionDate }) => decisionDate < '2018-01-01');
  expect(older.length).toBeGreaterThan(0);
  expect(records.some(({ sealed }) => Object.keys(sealed).length > 0)).toBe(true);
  for (const { fields, subjectId } of records) expect(JSON.stringify([fields, subjectId])).not.toMatch(/19000101\d{3}/);
});

async function know(data: string): Promise<void> {
  const { adapter } = await keyedAdapter({ data }, false);
  const store = await adapter.open();
  const named = (id: string, name: string, uscc: string | null, registrationNo?: string): Subject => {
    const formerNumbers =
      registrationNo === undefined ? [] : [{ kind: 'REGISTRATION_NO' as const, value: registrationNo }];
    return { id, kind: 'ORGANIZATION', name, uscc, areaCode: null, formerNumbers, sealed: {} };
  };
  await store.saveSubjects([
    named('o.91451102MA5T00010P', '样例（集团）公司', '91451102MA5T00010P'),
    named('o.east', '同号饭店', null, '451102000012341'),
    named('o.west', '同号饭店', null, '451102000012341'),
  ]);
  await store.close();
}

async function endsOf(data: string): Promise<readonly End[]> {
  const { keys } = await keyedAdapter({ data }, false);
  const collection = await openCollection(undefined, data, keys);
  const { batches } = await collection.batches({ first: 1 });
  const { problems } = await collection.problems(batches[0]?.id ?? '', { first: 500 });
  await collection.close();
  return TRAPS.map((_, index) => {
    const problem = problems.find(({ row }) => row === index + 2);
    const rules = (problem?.findings ?? []).map(({ rule }) => rule).filter((rule) => rule !== 'R14');
    return [problem?.outcome ?? 'accepted', ...rules].join(' ');
  });
}

async function recordsOf(data: string): Promise<readonly StoredRecord[]> {
  const { adapter } = await keyedAdapter({ data }, false);
  const store = await adapter.open();
  const { records: found } = await store.listRecords({
    type: 'MarketPenalty',
    where: {},
    first: 5_000,
    withTotal: false,
  });
  await store.close();
  return found;
}
