import { addDays, addMonths, yearOf } from '../../schema/iso-date.ts';
import { personName } from '../city/names.ts';
import type { Body, CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';
import type { Trade } from '../city/trades.ts';

/** An enterprise can be recognised once it is a year old. */
const FOUNDED_BEFORE = '2024-01-01';

const byConduct = { clean: 0.02, light: 0.2, bad: 0.7, 'very-bad': 1.5 };

// The city's bureau reports what these bodies decide. Their codes are made up, as all codes of the synthetic city are.
const intellectualPropertyAdministration: Body = { name: '国家知识产权局', code: '11100000MB0T0901XN' };
const regionalScienceDepartment: Body = { name: '广西壮族自治区科学技术厅', code: '11450000MB0T09028F' };

/** The base fields of something that another body decided and this department reports. */
function decidedBy(
  body: Body,
  context: CaseContext,
  from: Parameters<typeof decision>[1],
): ReturnType<typeof decision> {
  return {
    ...decision({ ...context, body }, from),
    sourceOrgName: context.body.name,
    sourceOrgCode: context.body.code,
  };
}

interface PatentForm {
  readonly kind: 'INVENTION' | 'UTILITY_MODEL' | 'DESIGN';
  /** Fifth digit of the number. */
  readonly digit: 1 | 2 | 3;
  readonly legalBasis: string;
  /** Time from filing to grant, in months. */
  readonly examination: readonly [min: number, max: number];
  readonly termYears: number;
}

const patentForms: readonly (readonly [weight: number, form: PatentForm])[] = [
  [
    2,
    {
      kind: 'INVENTION',
      digit: 1,
      legalBasis: '《中华人民共和国专利法》第三十九条',
      examination: [15, 34],
      termYears: 20,
    },
  ],
  [
    5,
    {
      kind: 'UTILITY_MODEL',
      digit: 2,
      legalBasis: '《中华人民共和国专利法》第四十条',
      examination: [5, 11],
      termYears: 10,
    },
  ],
  [2, { kind: 'DESIGN', digit: 3, legalBasis: '《中华人民共和国专利法》第四十条', examination: [3, 8], termYears: 15 }],
];

const things: Partial<Record<Trade['code'], readonly string[]>> = {
  manufacture: ['重质碳酸钙粉体分级装置', '人造岗石压制模具', '家具封边设备', '电子元件焊接夹具'],
  mining: ['大理石荒料切割装置', '矿山粉尘抑制装置', '石材废料破碎机'],
  agriculture: ['马蹄清洗去皮机', '茶叶杀青机', '脐橙分级输送装置', '香芋种植起垄装置'],
  technology: ['物联网数据采集终端', '智能配电监测装置', '传感器校准系统'],
  construction: ['建筑模板支撑结构', '预制构件吊装工装'],
  food: ['米粉切条机', '食品真空包装装置'],
  medicine: ['中药饮片干燥装置', '输液支架'],
};
const commonThings = ['多功能收纳架', '节水灌溉控制器', '便携式照明装置'];

function patent(context: CaseContext): RecordFields {
  const { random, subject, today } = context;
  const form = random.weighted(patentForms);
  const granted = decidedBy(intellectualPropertyAdministration, context, {
    series: '专利授权公告',
    legalBasis: form.legalBasis,
    withinMonths: 84,
    publicityMonths: null,
  });
  const filed = addDays(addMonths(granted.decisionDate, -random.int(...form.examination)), random.int(0, 27));
  const expiryDate = addDays(addMonths(filed, form.termYears * 12), -1);
  const patentNo = patentNumber(yearOf(filed), form.digit, context);
  return {
    ...granted,
    documentNo: patentNo,
    patentNo,
    kind: form.kind,
    inventionTitle: `一种${random.pick(things[subject.trade.code] ?? commonThings)}`,
    applicationDate: filed,
    expiryDate,
    legalStatus: expiryDate < today ? 'EXPIRED' : random.chance(0.85) ? 'IN_FORCE' : 'LAPSED',
    firstInventor: subject.kind === 'NATURAL_PERSON' ? subject.name : personName(random),
  };
}

/** Twelve digits and a check character (ZC 0006). The serial begins with 9, which no office has reached. */
function patentNumber(year: number, digit: number, { subject, ordinal }: CaseContext): string {
  const serial = `9${String((subject.index * 10 + ordinal) % 1_000_000).padStart(6, '0')}`;
  const digits = `${year}${digit}${serial}`;
  const weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
  const rest = weights.reduce((sum, weight, index) => sum + weight * Number(digits.charAt(index)), 0) % 11;
  return `ZL${digits}.${rest === 10 ? 'X' : rest}`;
}

interface MarkedGoods {
  readonly niceClass: number;
  readonly goods: readonly string[];
}

const markedGoods: Partial<Record<Trade['code'], readonly MarkedGoods[]>> = {
  food: [
    { niceClass: 43, goods: ['餐馆', '饭店', '快餐馆'] },
    { niceClass: 30, goods: ['米粉', '糕点', '调味品'] },
  ],
  agriculture: [
    { niceClass: 30, goods: ['茶', '茶饮料'] },
    { niceClass: 31, goods: ['新鲜水果', '新鲜蔬菜', '植物'] },
  ],
  manufacture: [
    { niceClass: 1, goods: ['碳酸钙', '工业用化学品'] },
    { niceClass: 20, goods: ['家具', '办公家具'] },
  ],
  mining: [{ niceClass: 19, goods: ['大理石', '人造石', '建筑石料'] }],
  technology: [{ niceClass: 42, goods: ['计算机软件设计', '软件运营服务'] }],
  education: [{ niceClass: 41, goods: ['培训', '组织文化或教育展览'] }],
  medicine: [{ niceClass: 5, goods: ['中药材', '医用营养品'] }],
};
const tradedGoods: readonly MarkedGoods[] = [
  { niceClass: 35, goods: ['替他人推销', '广告', '市场营销'] },
  { niceClass: 25, goods: ['服装', '鞋', '帽'] },
];

const MARKS = ['瑶乡', '潇贺', '姑婆山', '桂岭', '临贺', '黄姚', '龟石', '贺街', '西岭', '富江'];
const MARK_ENDINGS = ['源', '味', '春', '记', '坊', '谷', '韵', '泉'];

function trademark(context: CaseContext): RecordFields {
  const { random, subject, ordinal } = context;
  const chosen = random.pick(
    subject.form === 'cooperative'
      ? [{ niceClass: 31, goods: ['新鲜水果', '新鲜蔬菜'] }]
      : (markedGoods[subject.trade.code] ?? tradedGoods),
  );
  const registered = decidedBy(intellectualPropertyAdministration, context, {
    series: '商标注册公告',
    legalBasis: '《中华人民共和国商标法》第三条',
    withinMonths: 132,
    publicityMonths: null,
  });
  const exclusiveTo = addDays(addMonths(registered.decisionDate, 120), -1);
  const registrationNo = `99${String((subject.index * 10 + ordinal) % 1_000_000).padStart(6, '0')}`;
  return {
    ...registered,
    documentNo: registrationNo,
    registrationNo,
    markName: random.chance(0.9) ? random.pick(MARKS) + random.pick(MARK_ENDINGS) : null,
    niceClass: chosen.niceClass,
    goods: chosen.goods,
    exclusiveTo,
    markStatus: exclusiveTo < context.today ? 'EXPIRED' : random.chance(0.95) ? 'REGISTERED' : 'REVOKED',
  };
}

const technologyFields: Partial<Record<Trade['code'], string>> = {
  technology: '电子信息',
  manufacture: '新材料',
  medicine: '生物与新医药',
  agriculture: '生物与新医药',
  mining: '资源与环境',
};

function highTechEnterprise(context: CaseContext): RecordFields {
  const { random, subject, today, ordinal } = context;
  const firstYear = Math.max(yearOf(today) - 4, yearOf(subject.foundedOn) + 1);
  const year = random.int(Math.min(firstYear, yearOf(today) - 1), yearOf(today) - 1);
  const recognised = decidedBy(regionalScienceDepartment, context, {
    series: '桂科高字',
    legalBasis: '《高新技术企业认定管理办法》（国科发火〔2016〕32号）',
    publicityMonths: 36,
    decisionDate: random.date(`${year}-10-15`, `${year}-12-20`),
  });
  return {
    ...recognised,
    honourName: '高新技术企业',
    honourLevel: 'REGIONAL',
    reason: '经认定机构审查符合高新技术企业认定条件',
    validTo: addMonths(recognised.decisionDate, 36),
    certificateNo: `GR${year}459${String((subject.index * 10 + ordinal) % 100_000).padStart(5, '0')}`,
    technologyField: technologyFields[subject.trade.code] ?? '高技术服务',
  };
}

interface Misconduct {
  /** Value of the graph's ResearchMisconduct. */
  readonly misconduct: string;
  readonly facts: string;
  readonly measures: readonly string[];
  readonly barredMonths: number | null;
}

const misconducts: readonly Misconduct[] = [
  {
    misconduct: 'FALSE_APPLICATION',
    facts: '在科技计划项目申报材料中提供不实的研发投入数据和知识产权证明。',
    measures: ['撤销项目立项', '追回已拨付财政资金', '限制申报财政性资金支持的科技活动'],
    barredMonths: 36,
  },
  {
    misconduct: 'FUND_MISUSE',
    facts: '将项目财政资金用于与项目无关的支出，经通知后未按期整改。',
    measures: ['终止项目', '追回结余资金和违规使用资金', '限制申报财政性资金支持的科技活动'],
    barredMonths: 36,
  },
  {
    misconduct: 'GHOST_WRITING',
    facts: '委托第三方代写项目申报材料并代为投递论文。',
    measures: ['科研诚信诫勉谈话', '限制申报财政性资金支持的科技活动'],
    barredMonths: 24,
  },
  {
    misconduct: 'FABRICATION',
    facts: '项目验收材料中的试验数据与原始记录不符，部分数据系编造。',
    measures: ['撤销项目验收结论', '限制申报财政性资金支持的科技活动'],
    barredMonths: 60,
  },
  {
    misconduct: 'AUTHORSHIP',
    facts: '未经其他作者同意，擅自调整论文署名和单位标注。',
    measures: ['科研诚信诫勉谈话', '通报批评'],
    barredMonths: null,
  },
];

function researchIntegrityViolation(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const chosen = random.pick(misconducts);
  const base = decision(context, {
    series: '贺科信处字',
    legalBasis: '《中华人民共和国科学技术进步法》第一百零七条',
    publicityMonths: null,
  });
  return {
    ...base,
    publicityStartDate: null,
    misconduct: chosen.misconduct,
    facts: chosen.facts,
    activity: random.pick([
      '贺州市科学研究与技术开发计划项目',
      '自治区科技计划项目（贺州市推荐）',
      '企业研发投入财政后补助申报',
      '贺州市科学技术奖申报',
    ]),
    responsiblePerson: subject.kind === 'NATURAL_PERSON' ? null : personName(random),
    measures: chosen.measures,
    barredUntil: chosen.barredMonths === null ? null : addMonths(base.decisionDate, chosen.barredMonths),
  };
}

function meanMisconduct({ active, conduct, form, trade }: SyntheticSubject): number {
  if (form === 'person') return { clean: 0, light: 0.005, bad: 0.05, 'very-bad': 0.15 }[conduct];
  const researches =
    form === 'public-institution' || (form === 'company' && ['technology', 'manufacture'].includes(trade.code));
  return active && researches ? { clean: 0, light: 0.03, bad: 0.25, 'very-bad': 0.6 }[conduct] : 0;
}

interface RightPenalty extends PenaltyCase {
  readonly rightKind: 'PATENT' | 'TRADEMARK';
}

const penalties: readonly RightPenalty[] = [
  {
    rightKind: 'PATENT',
    violationType: '违反《中华人民共和国专利法实施细则》第一百零一条第一款第（一）项',
    facts: '{name}在专利权终止后，继续在产品包装上标注专利号并对外销售。',
    legalBasis: '《中华人民共和国专利法》第六十八条',
    kinds: ['FINE'],
    fineWan: [0.1, 2],
    publicityMonths: 3,
  },
  {
    rightKind: 'PATENT',
    violationType: '违反《中华人民共和国专利法实施细则》第一百零一条第一款第（二）项',
    facts: '{name}销售在未被授予专利权的产品包装上标注专利标识的商品，不能说明合法来源。',
    legalBasis: '《中华人民共和国专利法》第六十八条',
    kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
    fineWan: [0.5, 6],
    confiscatedWan: [0.05, 1],
    publicityMonths: 12,
  },
  {
    rightKind: 'TRADEMARK',
    violationType: '违反《中华人民共和国商标法》第五十七条第（三）项',
    facts: '{name}销售侵犯他人注册商标专用权的商品，不能证明商品系合法取得。',
    legalBasis: '《中华人民共和国商标法》第六十条第二款',
    kinds: ['CONFISCATION_OF_PROPERTY', 'FINE'],
    fineWan: [0.5, 12],
    confiscatedWan: [0.1, 3],
    publicityMonths: 12,
  },
  {
    rightKind: 'TRADEMARK',
    violationType: '将未注册商标冒充注册商标使用',
    facts: '{name}在未取得商标注册的产品包装上标注注册标记。',
    legalBasis: '《中华人民共和国商标法》第五十二条',
    kinds: ['FINE'],
    fineWan: [0.05, 1],
    publicityMonths: 3,
  },
  {
    rightKind: 'TRADEMARK',
    violationType: '违反《中华人民共和国商标法》第十四条第五款',
    facts: '{name}将“驰名商标”字样用于商品包装和广告宣传。',
    legalBasis: '《中华人民共和国商标法》第五十三条',
    kinds: ['FINE'],
    fineWan: [10, 10],
    publicityMonths: 12,
  },
];

const offendingGoods: Partial<Record<Trade['code'], readonly string[]>> = {
  agriculture: ['茶叶', '农用薄膜', '喷雾器'],
  construction: ['水管管件', '开关插座', '涂料'],
  food: ['白酒', '食用油', '调味品'],
  manufacture: ['家具', '电源适配器', '人造石板材'],
  medicine: ['医用口罩', '保健食品'],
  technology: ['手机配件', '网络摄像头'],
};
const soldGoods = ['服装', '运动鞋', '洗发水', '节能灯', '白酒'];

function sciencePenalty(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const chosen = random.pick(penalties);
  const fields = penalty(context, '贺知罚字', [chosen]);
  const content = String(fields.content);
  return {
    ...fields,
    // Infringing goods are confiscated, not the gains from them.
    content: chosen.kinds.includes('CONFISCATION_OF_PROPERTY')
      ? content.replace('没收违法所得', '没收侵权商品，价值')
      : content,
    rightKind: chosen.rightKind,
    goods: random.pick(offendingGoods[subject.trade.code] ?? soldGoods),
    unlawfulTurnoverAmountWan: random.amountWan(0.1, 4.9),
  };
}

function meanPenalties({ active, conduct, form, trade }: SyntheticSubject): number {
  if (form !== 'company' && form !== 'sole-trader') return 0;
  const sells = !['transport', 'service', 'education', 'mining'].includes(trade.code);
  return sells ? byConduct[conduct] * (active ? 1 : 0.1) : 0;
}

function meanPatents({ active, form, trade }: SyntheticSubject): number {
  if (form === 'person') return 0.05;
  if (!active) return form === 'company' ? 0.03 : 0;
  if (form === 'public-institution') return 0.3;
  if (form === 'cooperative') return 0.2;
  if (form !== 'company') return 0;
  if (trade.code === 'technology' || trade.code === 'manufacture') return 1.8;
  return trade.code in things ? 0.6 : 0.1;
}

function meanTrademarks({ active, form }: SyntheticSubject): number {
  const often = { company: 1, cooperative: 0.8, 'sole-trader': 0.25, person: 0.03 };
  if (!(form in often)) return 0;
  // cast: the line above left only the forms of the table
  return often[form as keyof typeof often] * (active ? 1 : 0.05);
}

/** Synthetic records of science and intellectual property. */
export const seeds: DepartmentSeeds = {
  Patent: { mean: meanPatents, make: patent },
  Trademark: { mean: meanTrademarks, make: trademark },
  HighTechEnterprise: {
    mean: ({ active, conduct, form, trade, foundedOn }) =>
      active && conduct === 'clean' && form === 'company' && foundedOn < FOUNDED_BEFORE
        ? trade.code === 'technology'
          ? 0.5
          : trade.code in technologyFields
            ? 0.15
            : 0
        : 0,
    make: highTechEnterprise,
  },
  ResearchIntegrityViolation: { mean: meanMisconduct, make: researchIntegrityViolation },
  SciencePenalty: { mean: meanPenalties, make: sciencePenalty },
};
