import { beforeAll, describe, expect, test } from '@jest/globals';
import { type IntakeTables, intakeTables } from '../../../subgraphs/_runtime/intake/intake-tables.ts';
import { rowReader } from '../../../subgraphs/_runtime/intake/row-reader.ts';
import { loadSubgraph } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../../subgraphs/_runtime/subgraph.ts';
import { changed, fieldsOf, findingsOf, RECEIVED_ON, sample } from './reading.ts';

let subgraph: Subgraph;
beforeAll(async () => {
  subgraph = await loadSubgraph('market');
});

const REPORTS = {
  penalty: { file: 'penalties-2018.csv', type: 'MarketPenalty' },
  oldPenalty: { file: 'penalties-2015.csv', type: 'MarketPenalty' },
  permit: { file: 'permits-2018.csv', type: 'MarketPermit' },
  oldPermit: { file: 'permits-2015.csv', type: 'MarketPermit' },
} as const;

interface Reading {
  readonly report?: keyof typeof REPORTS;
  /** Which row of the sample, from 0: an organisation, a sole trader (of permits and penalties), a person. */
  readonly row?: number;
  readonly receivedOn?: string;
  readonly of?: Subgraph;
  readonly tables?: IntakeTables;
}

/** Reads a good row with some cells changed. */
function reading(changes: Readonly<Record<string, string>>, { report = 'penalty', row = 0, ...rest }: Reading = {}) {
  const { file, type } = REPORTS[report];
  const { header, rows } = sample(file);
  const { receivedOn = RECEIVED_ON, of = subgraph, tables } = rest;
  const read = rowReader({ subgraph: of, type, header, receivedOn, ...(tables === undefined ? {} : { tables }) });
  return read(changed(header, rows[row] ?? [], changes));
}

function findings(changes: Readonly<Record<string, string>>, how: Reading = {}): string[] {
  return findingsOf(reading(changes, how));
}

const PERSON: Reading = { row: 2 };
const TRADER: Reading = { row: 1 };

describe('R01: a required cell', () => {
  test.each(['', '  ', '　', '无', 'null', '/', '-', '—'])('may not hold %j', (cell) => {
    expect(findings({ 违法事实: cell })).toEqual(['R01 facts']);
  });

  test.each<[string, Readonly<Record<string, string>>, Reading, string[]]>([
    ['the code of an organisation', { 统一社会信用代码: '' }, {}, ['R01 counterpartyUscc']],
    ['the representative of a sole trader', { 法定代表人: '' }, TRADER, ['R01 legalRepresentative']],
    ['the number of a person', { 自然人证件号码: '无' }, PERSON, ['R01 counterpartyIdNo']],
    ['the document type of a person', { 自然人证件类型: '' }, PERSON, ['R01 counterpartyIdType']],
    ['the kind of penalty', { 处罚类别: '无' }, {}, ['R01 penaltyKinds']],
    ['the beginning of a permit', { 有效期自: '—' }, { report: 'permit' }, ['R01 validFrom']],
  ])('is %s', (_, changes, how, expected) => {
    expect(findings(changes, how)).toEqual(expected);
  });

  test('is not the code of a sole trader, who may have none', () => {
    expect(findings({ 统一社会信用代码: '' }, TRADER)).toEqual([]);
  });

  test('is something that tells who it is, in reports without a category', () => {
    const nobody = { '行政相对人代码_5(居民身份证号)': '' };
    expect(findings(nobody, { report: 'oldPenalty', row: 1 })).toEqual(['R01 counterpartyCategory']);
  });

  test('is not missed in a row that ends early', () => {
    const { header, rows } = sample('penalties-2018.csv');
    const read = rowReader({ subgraph, type: 'MarketPenalty', header, receivedOn: RECEIVED_ON });
    expect(findingsOf(read((rows[0] ?? []).slice(0, 20)))).toContain('R01 decisionDate');
  });
});

test('R02 and R03 are said of the field that holds the code', () => {
  expect(findings({ 统一社会信用代码: '000000000000000000' })).toEqual(['R02 counterpartyUscc']);
  expect(findings({ 统一社会信用代码: '91451102MA5T00011T' })).toEqual(['R03 counterpartyUscc']);
  expect(findings({ 组织机构代码: 'MA5T0001' })).toEqual(['R02 counterpartyOrgCode']);
});

