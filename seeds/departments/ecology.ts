import { addDays } from '../../schema/iso-date.ts';
import type { Random } from '../city/random.ts';
import type { DepartmentSeeds } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { evaluation } from '../city/standards/evaluation.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';
import type { Trade } from '../city/trades.ts';

interface EcologyPenaltyCase extends PenaltyCase {
  readonly medium: 'WATER' | 'AIR' | 'NOISE' | 'SOLID_WASTE' | null;
  /** Trades that commit it. */
  readonly trades: readonly Trade['code'][];
}

const penalties: readonly EcologyPenaltyCase[] = [
  {
    violationType: '违反《中华人民共和国环境影响评价法》第二十五条',
    facts: '{name}的建设项目环境影响报告表未经批准，擅自开工建设。',
    legalBasis: '《中华人民共和国环境影响评价法》第三十一条第二款',
    kinds: ['FINE'],
    fineWan: [0.8, 15],
    publicityMonths: 12,
    medium: null,
    trades: ['manufacture', 'mining', 'agriculture', 'food'],
  },
  {
    violationType: '违反《建设项目环境保护管理条例》第十九条第一款',
    facts: '{name}的建设项目需要配套建设的环境保护设施未经验收，即投入生产。',
    legalBasis: '《建设项目环境保护管理条例》第二十三条第一款',
    kinds: ['FINE'],
    fineWan: [20, 40],
    publicityMonths: 12,
    medium: null,
    trades: ['manufacture', 'mining'],
  },
  {
    violationType: '违反《排污许可管理条例》第二十一条第一款',
    facts: '{name}未按照排污许可证规定的频次记录污染防治设施运行情况，环境管理台账缺失。',
    legalBasis: '《排污许可管理条例》第三十七条第（一）项',
    kinds: ['FINE'],
    fineWan: [0.5, 2],
    publicityMonths: 3,
    medium: null,
    trades: ['manufacture', 'mining', 'food'],
  },
  {
    violationType: '违反《中华人民共和国大气污染防治法》第七十二条第一款',
    facts: '{name}在场地内露天堆放砂土、石粉，未设置围挡，也未采取有效覆盖措施，产生扬尘。',
    legalBasis: '《中华人民共和国大气污染防治法》第一百一十七条第（二）项',
    kinds: ['FINE'],
    fineWan: [1, 5],
    publicityMonths: 12,
    medium: 'AIR',
    trades: ['manufacture', 'mining', 'construction', 'transport'],
  },
  {
    violationType: '违反《中华人民共和国大气污染防治法》第十八条',
    facts: '经监测，{name}废气排放口颗粒物浓度超过大气污染物排放标准。',
    legalBasis: '《中华人民共和国大气污染防治法》第九十九条第（二）项',
    kinds: ['FINE'],
    fineWan: [10, 35],
    publicityMonths: 12,
    medium: 'AIR',
    trades: ['manufacture', 'mining'],
  },
  {
    violationType: '违反《中华人民共和国水污染防治法》第十条',
    facts: '经监测，{name}废水总排放口化学需氧量、氨氮浓度超过水污染物排放标准。',
    legalBasis: '《中华人民共和国水污染防治法》第八十三条第（二）项',
    kinds: ['FINE'],
    fineWan: [10, 45],
    publicityMonths: 12,
    medium: 'WATER',
    trades: ['manufacture', 'food', 'agriculture'],
  },
  {
    violationType: '违反《中华人民共和国固体废物污染环境防治法》第七十七条',
    facts: '{name}贮存废矿物油的容器和场所未按照规定设置危险废物识别标志。',
    legalBasis: '《中华人民共和国固体废物污染环境防治法》第一百一十二条第一款第（一）项、第二款',
    kinds: ['FINE'],
    fineWan: [10, 15],
    publicityMonths: 12,
    medium: 'SOLID_WASTE',
    trades: ['transport', 'manufacture'],
  },
  {
    violationType: '违反《中华人民共和国噪声污染防治法》第二十二条第一款',
    facts: '经监测，{name}厂界昼间噪声超过工业企业厂界环境噪声排放标准。',
    legalBasis: '《中华人民共和国噪声污染防治法》第七十五条',
    kinds: ['FINE'],
    fineWan: [2, 8],
    publicityMonths: 12,
    medium: 'NOISE',
    trades: ['manufacture', 'mining'],
  },
];

