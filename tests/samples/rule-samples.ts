import { addDays } from '../../schema/iso-date.ts';
import { HEADINGS } from '../bench/import/mixed-rows.ts';
import { standardCode } from '../cli/import/report-files.ts';
import type { SampleTable } from './table-formats.ts';

/** The day on which the committed samples are received; later ones are late (R14), earlier ones come before their decisions (R07). */
export const SAMPLES_RECEIVED_ON = '2026-11-25';

/** What a good row is marked with. */
export const GOOD = '合格';

/** A report of which each row breaks one rule at most. */
export interface RuleSample {
  /** Begins the names of its files. */
  readonly name: string;
  /** Catalogue item that it is reported for. */
  readonly item: string;
  readonly table: SampleTable;
  /** Code of the rule that each row breaks, or `GOOD`, which its mark says too. */
  readonly breaks: readonly string[];
}

type Cells = Readonly<Record<string, string>>;

/** Made-up organisations whose codes are good in every character. */
const FOOD = { 名称: '贺州市样例食品有限公司', 代码: '91451102MA5T00010P' };
const ENDED = { 名称: '平桂区样例果蔬专业合作社', 代码: '93451123MA5T00037N' };
const OFFICE = { 名称: '贺州市市场监督管理局', 代码: '11451100MB0T010261' };
const REGISTRAR = { 名称: '贺州市市场监督管理局', 代码: '11451100MB0T010186' };

/** Every sample, in the order in which they build on one another: the first one registers whom the others are about. */
export function ruleSamples(receivedOn = SAMPLES_RECEIVED_ON): readonly RuleSample[] {
  const decidedOn = addDays(receivedOn, -7);
  return [registrations(decidedOn), penalties(decidedOn), deniedItem(decidedOn), mergers(decidedOn)];
}

function registrations(decidedOn: string): RuleSample {
  const registration = ({ 名称, 代码 }: Cells, number: number, changes: Cells = {}): Cells => ({
    文书号: `样例登记〔2026〕${number}号`,
    作出决定的机关: REGISTRAR.名称,
    决定日期: decidedOn,
    名称: 名称 ?? '',
    统一社会信用代码: 代码 ?? '',
    主体类型: '有限责任公司',
    经营范围: '食品销售',
    所属行业: '零售业',
    '住所（经营场所）': '贺州市八步区样例路1号',
    行政区划代码: '451102',
    成立日期: decidedOn,
    登记机关: REGISTRAR.名称,
    登记状态: '存续（在营、开业、在册）',
    '吊销、注销或迁出日期': '',
    ...changes,
  });
  const ended = { 登记状态: '注销', '吊销、注销或迁出日期': addDays(decidedOn, -5), 成立日期: '2020-01-06' };
  return sample('registrations', 'registry.registration', [
    [GOOD, registration(FOOD, 1)],
    [GOOD, registration(ENDED, 2, ended)],
  ]);
}

function penalties(decidedOn: string): RuleSample {
  const person = {
    行政相对人名称: '样例丙',
    行政相对人类别: '自然人',
    '行政相对人代码_1（统一社会信用代码）': '',
    法定代表人: '',
    自然人证件类型: '身份证',
    自然人证件号码: '452402190001010033',
  };
  const rows: readonly (readonly [breaks: string, changes: Cells])[] = [
    [GOOD, {}],
    ['R01', { 违法事实: '无' }],
    ['R02', { '行政相对人代码_1（统一社会信用代码）': '91451102MA5T000101' }],
    ['R03', { '行政相对人代码_1（统一社会信用代码）': '91451102MA5T00011T' }],
    ['R04', { ...person, 自然人证件号码: '45110219001301001X' }],
    ['R05', { ...person, 法定代表人: '样例甲' }],
    ['R06', { 处罚决定日期: '2026年13月1日' }],
    ['R07', { 处罚有效期: addDays(decidedOn, -10) }],
    ['R07W', { 公示截止期: addDays(decidedOn, 4_000) }],
    ['R08', { 处罚类别: '没收违法所得、没收非法财物', 处罚内容: '见决定书。' }],
    ['R09', { '罚款金额（万元）': '' }],
    ['R10', { '罚款金额（万元）': '0.1234567' }],
    ['R10W', { '罚款金额（万元）': '20,000' }],
    ['R11', { 行政处罚决定书文号: '样例罚〔2026〕重号' }],
    [GOOD, { 行政处罚决定书文号: '样例罚〔2026〕重号', 违法事实: '更正后的违法事实。' }],
    ['R12', { 数据来源单位统一社会信用代码: '11451100MB0T0004X3' }],
    ['R13', { 行政相对人名称: '贺州市另名有限公司' }],
    ['R14', { 处罚决定日期: addDays(decidedOn, -51) }],
    ['R15', { 违法事实: '当事人（身份证号４５１１０２１９０００１０１００１Ｘ）经营超过保质期的食品。' }],
    ['R17', { 行政相对人名称: ENDED.名称, '行政相对人代码_1（统一社会信用代码）': ENDED.代码 }],
    [GOOD, person],
  ];
  return penaltySample('penalties', 'market.administrative-penalty', decidedOn, rows);
}