describe('R04: the number of a person', () => {
  test.each(['110105194912310021', '45110219001301001X', '45110219000101', '4511021900010100AX'])(
    'is refused when it cannot be one: %s',
    (number) => {
      expect(findings({ 自然人证件号码: number }, PERSON)).toEqual(['R04 counterpartyIdNo']);
    },
  );

  test.each([
    ['11010519491231002x', '11010519491231002X'],
    ['452402190001010033', '452402190001010033'],
    ['451102000101001', '45110219000101001X'],
    ['４５１１０２１９０００１０１００１Ｘ', '45110219000101001X'],
  ])('%s is kept as %s, in clue and sealed field', (cell, number) => {
    const read = reading({ 自然人证件号码: cell }, PERSON);
    expect(fieldsOf(read).counterpartyIdNo).toBe(number);
    expect(read).toMatchObject({ candidate: { clues: { idNo: number, idType: 'CITIZEN_ID' } } });
  });

  test('of another document is not held against the standard of citizens', () => {
    const read = reading({ 自然人证件类型: '护照号', 自然人证件号码: 'e12345678' }, PERSON);
    expect(fieldsOf(read)).toMatchObject({ counterpartyIdType: 'PASSPORT', counterpartyIdNo: 'E12345678' });
    expect(fieldsOf(reading({ 自然人证件类型: '其他-士官证' }, PERSON))).toMatchObject({ counterpartyIdType: 'OTHER' });
    expect(findings({ 自然人证件类型: '学生证' }, PERSON)).toEqual(['R08 counterpartyIdType']);
  });

  test('of a representative is held against it as well', () => {
    expect(findings({ 法定代表人证件号码: '110105194912310021' })).toEqual(['R04 legalRepresentativeIdNo']);
  });
});

describe('R05: what a kind of subject does not have', () => {
  test.each<[string, Readonly<Record<string, string>>, Reading, string]>([
    ['a code of a person', { 统一社会信用代码: '91451102MA5T00010P' }, PERSON, 'counterpartyUscc'],
    ['an old code of a person', { 工商注册号: '451102000000019' }, PERSON, 'counterpartyRegistrationNo'],
    ['a representative of a person', { 法定代表人: '样例甲' }, PERSON, 'legalRepresentative'],
    [
      'a number of a certificate of a sole trader',
      { 事业单位证书号: '145110000001' },
      TRADER,
      'counterpartyInstitutionNo',
    ],
    ['a document number of an organisation', { 自然人证件号码: '45110219000101001X' }, {}, 'counterpartyIdNo'],
    ['a document type of an organisation', { 自然人证件类型: '身份证' }, {}, 'counterpartyIdType'],
    ["a sole trader's code of an organisation", { 统一社会信用代码: '92451103MA5T000290' }, {}, 'counterpartyCategory'],
    [
      "an organisation's code of a sole trader",
      { 统一社会信用代码: '91451102MA5T00010P' },
      TRADER,
      'counterpartyCategory',
    ],
  ])('is %s', (_, changes, how, field) => {
    expect(findings(changes, how)).toEqual([`R05 ${field}`]);
  });
});

describe('R06 and R07: a date', () => {
  test.each(['46000', '2026-02-30', '昨天', '20261118'])('that is %s is refused', (cell) => {
    expect(findings({ 处罚决定日期: cell })).toEqual(['R06 decisionDate']);
    expect(findings({ 处罚有效期: cell })).toEqual(['R06 penaltyValidTo']);
  });

  test.each(['2099-12-31', '2099-01-31', '长期', '—', '无固定期限'])('without an end may be written %s', (cell) => {
    expect(fieldsOf(reading({ 处罚有效期: cell })).penaltyValidTo).toBeNull();
    expect(fieldsOf(reading({ 有效期至: cell }, { report: 'permit' })).validTo).toBeNull();
  });

  test('that must be a day may not be without an end', () => {
    expect(findings({ 有效期自: '长期' }, { report: 'permit' })).toEqual(['R06 validFrom']);
  });

  test.each<[string, Readonly<Record<string, string>>, Reading, string]>([
    ['of a decision after the report', { 处罚决定日期: '2026-11-26' }, {}, 'decisionDate'],
    ['of a decision before the republic', { 处罚决定日期: '1949-09-30' }, {}, 'decisionDate'],
    ['of an end before the decision', { 处罚有效期: '2026-11-17' }, {}, 'penaltyValidTo'],
    ['of the end of publicity before the decision', { 公示截止期: '2026-11-17' }, {}, 'publicityEndDate'],
    ['of an end before the beginning', { 有效期至: '2026-11-17' }, { report: 'permit' }, 'validTo'],
  ])('%s contradicts another', (_, changes, how, field) => {
    expect(findings(changes, how)).toContain(`R07 ${field}`);
    expect(reading(changes, how).kind).toBe('refused');
  });

  test('of today is good', () => {
    expect(findings({ 处罚决定日期: RECEIVED_ON, 处罚有效期: RECEIVED_ON })).toEqual([]);
  });
});

