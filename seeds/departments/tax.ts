import { addDays, yearOf } from '../../schema/iso-date.ts';
import type { CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { type EvaluationCase, evaluation } from '../city/standards/evaluation.ts';
import { severeListEntry } from '../city/standards/list-entry.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';

const CREDIT_RULES = '《纳税信用管理办法（试行）》（国家税务总局公告2014年第40号）及其后修订规定';

/** Ratings look back two years; a younger subject has none yet. */
const FOUNDED_BEFORE = '2024-01-01';

const notPublished = { publicityStartDate: null, publicityEndDate: null };

const lateReturn: PenaltyCase = {
  violationType: '违反《中华人民共和国税收征收管理法》第二十五条第一款',
  facts: '{name}未按照规定的期限办理纳税申报和报送纳税资料，经责令限期改正后补报。',
  legalBasis: '《中华人民共和国税收征收管理法》第六十二条',
  kinds: ['FINE'],
  fineWan: [0.01, 0.2],
  publicityMonths: 3,
};

const penalties: readonly PenaltyCase[] = [
  lateReturn,
  lateReturn,
  {
    violationType: '违反《中华人民共和国发票管理办法》第十八条',
    facts: '{name}销售货物、提供服务收取款项后应当开具而未开具发票。',
    legalBasis: '《中华人民共和国发票管理办法》第三十三条第（一）项',
    kinds: ['FINE'],
    fineWan: [0.05, 1],
    publicityMonths: 3,
  },
  {
    violationType: '未按照规定设置、保管账簿或者保管记账凭证和有关资料',
    facts: '{name}未按照规定设置账簿，无法提供检查所属期间的记账凭证。',
    legalBasis: '《中华人民共和国税收征收管理法》第六十条第一款第（二）项',
    kinds: ['FINE'],
    fineWan: [0.05, 1],
    publicityMonths: 3,
  },
  {
    violationType: '偷税',
    facts: '{name}在账簿上少列收入，进行虚假的纳税申报，少缴增值税、企业所得税及附加税费。',
    legalBasis: '《中华人民共和国税收征收管理法》第六十三条第一款',
    kinds: ['FINE'],
    fineWan: [1, 60],
    publicityMonths: 12,
  },
  {
    violationType: '扣缴义务人应扣未扣税款',
    facts: '{name}支付工资薪金、劳务报酬时应扣未扣个人所得税。',
    legalBasis: '《中华人民共和国税收征收管理法》第六十九条',
    kinds: ['FINE'],
    fineWan: [0.1, 12],
    publicityMonths: 12,
  },
  {
    violationType: '逃避、拒绝或者以其他方式阻挠税务机关检查',
    facts: '{name}在税务检查中拒不提供账簿凭证，经责令改正仍不改正。',
    legalBasis: '《中华人民共和国税收征收管理法》第七十条',
    kinds: ['FINE'],
    fineWan: [0.1, 5],
    publicityMonths: 12,
  },
];

const penaltiesOfPersons: readonly PenaltyCase[] = [
  {
    ...lateReturn,
    facts: '{name}未按照规定的期限办理个人所得税综合所得汇算清缴申报，经责令限期改正后补报。',
  },
];

const byConduct = { clean: 0.03, light: 0.36, bad: 1.2, 'very-bad': 2.7 };

const creditGrades: EvaluationCase = {
  scheme: '纳税信用评价',
  series: '贺税信评字',
  legalBasis: CREDIT_RULES,
  grades: {
    clean: [
      [70, 'B'],
      [30, 'M'],
    ],
    light: [
      [70, 'B'],
      [30, 'C'],
    ],
    bad: [
      [70, 'C'],
      [30, 'D'],
    ],
    'very-bad': [[1, 'D']],
  },
};

const onlyA = [[1, 'A']] as const;
const creditGradeA: EvaluationCase = {
  ...creditGrades,
  grades: { clean: onlyA, light: onlyA, bad: onlyA, 'very-bad': onlyA },
};

/** The published list and the grades must agree, so that grade A hangs on the subject alone. */
function isGradeA(subject: SyntheticSubject): boolean {
  return isRated(subject) && subject.conduct === 'clean' && subject.index % 3 === 0;
}

function isRated(subject: SyntheticSubject): boolean {
  return ['company', 'cooperative'].includes(subject.form) && subject.active && subject.foundedOn < FOUNDED_BEFORE;
}

function taxAuthority({ district }: SyntheticSubject): string {
  return `国家税务总局${district.shortName}税务局`;
}

function creditGrade(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const fields = evaluation(context, isGradeA(subject) ? creditGradeA : creditGrades);
  return {
    ...fields,
    ...notPublished,
    taxAuthority: taxAuthority(subject),
    directGradeReason:
      fields.grade === 'D'
        ? random.pick(['存在偷税行为，未按规定期限缴清税款、滞纳金和罚款', '被认定为非正常户'])
        : null,
  };
}

function arrearsNotice(context: CaseContext): RecordFields {
  const { random, subject, today } = context;
  const base = decision(context, {
    series: '贺税欠告字',
    legalBasis: '《中华人民共和国税收征收管理法》第四十五条第三款',
    withinMonths: 36,
    publicityMonths: null,
  });
  const quarter = Math.ceil(Number(base.decisionDate.slice(5, 7)) / 3);
  const cleared = random.chance(0.5) ? addDays(base.decisionDate, random.int(30, 300)) : null;
  const clearedDate = cleared !== null && cleared <= today ? cleared : null;
  const newArrears = random.int(10, 3_000);
  return {
    ...base,
    publicityEndDate: clearedDate,
    taxType: random.pick(['增值税', '企业所得税', '城镇土地使用税', '房产税', '资源税']),
    arrearsBalanceWan: String((newArrears + random.int(0, 6_000)) / 100),
    newArrearsWan: String(newArrears / 100),
    period:
      quarter === 1
        ? `${yearOf(base.decisionDate) - 1}年第4季度`
        : `${yearOf(base.decisionDate)}年第${quarter - 1}季度`,
    businessPlace: subject.address,
    legalRepresentative: subject.representative,
    legalRepresentativeIdNo: subject.representativeIdNo,
    clearedDate,
  };
}

const violations = [
  {
    nature: 'FALSE_SPECIAL_INVOICES',
    reason: '虚开增值税专用发票',
    facts: '在没有真实货物交易的情况下，向下游企业虚开增值税专用发票，价税合计数额较大。',
    handling: '依照《中华人民共和国发票管理办法》第三十五条处以罚款，并依法移送公安机关。',
  },
  {
    nature: 'EVASION',
    reason: '偷税，不缴或者少缴应纳税款数额较大且占比达到公布标准',
    facts: '采取账簿上不列、少列收入的手段进行虚假纳税申报，不缴、少缴应纳税款。',
    handling: '依照《中华人民共和国税收征收管理法》第六十三条追缴税款、加收滞纳金并处罚款。',
  },
  {
    nature: 'AVOIDING_RECOVERY',
    reason: '欠缴应纳税款，采取转移或者隐匿财产的手段妨碍追缴',
    facts: '欠缴税款期间转移银行存款和设备，致使税务机关无法追缴欠税。',
    handling: '依照《中华人民共和国税收征收管理法》第六十五条追缴税款、加收滞纳金并处罚款。',
  },
] as const;

function majorViolation(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const chosen = random.pick(violations);
  return {
    ...severeListEntry(context, {
      listKind: 'MAJOR_TAX_VIOLATION',
      series: '贺税失信字',
      reasons: [chosen.reason],
      legalBasis: '《重大税收违法失信主体信息公布管理办法》（国家税务总局令第54号）',
      termMonths: 36,
      removalRule: '缴清税款、滞纳金和罚款满六个月并作出守信承诺的，可申请提前停止公布。',
    }),
    caseNature: chosen.nature,
    facts: chosen.facts,
    handling: chosen.handling,
    legalRepresentative: subject.representative,
    legalRepresentativeIdNo: subject.representativeIdNo,
  };
}

function paymentStatus(context: CaseContext): RecordFields {
  const { random, subject, today, ordinal } = context;
  const year = yearOf(today) - 1 - ordinal;
  const clean = subject.conduct === 'clean';
  const owes = !clean && random.chance(subject.conduct === 'light' ? 0.1 : 0.6);
  const paid = subject.form === 'sole-trader' ? random.amountWan(0, 2) : random.amountWan(0.5, 180);
  return {
    ...decision(context, {
      series: '贺税征字',
      legalBasis: '《中华人民共和国税收征收管理法》第六条',
      publicityMonths: null,
      decisionDate: `${year + 1}-01-${String(random.int(10, 28)).padStart(2, '0')}`,
    }),
    ...notPublished,
    period: String(year),
    taxpayerStatus: subject.conduct === 'very-bad' && random.chance(0.5) ? 'ABNORMAL' : 'NORMAL',
    filedOnTime: clean || random.chance(0.5),
    paidAmountWan: paid,
    arrearsAmountWan: owes ? random.amountWan(0.2, 40) : '0',
  };
}

/** Synthetic records of the tax authority. */
export const seeds: DepartmentSeeds = {
  TaxPenalty: {
    mean: (subject) =>
      byConduct[subject.conduct] * (subject.kind === 'NATURAL_PERSON' ? 0.1 : subject.active ? 1 : 0.02),
    make: (context) => {
      const person = context.subject.kind === 'NATURAL_PERSON';
      return {
        ...penalty(context, '贺税罚字', person ? penaltiesOfPersons : penalties),
        taxTypes: person ? ['个人所得税'] : context.random.pick([['增值税'], ['企业所得税'], ['增值税', '企业所得税']]),
      };
    },
  },
  TaxCreditRating: {
    mean: (subject) => (isGradeA(subject) ? 1 : 0),
    make: (context) => {
      const fields = evaluation(context, creditGradeA);
      return { ...fields, publicityEndDate: fields.validTo, taxAuthority: taxAuthority(context.subject) };
    },
  },
  TaxCreditGrade: {
    mean: (subject) => (isRated(subject) ? 1 : 0),
    make: creditGrade,
  },
  TaxArrearsNotice: {
    mean: (subject) =>
      subject.kind === 'NATURAL_PERSON' || !subject.active
        ? 0
        : { clean: 0, light: 0.08, bad: 0.5, 'very-bad': 1.4 }[subject.conduct],
    make: arrearsNotice,
  },
  MajorTaxViolation: {
    mean: (subject) => (subject.form === 'company' && subject.active && subject.conduct === 'very-bad' ? 0.35 : 0),
    make: majorViolation,
  },
  TaxPaymentStatus: {
    mean: (subject) =>
      ['company', 'sole-trader', 'cooperative'].includes(subject.form) &&
      subject.active &&
      subject.foundedOn < FOUNDED_BEFORE
        ? 0.9
        : 0,
    make: paymentStatus,
  },
};