/** For an item on the keeping of dogs, which may not collect of persons: composition lets no catalogue have one. */
function deniedItem(decidedOn: string): RuleSample {
  const person = {
    行政相对人名称: '样例丙',
    行政相对人类别: '自然人',
    法定代表人: '',
    '行政相对人代码_1（统一社会信用代码）': '',
  };
  return penaltySample('dog-keeping', 'market.administrative-penalty', decidedOn, [
    ['R16', { ...person, 自然人证件类型: '身份证', 自然人证件号码: '452402190001010033' }],
  ]);
}

function penaltySample(
  name: string,
  item: string,
  decidedOn: string,
  rows: readonly (readonly [breaks: string, changes: Cells])[],
): RuleSample {
  const penalty = (number: number, changes: Cells): Cells => ({
    行政相对人名称: FOOD.名称,
    行政相对人类别: '法人及非法人组织',
    '行政相对人代码_1（统一社会信用代码）': FOOD.代码,
    法定代表人: '样例甲',
    行政处罚决定书文号: `样例罚〔2026〕${number}号`,
    违法行为类型: '违反《中华人民共和国食品安全法》第三十四条',
    违法事实: '经营超过保质期的食品。',
    处罚依据: '《中华人民共和国食品安全法》第一百二十四条',
    处罚类别: '罚款',
    处罚内容: '罚款0.5万元。',
    '罚款金额（万元）': '0.5',
    处罚决定日期: decidedOn,
    处罚有效期: '2099-12-31',
    公示截止期: addDays(decidedOn, 365),
    处罚机关: OFFICE.名称,
    处罚机关统一社会信用代码: OFFICE.代码,
    数据来源单位: OFFICE.名称,
    数据来源单位统一社会信用代码: OFFICE.代码,
    ...changes,
  });
  const table = {
    header: HEADINGS,
    elements: HEADINGS.map(standardCode),
    rows: rows.map(([breaks, changes], index) => {
      const cells: Cells = { ...penalty(index + 1, changes), 备注: breaks };
      return HEADINGS.map((heading) => cells[heading] ?? '');
    }),
  };
  return { name, item, table, breaks: rows.map(([breaks]) => breaks) };
}

/** Two organisations, of which one takes in the other, and then the other the one. */
function mergers(decidedOn: string): RuleSample {
  const merger = (breaks: string, from: typeof FOOD, to: typeof FOOD): readonly [string, Cells] => [
    breaks,
    {
      主体名称: from.名称,
      统一社会信用代码: from.代码,
      文书号: `样例并登〔2026〕${breaks}`,
      作出决定的机关: REGISTRAR.名称,
      决定日期: decidedOn,
      合并分立方式: '吸收合并',
      承继主体名称: to.名称,
      承继主体统一社会信用代码: to.代码,
    },
  ];
  return sample('mergers', 'registry.succession', [
    merger(GOOD, ENDED, FOOD),
    merger('R18', FOOD, ENDED),
    merger('R02', FOOD, { ...ENDED, 代码: '91451102MA5T000101' }),
  ]);
}

/** Headings that are no names of XML elements, by the fields that they stand for. */
const ELEMENTS: Readonly<Record<string, string>> = {
  '住所（经营场所）': 'registeredAddress',
  '吊销、注销或迁出日期': 'endedDate',
};

function sample(name: string, item: string, rows: readonly (readonly [breaks: string, cells: Cells])[]): RuleSample {
  const header = Object.keys(rows[0]?.[1] ?? {});
  const table = {
    header,
    elements: header.map((heading) => ELEMENTS[heading] ?? heading),
    rows: rows.map(([, cells]) => header.map((heading) => cells[heading] ?? '')),
  };
  return { name, item, table, breaks: rows.map(([breaks]) => breaks) };
}