describe('R08: kinds of penalty', () => {
  const kinds = (cell: string, more: Readonly<Record<string, string>> = {}) =>
    reading({
      处罚类别: cell,
      '没收违法所得、没收非法财物的金额': '1',
      暂扣或吊销证照名称及编号: '许可证1号',
      ...more,
    });

  test.each([
    ['罚款；警告', ['FINE', 'WARNING']],
    ['罚款、警告', ['FINE', 'WARNING']],
    ['P03;P01', ['FINE', 'WARNING']],
    ['FINE，ｐ', null],
    ['FINE，WARNING', ['FINE', 'WARNING']],
    ['罚款;罚款', ['FINE']],
    ['其他-责令改正', ['OTHER']],
    ['法律、行政法规规定的其他行政处罚', ['OTHER']],
    ['申诫罚', null],
  ])('%s', (cell, expected) => {
    const read = kinds(cell);
    if (expected === null) expect(findingsOf(read)).toEqual(['R08 penaltyKinds']);
    else expect(fieldsOf(read).penaltyKinds).toEqual(expected);
  });

  test('of the older standard may be written with its numbers', () => {
    const fields = fieldsOf(reading({ 处罚类别1: '1', 处罚类别2: '0' }, { report: 'oldPenalty' }));
    expect(fields.penaltyKinds).toEqual(['FINE', 'WARNING']);
    expect(findingsOf(kinds('1'))).toEqual(['R08 penaltyKinds']);
  });

  test('that were joined are told apart by what the penalty is, and refused where that does not tell', () => {
    const joint = '没收违法所得、没收非法财物';
    const apart = (content: string) => kinds(joint, { 处罚内容: content });
    expect(fieldsOf(apart('没收违法所得1万元')).penaltyKinds).toEqual(['CONFISCATION_OF_GAINS']);
    expect(fieldsOf(apart('没收非法财物3件')).penaltyKinds).toEqual(['CONFISCATION_OF_PROPERTY']);
    expect(findingsOf(apart('见决定书'))).toEqual(['R08 penaltyKinds']);
    const licence = kinds('暂扣或者吊销许可证、暂扣或者吊销执照', { 暂扣或吊销证照名称及编号: '吊销许可证1号' });
    expect(fieldsOf(licence).penaltyKinds).toEqual(['LICENCE_REVOCATION']);
  });

  test('other than these: a status and a category outside of their tables', () => {
    expect(findings({ 当前状态: '3' }, { report: 'permit' })).toEqual(['R08 permitStatus']);
    expect(findings({ 当前状态: '3' }, { report: 'oldPenalty' })).toEqual(['R08 state']);
    expect(findings({ 行政相对人类别: '外星人' })).toEqual(['R08 counterpartyCategory']);
    expect(findings({ 许可类别: '其他-' }, { report: 'permit' })).toEqual(['R08 permitKind']);
  });

  test('mean what their generation means: 1 is good today, and was annulled before', () => {
    expect(fieldsOf(reading({ 当前状态: '1' }, { report: 'permit' })).permitStatus).toBe('VALID');
    expect(fieldsOf(reading({ 当前状态: '1' }, { report: 'oldPermit' }))).toMatchObject({
      permitStatus: 'INVALID',
      state: 'WITHDRAWN',
    });
    expect(fieldsOf(reading({ 当前状态: '2' }, { report: 'oldPenalty' })).state).toBe('UNDER_OBJECTION');
  });
});