interface EcologyPermitCase extends PermitCase {
  readonly managementCategory?: 'KEY' | 'SIMPLIFIED';
  readonly assessmentDocument?: 'REPORT' | 'FORM';
}

const permits: readonly EcologyPermitCase[] = [
  {
    documentTitle: '排污许可证核发决定书',
    kind: 'GENERAL',
    certificateName: '排污许可证',
    content: '准予按照排污许可证载明的排放口、污染物种类、浓度和总量排放污染物',
    legalBasis: '《排污许可管理条例》第六条',
    validMonths: 60,
    managementCategory: 'SIMPLIFIED',
  },
  {
    documentTitle: '排污许可证延续决定书',
    kind: 'GENERAL',
    certificateName: '排污许可证',
    content: '准予延续排污许可证，按照重点管理要求开展自行监测并提交执行报告',
    legalBasis: '《排污许可管理条例》第十四条',
    validMonths: 60,
    managementCategory: 'KEY',
  },
  {
    documentTitle: '建设项目环境影响报告表的批复',
    kind: 'GENERAL',
    certificateName: '建设项目环境影响评价批复文件',
    content: '同意按照环境影响报告表所列性质、规模、地点和环境保护措施建设项目',
    legalBasis: '《中华人民共和国环境影响评价法》第二十二条',
    validMonths: null,
    assessmentDocument: 'FORM',
  },
  {
    documentTitle: '建设项目环境影响报告书的批复',
    kind: 'GENERAL',
    certificateName: '建设项目环境影响评价批复文件',
    content: '同意按照环境影响报告书所列性质、规模、地点和环境保护措施建设项目',
    legalBasis: '《中华人民共和国环境影响评价法》第二十二条',
    validMonths: null,
    assessmentDocument: 'REPORT',
  },
];

/** Construction projects that are assessed, by a word in the company's name; the first that fits. */
const projects: readonly (readonly [word: string, project: string])[] = [
  ['碳酸钙', '年产10万吨重质碳酸钙粉体项目'],
  ['新材料', '年产60万平方米人造岗石项目'],
  ['家具', '年产3万套板式家具项目'],
  ['电子', '年产200万件电子元器件项目'],
  ['矿业', '年开采20万立方米饰面用大理岩矿项目'],
  ['石材', '年加工40万平方米石材项目'],
  ['茶业', '年产200吨茶叶加工项目'],
  ['农业', '年出栏5000头生猪养殖项目'],
  ['食品', '年产2000吨鲜湿米粉项目'],
];

/** What is measured at an outlet, by the standard that applies there. */
interface OutletCase {
  readonly outlet: string;
  readonly medium: 'WATER' | 'AIR' | 'NOISE';
  readonly standard: string;
  readonly limits: readonly (readonly [pollutant: string, limit: number, unit: string])[];
}

const outlets: readonly OutletCase[] = [
  {
    outlet: 'DW001废水总排放口',
    medium: 'WATER',
    standard: '《污水综合排放标准》（GB 8978-1996）表4一级标准',
    limits: [
      ['化学需氧量', 100, 'mg/L'],
      ['氨氮', 15, 'mg/L'],
      ['悬浮物', 70, 'mg/L'],
    ],
  },
  {
    outlet: 'DA001有组织废气排放口',
    medium: 'AIR',
    standard: '《大气污染物综合排放标准》（GB 16297-1996）表2二级标准',
    limits: [['颗粒物', 120, 'mg/m³']],
  },
  {
    outlet: '厂界东侧外1米',
    medium: 'NOISE',
    standard: '《工业企业厂界环境噪声排放标准》（GB 12348-2008）3类标准',
    limits: [['昼间等效声级', 65, 'dB(A)']],
  },
];

const WORST_GRADE = '环保不良企业（红牌）';

const byConduct = { clean: 0.03, light: 0.36, bad: 1.2, 'very-bad': 2.7 };

/** Weight of the department for a subject: industry above all, other dischargers a little. */
function exposure(subject: SyntheticSubject): number {
  const { form, trade, name, active } = subject;
  const activity = active ? 1 : 0.1;
  if (form === 'sole-trader') return /(加工店|砂石经营部|养殖场|汽修店|建材店)$/.test(name) ? 0.4 * activity : 0;
  if (form !== 'company') return 0;
  if (isIndustry(subject)) return 1.5 * activity;
  const others = trade.code === 'agriculture' || trade.code === 'transport' || trade.code === 'construction';
  return others || name.includes('食品') ? 0.5 * activity : 0;
}

