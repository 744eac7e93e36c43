import { Random } from '../../../seeds/city/random.ts';
import { type CityPlan, type SyntheticSubject, syntheticSubject } from '../../../seeds/city/synthetic-subject.ts';

/** The city whose store the rows are imported into. */
export interface ReportedCity extends CityPlan {
  /** Subjects that the store knows; those after them it does not. */
  readonly subjects: number;
}

/** Headings of the dual-publicity standard of 2018 for penalties, without the columns that nobody fills in here. */
export const HEADINGS = [
  '行政相对人名称',
  '行政相对人类别',
  '行政相对人代码_1（统一社会信用代码）',
  '行政相对人代码_2（工商注册号）',
  '行政相对人代码_3（组织机构代码）',
  '行政相对人代码_4（税务登记号）',
  '行政相对人代码_5（事业单位证书号）',
  '行政相对人代码_6（社会组织登记证号）',
  '法定代表人',
  '法定代表人证件类型',
  '法定代表人证件号码',
  '自然人证件类型',
  '自然人证件号码',
  '行政处罚决定书文号',
  '违法行为类型',
  '违法事实',
  '处罚依据',
  '处罚类别',
  '处罚内容',
  '罚款金额（万元）',
  '没收违法所得、没收非法财物的金额（万元）',
  '暂扣或吊销证照名称及编号',
  '处罚决定日期',
  '处罚有效期',
  '公示截止期',
  '处罚机关',
  '处罚机关统一社会信用代码',
  '数据来源单位',
  '数据来源单位统一社会信用代码',
  '备注',
] as const;

type Heading = (typeof HEADINGS)[number];
type Cells = Partial<Record<Heading, string>>;

/** What a row is to come to, of each hundred. */
const MIXTURE: readonly (readonly [number, RowSort])[] = [
  [78, 'known'],
  [8, 'person'],
  [4, 'correction'],
  [3, 'unknown'],
  [2, 'renamed'],
  [5, 'wrong'],
];

/** Known, unknown: to the store. A correction reports an earlier row with another fine. */
type RowSort = 'known' | 'person' | 'correction' | 'unknown' | 'renamed' | 'wrong';

/** Rows between a row and its correction: some corrections come in the same chunk, most in a later one. */
const CORRECTED_AFTER = [3, 700, 2_500];

/** The row at this position of a report, from 0, by its cells under `HEADINGS`: any position can be made without the others. */
export function mixedRow(city: ReportedCity, position: number): string[] {
  const cells = cellsAt(city, position);
  return HEADINGS.map((heading) => cells[heading] ?? '');
}

function cellsAt(city: ReportedCity, position: number): Cells {
  const random = new Random(city.seed, 'reported row', position);
  const sort = random.weighted(MIXTURE);
  switch (sort) {
    case 'known':
      return penalty(organization(city, random, 0), position, random);
    case 'person':
      return penalty(person(city, random), position, random);
    case 'unknown':
      return penalty(organization(city, random, city.subjects), position, random);
    case 'renamed': {
      const cells = penalty(organization(city, random, 0), position, random);
      return { ...cells, 行政相对人名称: `${cells.行政相对人名称}分公司` };
    }
    case 'wrong':
      return wrong(penalty(organization(city, random, 0), position, random), random);
    case 'correction':
      return correction(city, position, random);
  }
}

function correction(city: ReportedCity, position: number, random: Random): Cells {
  const before = position - random.pick(CORRECTED_AFTER);
  if (before < 0) return penalty(organization(city, random, 0), position, random);
  const fine = random.amountWan(0.1, 20);
  return { ...cellsAt(city, before), 处罚类别: '罚款', 处罚内容: `罚款${fine}万元。`, '罚款金额（万元）': fine };
}

function wrong(cells: Cells, random: Random): Cells {
  return random.pick<Cells>([
    { ...cells, 违法事实: '无' },
    { ...cells, '行政相对人代码_1（统一社会信用代码）': '000000000000000000' },
    { ...cells, 处罚类别: '罚款', '罚款金额（万元）': '' },
    { ...cells, 处罚决定日期: '2026-13-01' },
    { ...cells, 处罚类别: '严重警告' },
    { ...cells, 违法事实: `当事人联系电话13800138000，${cells.违法事实}` },
  ]);
}

function organization(city: ReportedCity, random: Random, from: number): SyntheticSubject {
  for (;;) {
    const subject = syntheticSubject(city, from + random.int(0, city.subjects - 1));
    if (subject.kind !== 'NATURAL_PERSON') return subject;
  }
}

/** Of the city and of other places, as it comes. */
function person(city: ReportedCity, random: Random): SyntheticSubject {
  for (;;) {
    const subject = syntheticSubject(city, random.int(0, 10 * city.subjects));
    if (subject.kind === 'NATURAL_PERSON') return subject;
  }
}

const BODY = { name: '贺州市市场监督管理局', code: '11451100MB0T010261' };
const CATEGORY = { ORGANIZATION: '法人及非法人组织', SOLE_TRADER: '个体工商户', NATURAL_PERSON: '自然人' } as const;

function penalty(subject: SyntheticSubject, position: number, random: Random): Cells {
  const decided = random.date('2024-01-02', '2025-10-31');
  return {
    ...counterparty(subject, random),
    行政处罚决定书文号: `贺市监罚字〔${decided.slice(0, 4)}〕${position + 1}号`,
    违法行为类型: '违反《中华人民共和国食品安全法》第三十四条第一款第十项',
    违法事实: `${decided}，执法人员在${subject.address}检查时发现当事人经营超过保质期的食品${random.int(1, 99)}件，货值${random.int(10, 9_999)}元。`,
    处罚依据: '《中华人民共和国食品安全法》第一百二十四条第一款第五项',
    ...sanction(random),
    处罚决定日期: decided,
    处罚有效期: '2099-12-31',
    处罚机关: BODY.name,
    处罚机关统一社会信用代码: BODY.code,
    数据来源单位: BODY.name,
    数据来源单位统一社会信用代码: BODY.code,
  };
}

function counterparty(subject: SyntheticSubject, random: Random): Cells {
  const { kind, name, uscc, registrationNo, representative, representativeIdNo, identityNo } = subject;
  const common = { 行政相对人名称: name, 行政相对人类别: CATEGORY[kind] };
  if (identityNo !== null) return { ...common, 自然人证件类型: '身份证', 自然人证件号码: identityNo };
  const hasDocument = random.chance(0.5);
  return {
    ...common,
    '行政相对人代码_1（统一社会信用代码）': uscc ?? '',
    '行政相对人代码_2（工商注册号）': registrationNo ?? '',
    法定代表人: representative ?? '',
    ...(hasDocument && { 法定代表人证件类型: '身份证', 法定代表人证件号码: representativeIdNo ?? '' }),
  };
}

function sanction(random: Random): Cells {
  const amount = random.amountWan(0.1, 20);
  return random.pick<Cells>([
    { 处罚类别: '警告', 处罚内容: '警告。' },
    { 处罚类别: '罚款', 处罚内容: `罚款${amount}万元。`, '罚款金额（万元）': amount },
    {
      处罚类别: '罚款；没收违法所得',
      处罚内容: `罚款${amount}万元，没收违法所得${amount}万元。`,
      '罚款金额（万元）': amount,
      '没收违法所得、没收非法财物的金额（万元）': amount,
    },
  ]);
}