describe('R09: a penalty is told with', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['the amount of a fine', { '罚款金额（万元）': '' }, 'fineAmountWan'],
    ['an amount above zero', { '罚款金额（万元）': '0.00' }, 'fineAmountWan'],
    ['what was confiscated', { 处罚类别: '没收违法所得' }, 'confiscatedAmountWan'],
    ['the licence', { 处罚类别: '暂扣许可证件' }, 'revokedLicence'],
  ])('%s', (_, changes, field) => {
    expect(findings(changes)).toEqual([`R09 ${field}`]);
  });

  test('nothing of it where the older standard has no column', () => {
    expect(findings({}, { report: 'oldPenalty' })).toEqual([]);
  });
});

describe('R10: an amount', () => {
  test.each(['-1', '0.1234567', '五千', '5000元', '1e3', '1000000000000'])('is not %s', (cell) => {
    expect(findings({ '罚款金额（万元）': cell })).toEqual(['R10 fineAmountWan']);
  });

  test('keeps its digits', () => {
    expect(fieldsOf(reading({ '罚款金额（万元）': '１,234.567800' })).fineAmountWan).toBe('1234.5678');
  });

  test('of 10,000 or more is taken, and flagged as perhaps in yuan', () => {
    expect(findings({ '罚款金额（万元）': '9,999.999999' })).toEqual([]);
    expect(reading({ '罚款金额（万元）': '10000' }).kind).toBe('accepted');
    expect(findings({ '罚款金额（万元）': '10000' })).toEqual(['R10W fineAmountWan']);
  });
});

describe('R12: bodies', () => {
  const unit = { zh: '贺州市样例检查支队', en: 'Sample Brigade', orgCode: '12451121MB0T00058D' };
  const withUnit = (): Subgraph => ({ ...subgraph, department: { ...subgraph.department, units: [unit] } });

  test('report for themselves and the units that they list', () => {
    const source = { 数据来源单位统一社会信用代码: unit.orgCode };
    expect(findings(source)).toEqual(['R12 sourceOrgCode']);
    expect(findings(source, { of: withUnit() })).toEqual([]);
    expect(findings({ 数据来源单位统一社会信用代码: '000000000000000000' })).toEqual(['R12 sourceOrgCode']);
  });

  test('that decided may be dissolved since, but have a valid code', () => {
    expect(findings({ 处罚机关统一社会信用代码: '11450000MB0T00052W' })).toEqual(['R12 decidingOrgCode']);
    expect(findings({ 处罚机关统一社会信用代码: '11451100MB0T0004X3' })).toEqual([]);
  });

  test('of older reports, which have no codes, are found by their names of any time', () => {
    expect(findings({ 处罚机关: '某市样例局' }, { report: 'oldPenalty' })).toEqual(['R12 decidingOrgCode']);
    const fields = fieldsOf(reading({ 处罚机关: unit.zh }, { report: 'oldPenalty', of: withUnit() }));
    expect(fields).toMatchObject({ decidingOrgCode: unit.orgCode, sourceOrgCode: subgraph.department.orgCode });
  });
});

describe('R14: a report is late', () => {
  test('after seven working days, holidays and worked weekends counted as the State Council set them', () => {
    // 2026-10-01 to 07 are holidays, Saturday 10-10 is worked in exchange.
    expect(findings({ 处罚决定日期: '2026-09-30' }, { receivedOn: '2026-10-15' })).toEqual([]);
    expect(findings({ 处罚决定日期: '2026-09-30' }, { receivedOn: '2026-10-16' })).toEqual(['R14 decisionDate']);
  });

  test('after fewer where the department has to be faster', () => {
    const records = { MarketPenalty: { reportWithinWorkdays: 2 } };
    const of: Subgraph = { ...subgraph, department: { ...subgraph.department, records } };
    expect(findings({ 处罚决定日期: '2026-11-23' }, { of })).toEqual([]);
    expect(findings({ 处罚决定日期: '2026-11-20' }, { of })).toEqual(['R14 decisionDate']);
  });

  test('is not said outside of the calendar', () => {
    expect(findings({ 处罚决定日期: '2022-11-18', 公示截止期: '' })).toEqual([]);
    expect(findings({ 处罚决定日期: '2031-01-01', 公示截止期: '' }, { receivedOn: '2031-06-01' })).toEqual([]);
  });
});

