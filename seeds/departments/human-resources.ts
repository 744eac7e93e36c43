import { addDays, addMonths } from '../../schema/iso-date.ts';
import type { CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { type EvaluationCase, evaluation } from '../city/standards/evaluation.ts';
import { severeListEntry } from '../city/standards/list-entry.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';

/** Grades look back two years; a younger employer has none yet. */
const FOUNDED_BEFORE = '2024-01-01';

const notPublished = { publicityStartDate: null, publicityEndDate: null };

const byConduct = { clean: 0.02, light: 0.25, bad: 0.9, 'very-bad': 2 };

const penaltiesOfEmployers: readonly PenaltyCase[] = [
  {
    violationType: '经劳动保障行政部门责令改正拒不改正',
    facts: '{name}拖欠劳动者工资，收到劳动保障监察限期改正指令书后逾期未支付。',
    legalBasis: '《劳动保障监察条例》第三十条第一款第（三）项',
    kinds: ['FINE'],
    fineWan: [0.2, 2],
    publicityMonths: 12,
  },
  {
    violationType: '不按照要求报送书面材料、隐瞒事实真相',
    facts: '{name}在劳动保障监察中拒不提供职工名册、考勤记录和工资支付凭证。',
    legalBasis: '《劳动保障监察条例》第三十条第一款第（二）项',
    kinds: ['FINE'],
    fineWan: [0.2, 2],
    publicityMonths: 3,
  },
  {
    violationType: '违法延长劳动者工作时间',
    facts: '{name}未与工会和劳动者协商，安排劳动者每月加班超过法定上限。',
    legalBasis: '《劳动保障监察条例》第二十五条',
    kinds: ['WARNING', 'FINE'],
    fineWan: [0.05, 2],
    publicityMonths: 3,
  },
];

const penaltiesInConstruction: readonly PenaltyCase[] = [
  {
    violationType: '未按规定开设或者使用农民工工资专用账户',
    facts: '{name}作为施工总承包单位，未在项目所在地开设农民工工资专用账户，经责令限期改正逾期未改正。',
    legalBasis: '《保障农民工工资支付条例》第五十五条第（一）项',
    kinds: ['FINE'],
    fineWan: [5, 10],
    publicityMonths: 12,
  },
  {
    violationType: '未实行劳动用工实名制管理',
    facts: '{name}承建项目未对进场农民工进行用工实名登记，经责令限期改正逾期未改正。',
    legalBasis: '《保障农民工工资支付条例》第五十五条第（三）项',
    kinds: ['FINE'],
    fineWan: [5, 10],
    publicityMonths: 12,
  },
  {
    violationType: '未编制工资支付台账并依法保存',
    facts: '{name}未编制农民工工资支付台账，未向农民工提供工资清单，逾期未改正。',
    legalBasis: '《保障农民工工资支付条例》第五十四条第（二）项',
    kinds: ['FINE'],
    fineWan: [2, 5],
    publicityMonths: 12,
  },
];

const penaltiesInServices: readonly PenaltyCase[] = [
  {
    violationType: '违反《中华人民共和国劳动合同法》第五十七条第二款',
    facts: '{name}未取得劳务派遣行政许可，擅自向用工单位派遣劳动者并收取管理费。',
    legalBasis: '《中华人民共和国劳动合同法》第九十二条第一款',
    kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
    fineWan: [1, 15],
    confiscatedWan: [0.5, 5],
    publicityMonths: 12,
  },
  {
    violationType: '违反《人力资源市场暂行条例》第三十二条',
    facts: '{name}未在服务场所明示服务项目、收费标准和监督电话，经责令改正拒不改正。',
    legalBasis: '《人力资源市场暂行条例》第四十四条',
    kinds: ['FINE'],
    fineWan: [0.5, 1],
    publicityMonths: 3,
  },
];

const penaltiesOfPersons: readonly PenaltyCase[] = [
  {
    violationType: '骗取社会保险待遇',
    facts: '{name}隐瞒重新就业事实，继续领取失业保险金。',
    legalBasis: '《中华人民共和国社会保险法》第八十八条',
    kinds: ['FINE'],
    fineWan: [0.2, 4],
    publicityMonths: 12,
  },
];

function penaltyCases({ kind, trade }: SyntheticSubject): readonly PenaltyCase[] {
  if (kind === 'NATURAL_PERSON') return penaltiesOfPersons;
  // Only a general contractor has the duties on wages of migrant workers; a shop is none.
  if (trade.code === 'construction' && kind === 'ORGANIZATION') {
    return [...penaltiesInConstruction, ...penaltiesOfEmployers];
  }
  return trade.code === 'service' ? [...penaltiesInServices, ...penaltiesOfEmployers] : penaltiesOfEmployers;
}

const permits = {
  dispatch: {
    case: {
      documentTitle: '准予行政许可决定书',
      kind: 'GENERAL',
      certificateName: '劳务派遣经营许可证',
      content: '准予经营劳务派遣业务',
      legalBasis: '《中华人民共和国劳动合同法》第五十七条',
      validMonths: 36,
    },
    items: ['劳务派遣'],
  },
  agency: {
    case: {
      documentTitle: '准予行政许可决定书',
      kind: 'GENERAL',
      certificateName: '人力资源服务许可证',
      content: '准予从事职业中介活动',
      legalBasis: '《人力资源市场暂行条例》第十八条第一款',
      validMonths: null,
    },
    items: ['为劳动者介绍用人单位', '为用人单位推荐劳动者', '组织现场招聘会'],
  },
  hours: {
    case: {
      documentTitle: '企业实行特殊工时制度行政许可决定书',
      kind: 'GENERAL',
      certificateName: '特殊工时制度批复',
      content: '准予部分岗位实行综合计算工时工作制、不定时工作制',
      legalBasis: '《中华人民共和国劳动法》第三十九条',
      validMonths: 12,
    },
    items: ['生产岗位（综合计算工时工作制）', '销售岗位（不定时工作制）'],
  },
  training: {
    case: {
      documentTitle: '民办职业培训学校设立审批决定书',
      kind: 'GENERAL',
      certificateName: '民办学校办学许可证',
      content: '准予举办以职业技能为主的职业技能培训学校',
      legalBasis: '《中华人民共和国民办教育促进法》第十二条',
      validMonths: 36,
    },
    items: ['职业技能培训（初级、中级）'],
  },
} satisfies Record<string, { case: PermitCase; items: readonly string[] }>;

function permitsFor({ trade }: SyntheticSubject): readonly (keyof typeof permits)[] {
  if (trade.code === 'service') return ['dispatch', 'agency'];
  return trade.code === 'education' ? ['training'] : ['hours'];
}

/** Employers that need a permit: agencies, training schools, works with shifts. */
function meanPermits(subject: SyntheticSubject): number {
  if (subject.form !== 'company' || !subject.active) return 0;
  if (subject.trade.code === 'service') return 0.8;
  if (subject.trade.code === 'education') return 0.4;
  return ['manufacture', 'transport', 'mining'].includes(subject.trade.code) ? 0.5 : 0;
}

const labourGrades: EvaluationCase = {
  scheme: '企业劳动保障守法诚信等级评价',
  series: '贺人社守诚字',
  legalBasis: '《企业劳动保障守法诚信等级评价办法》（人社部规〔2016〕1号）',
  grades: {
    clean: [
      [85, 'A'],
      [15, 'B'],
    ],
    light: [
      [40, 'A'],
      [55, 'B'],
      [5, 'C'],
    ],
    bad: [
      [40, 'B'],
      [60, 'C'],
    ],
    'very-bad': [[1, 'C']],
  },
};

const gradeFactors: Readonly<Record<string, readonly string[]>> = {
  A: ['劳动用工管理规范', '未发现劳动保障违法行为'],
  B: ['存在一般劳动保障违法行为，已按要求改正'],
  C: ['存在较重劳动保障违法行为', '拒不履行劳动保障行政处理决定'],
};

function wageArrears(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const workerCount = random.int(6, 120);
  const entry = severeListEntry(context, {
    listKind: 'WAGE_ARREARS',
    series: '贺人社欠薪列字',
    reasons: [
      '克扣、无故拖欠农民工工资达到认定拒不支付劳动报酬罪数额标准，经责令限期支付逾期未支付',
      '因拖欠农民工工资违法行为引发群体性事件，造成严重不良社会影响，经责令限期支付逾期未支付',
    ],
    legalBasis: '《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》（人力资源社会保障部令第45号）',
    termMonths: 36,
    removalRule: '改正拖欠行为满六个月并作出守信承诺的，可申请提前移出。',
  });
  return {
    ...entry,
    paymentOrderNo: `贺人社监令字〔${String(entry.decisionDate).slice(0, 4)}〕${subject.index * 10 + context.ordinal + 1}号`,
    workerCount,
    arrearsAmountWan: random.amountWan(workerCount * 0.6, workerCount * 3),
    legalRepresentative: subject.representative,
    legalRepresentativeIdNo: subject.representativeIdNo,
    paidDate: null,
  };
}

const titles = [
  { series: '工程技术人员', names: ['助理工程师', '工程师', '高级工程师', '正高级工程师'], field: '建筑工程管理' },
  { series: '工程技术人员', names: ['助理工程师', '工程师', '高级工程师', '正高级工程师'], field: '非金属材料' },
  { series: '会计人员', names: ['助理会计师', '会计师', '高级会计师', '正高级会计师'], field: '会计' },
  { series: '农业技术人员', names: ['助理农艺师', '农艺师', '高级农艺师', '正高级农艺师'], field: '茶叶' },
  { series: '中小学教师', names: ['二级教师', '一级教师', '高级教师', '正高级教师'], field: '小学数学' },
];

const titleLevels = ['JUNIOR', 'INTERMEDIATE', 'ASSOCIATE_SENIOR', 'SENIOR'];

function professionalTitle(context: CaseContext): RecordFields {
  const { random, subject, ordinal } = context;
  const chosen = random.pick(titles);
  const level = random.weighted([
    [40, 0],
    [38, 1],
    [19, 2],
    [3, 3],
  ]);
  const base = decision(context, {
    series: '贺职称字',
    legalBasis: '《职称评审管理暂行规定》（人力资源社会保障部令第40号）',
    withinMonths: 180,
    publicityMonths: null,
  });
  return {
    ...base,
    ...notPublished,
    holderName: subject.name,
    titleName: chosen.names[level],
    titleLevel: titleLevels[level],
    titleSeries: chosen.series,
    speciality: chosen.field,
    acquisition: chosen.series === '会计人员' && level < 2 ? 'EXAMINATION' : level === 0 ? 'ASSESSMENT' : 'REVIEW',
    certificateNo: `45110${base.decisionDate.slice(0, 4)}${String(subject.index * 10 + ordinal).padStart(8, '0')}`,
  };
}

function insuranceArrears(context: CaseContext): RecordFields {
  const { random, subject, today } = context;
  const base = decision(context, {
    series: '贺人社缴字',
    legalBasis: '《中华人民共和国社会保险法》第六十三条',
    withinMonths: 36,
    publicityMonths: null,
  });
  const cleared = random.chance(0.6) ? addDays(base.decisionDate, random.int(15, 240)) : null;
  const insuredCount = subject.kind === 'SOLE_TRADER' ? random.int(1, 6) : random.int(3, 90);
  const months = random.int(2, 12);
  return {
    ...base,
    ...notPublished,
    fromMonth: addMonths(base.decisionDate, -months).slice(0, 7),
    toMonth: addMonths(base.decisionDate, -1).slice(0, 7),
    insuranceKinds: random.pick([['PENSION'], ['PENSION', 'UNEMPLOYMENT', 'WORK_INJURY'], ['PENSION', 'UNEMPLOYMENT']]),
    insuredCount,
    arrearsAmountWan: random.amountWan(insuredCount * months * 0.05, insuredCount * months * 0.15),
    clearedDate: cleared !== null && cleared <= today ? cleared : null,
  };
}

/** Synthetic records of human resources and social security. */
export const seeds: DepartmentSeeds = {
  WageArrearsListEntry: {
    mean: ({ active, conduct, form, trade }) => {
      if (!active || form !== 'company') return 0;
      const concerned = ['construction', 'manufacture', 'mining'].includes(trade.code);
      if (conduct === 'very-bad') return concerned ? 0.6 : 0.1;
      return conduct === 'bad' && concerned ? 0.08 : 0;
    },
    make: wageArrears,
  },
  LabourProtectionGrade: {
    mean: ({ active, form, foundedOn }) => (active && form === 'company' && foundedOn < FOUNDED_BEFORE ? 0.6 : 0),
    make: (context) => {
      const fields = evaluation(context, labourGrades);
      return { ...fields, mainFactors: gradeFactors[String(fields.grade)] };
    },
  },
  HumanResourcesPenalty: {
    mean: ({ active, conduct, form }) => {
      if (form === 'person') return byConduct[conduct] * 0.1;
      return active && form !== 'public-institution' ? byConduct[conduct] * (form === 'company' ? 1 : 0.4) : 0;
    },
    make: (context) => {
      const { kind } = context.subject;
      return {
        ...penalty(context, '贺人社监罚字', penaltyCases(context.subject)),
        workerCount: kind === 'NATURAL_PERSON' ? null : context.random.int(1, kind === 'SOLE_TRADER' ? 5 : 60),
      };
    },
  },
  HumanResourcesPermit: {
    mean: meanPermits,
    make: (context) => {
      const chosen = permits[context.random.pick(permitsFor(context.subject))];
      return { ...permit(context, '贺人社许字', [chosen.case]), permittedItems: chosen.items };
    },
  },
  ProfessionalTitle: {
    mean: (subject) => (subject.kind === 'NATURAL_PERSON' ? 0.7 : 0),
    make: professionalTitle,
  },
  SocialInsuranceArrears: {
    mean: ({ active, kind, conduct }) =>
      active && kind !== 'NATURAL_PERSON' ? { clean: 0.01, light: 0.1, bad: 0.5, 'very-bad': 1.2 }[conduct] : 0,
    make: insuranceArrears,
  },
};