const projectOf = ({ form, name }: SyntheticSubject) =>
  form === 'company' ? projects.find(([word]) => name.includes(word))?.[1] : undefined;

const isIndustry = ({ form, trade }: SyntheticSubject) =>
  form === 'company' && (trade.code === 'manufacture' || trade.code === 'mining');

/** Synthetic records of ecology and environment. */
export const seeds: DepartmentSeeds = {
  EcologyPenalty: {
    mean: (subject) => byConduct[subject.conduct] * exposure(subject),
    make: (context) => {
      const chosen = context.random.pick(penalties.filter(({ trades }) => trades.includes(context.subject.trade.code)));
      const fields = penalty(context, '贺环罚字', [chosen]);
      return {
        ...fields,
        medium: chosen.medium,
        correctionDeadline: addDays(String(fields.decisionDate), context.random.pick([15, 30, 60])),
      };
    },
  },
  EcologyPermit: {
    mean: (subject) => (projectOf(subject) === undefined ? 0 : 1.5 * exposure(subject)),
    make: (context) => {
      const chosen = context.random.pick(permits);
      const assessed = chosen.assessmentDocument !== undefined;
      return {
        ...permit(context, assessed ? '贺环审' : '贺环排许', [chosen]),
        managementCategory: chosen.managementCategory ?? null,
        assessmentDocument: chosen.assessmentDocument ?? null,
        projectName: assessed ? `${context.subject.name}${projectOf(context.subject) ?? ''}` : null,
        mainPollutants: assessed
          ? null
          : context.random.pick([['颗粒物'], ['颗粒物', '二氧化硫', '氮氧化物'], ['化学需氧量', '氨氮']]),
      };
    },
  },
  EnvironmentalCreditRating: {
    mean: (subject) => (isIndustry(subject) ? (subject.active ? 1.5 : 0.05) : 0),
    make: (context) => {
      const fields = evaluation(context, {
        scheme: '企业环境信用评价',
        series: '贺环信评字',
        legalBasis: '《企业环境信用评价办法（试行）》（环发〔2013〕150号）',
        grades: {
          clean: [
            [3, '环保诚信企业（绿牌）'],
            [7, '环保良好企业（蓝牌）'],
          ],
          light: [
            [7, '环保良好企业（蓝牌）'],
            [3, '环保警示企业（黄牌）'],
          ],
          bad: [
            [6, '环保警示企业（黄牌）'],
            [4, WORST_GRADE],
          ],
          'very-bad': [[1, WORST_GRADE]],
        },
      });
      return {
        ...fields,
        keyDischarger: context.random.chance(0.2),
        vetoItems:
          fields.grade === WORST_GRADE
            ? [context.random.pick(['未取得排污许可证排放污染物', '通过逃避监管的方式排放污染物', '建设项目未批先建'])]
            : [],
      };
    },
  },
  PollutantDischargeMonitoring: {
    mean: (subject) => (isIndustry(subject) ? (subject.active ? 3 : 0.1) : 0),
    make: (context) => {
      const { random, subject } = context;
      const { outlet, medium, standard, limits } = random.pick(outlets);
      const base = decision(context, {
        series: '贺环监测字',
        legalBasis: '《中华人民共和国环境保护法》第二十四条',
        publicityMonths: null,
      });
      const compliant = random.chance(subject.conduct === 'clean' ? 0.97 : 0.7);
      return {
        ...base,
        publicityStartDate: null,
        outlet,
        medium,
        standard,
        sampledDate: addDays(base.decisionDate, -random.int(5, 20)),
        readings: limits.map(([pollutant, limit, unit], place) => ({
          pollutant,
          value: measured(random, medium, limit, compliant || place > 0),
          limit: String(limit),
          unit,
        })),
        compliant,
      };
    },
  },
};

/** A value below the limit, or a little above it; noise varies less than concentrations. */
function measured(random: Random, medium: OutletCase['medium'], limit: number, within: boolean): string {
  const lowest = medium === 'NOISE' ? 80 : 15;
  const highest = medium === 'NOISE' ? 112 : 180;
  const percent = within ? random.int(lowest, 96) : random.int(102, highest);
  return String(Math.round(limit * percent) / 100);
}