describe('R15: a text', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['longer than the standard allows', { 违法事实: '长'.repeat(5_001) }, 'facts'],
    ['with a control character', { 违法事实: '事实\u0007。' }, 'facts'],
    ['that turns the direction of writing', { 处罚内容: '罚款\u202E0.5万元' }, 'content'],
    ['with the number of a citizen', { 违法事实: '当事人身份证号45110219000101001X。' }, 'facts'],
    ['with the number in full-width digits', { 备注: '４５１１０２１９０００１０１００１Ｘ' }, 'remarks'],
    ['with a mobile number', { 处罚内容: '罚款，联系138-1234-5678' }, 'content'],
    [
      "with a person's number for a registration number",
      { 工商注册号: '451102000101001' },
      'counterpartyRegistrationNo',
    ],
  ])('%s is refused', (_, changes, field) => {
    expect(findings(changes)).toEqual([`R15 ${field}`]);
  });

  test('of the greatest length is taken, with its lines', () => {
    expect(findings({ 违法事实: '长'.repeat(5_000) })).toEqual([]);
    expect(fieldsOf(reading({ 违法事实: '一\r\n二' })).facts).toBe('一\n二');
  });

  test("that is a sole trader's tax number with a citizen's in it is a clue, and in no public field", () => {
    const read = reading({ 税务登记号: '45110219000101001X01' }, TRADER);
    expect(fieldsOf(read)).not.toHaveProperty('counterpartyTaxNo');
    expect(read).toMatchObject({ candidate: { clues: { taxNo: '45110219000101001X01' } } });
  });
});

describe('R16: a catalogue item', () => {
  test('that may not collect of persons takes none, and still takes organisations', () => {
    const recordTypes = subgraph.recordTypes.map((type) => ({
      ...type,
      entry: { ...type.entry, title: `${type.entry.title}（养犬）` },
    }));
    const of: Subgraph = { ...subgraph, recordTypes };
    expect(findings({}, { ...PERSON, of })).toEqual(['R16 -']);
    expect(findings({}, { of })).toEqual([]);
  });

  test('of another department cannot be read at all', () => {
    const { header } = sample('penalties-2018.csv');
    const make = () => rowReader({ subgraph, type: 'TaxPenalty', header, receivedOn: RECEIVED_ON });
    expect(make).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }));
  });
});

describe('the table of rules', () => {
  test('decides what refuses: a rule made milder only flags', () => {
    const tables = intakeTables(RECEIVED_ON);
    const rule = tables.rules.get('R09');
    if (rule === undefined) throw new Error('There is no R09.');
    const milder = { ...tables, rules: new Map([...tables.rules, ['R09', { ...rule, severity: 'W' as const }]]) };
    const late = { '罚款金额（万元）': '' };
    expect(reading(late).kind).toBe('refused');
    expect(reading(late, { tables: milder }).kind).toBe('accepted');
    const without = { ...tables, rules: new Map([...tables.rules].filter(([code]) => code !== 'R09')) };
    expect(findings(late, { tables: without })).toEqual([]);
  });

  test('says what is wrong and what to do in both languages, for every rule', () => {
    const { rules } = intakeTables(RECEIVED_ON);
    const numbers = new Set([...rules.keys()].map((code) => code.slice(0, 3)));
    expect([...numbers]).toEqual(Array.from({ length: 18 }, (_, index) => `R${String(index + 1).padStart(2, '0')}`));
    for (const rule of rules.values()) {
      expect([rule.messageZh, rule.remedyZh].every((text) => /\p{Script=Han}/u.test(text))).toBe(true);
      expect([rule.messageEn, rule.remedyEn].every((text) => /^[A-Z].*\.$/.test(text))).toBe(true);
    }
  });

  test('has to hold the rules of the day', () => {
    expect(() => intakeTables('2010-01-01')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});

test('a finding never holds a value of the row', () => {
  const said = findings({ 违法事实: '45110219000101001X', 罚款金额: '-7654321', 处罚决定日期: '某日' });
  expect(said.join()).not.toMatch(/1900|7654321|某日/);
});

test('several things that are wrong are all said at once', () => {
  expect(findings({ 违法事实: '', 处罚决定日期: '46000', 统一社会信用代码: '1' })).toEqual([
    'R02 counterpartyUscc',
    'R06 decisionDate',
    'R01 facts',
  ]);
});
