import { addDays, addMonths, yearOf } from '../../schema/iso-date.ts';
import type { Random } from '../city/random.ts';
import type { CaseContext, DepartmentSeeds } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';
import type { Trade } from '../city/trades.ts';

/** Something that public bodies buy from a trade. */
interface Purchase {
  readonly project: string;
  readonly purchaser: string;
  readonly category: 'GOODS' | 'SERVICES' | 'WORKS';
  readonly priceWan: readonly [min: number, max: number];
  readonly months: number;
}

const purchases: Partial<Record<Trade['code'], readonly Purchase[]>> = {
  construction: [
    { project: '校舍维修改造工程', purchaser: '教育局', category: 'WORKS', priceWan: [60, 900], months: 8 },
    { project: '农村公路养护工程', purchaser: '交通运输局', category: 'WORKS', priceWan: [80, 1_500], months: 10 },
    {
      project: '老旧小区改造工程',
      purchaser: '住房和城乡建设局',
      category: 'WORKS',
      priceWan: [100, 3_000],
      months: 12,
    },
  ],
  technology: [
    {
      project: '政务信息系统运维服务',
      purchaser: '人民政府办公室',
      category: 'SERVICES',
      priceWan: [15, 200],
      months: 12,
    },
    { project: '教育信息化设备采购', purchaser: '教育局', category: 'GOODS', priceWan: [20, 400], months: 3 },
  ],
  service: [
    { project: '机关物业服务', purchaser: '机关事务服务中心', category: 'SERVICES', priceWan: [20, 260], months: 12 },
    {
      project: '劳务派遣服务',
      purchaser: '人力资源和社会保障局',
      category: 'SERVICES',
      priceWan: [15, 180],
      months: 12,
    },
  ],
  manufacture: [
    { project: '学生课桌椅采购', purchaser: '教育局', category: 'GOODS', priceWan: [10, 150], months: 2 },
    { project: '办公家具采购', purchaser: '机关事务服务中心', category: 'GOODS', priceWan: [8, 90], months: 2 },
  ],
  medicine: [{ project: '医疗设备采购', purchaser: '人民医院', category: 'GOODS', priceWan: [20, 600], months: 3 }],
  food: [
    { project: '学校食堂食材配送服务', purchaser: '教育局', category: 'SERVICES', priceWan: [30, 300], months: 12 },
  ],
  trade: [{ project: '办公设备采购', purchaser: '财政局', category: 'GOODS', priceWan: [2, 60], months: 2 }],
};

interface MisconductCase {
  readonly misconduct: string;
  readonly facts: string;
  readonly handling: string;
  readonly legalBasis: string;
  /** How long the subject may not bid, in months; null where it may. */
  readonly restrictedMonths: number | null;
}

const misconducts: readonly MisconductCase[] = [
  {
    misconduct: 'COLLUSION',
    facts: '{name}与其他投标人的投标文件由同一台计算机编制，投标报价呈规律性差异。',
    handling: '中标无效，处中标项目金额千分之六的罚款，取消一年内参加依法必须进行招标的项目的投标资格。',
    legalBasis: '《中华人民共和国招标投标法》第五十三条',
    restrictedMonths: 12,
  },
  {
    misconduct: 'BORROWED_QUALIFICATION',
    facts: '{name}借用其他企业的资质参加投标，投标保证金由无关个人的账户转出。',
    handling: '中标无效，处中标项目金额千分之七的罚款，取消一年内参加依法必须进行招标的项目的投标资格。',
    legalBasis: '《中华人民共和国招标投标法》第五十四条',
    restrictedMonths: 12,
  },
  {
    misconduct: 'FALSE_MATERIALS',
    facts: '{name}在投标文件中提供虚假的项目负责人业绩证明。',
    handling: '投标无效，记不良行为一次。',
    legalBasis: '《中华人民共和国招标投标法》第三十三条',
    restrictedMonths: null,
  },
  {
    misconduct: 'REFUSAL_TO_CONTRACT',
    facts: '{name}中标后无正当理由不与招标人订立合同。',
    handling: '取消中标资格，投标保证金不予退还，记不良行为一次。',
    legalBasis: '《中华人民共和国招标投标法实施条例》第七十四条',
    restrictedMonths: null,
  },
];

const CONTENT = { GOODS: '货物', SERVICES: '服务', WORKS: '工程施工' };

const byConduct = { clean: 0, light: 0.08, bad: 0.5, 'very-bad': 1 };

const activity = ({ active }: SyntheticSubject) => (active ? 1 : 0.1);

const purchasesFrom = ({ form, trade }: SyntheticSubject) => (form === 'company' ? (purchases[trade.code] ?? []) : []);

const sells = (subject: SyntheticSubject) => purchasesFrom(subject).length > 0;

/** Builders bid in tenders more than they win, and more than others do. */
const tenderWeight = (subject: SyntheticSubject) =>
  activity(subject) * (!sells(subject) ? 0 : subject.trade.code === 'construction' ? 1 : 0.4);

/** Synthetic records of public resources trading. */
export const seeds: DepartmentSeeds = {
  ProcurementContract: {
    mean: (subject) => (sells(subject) ? 2 * activity(subject) : 0),
    make: (context) => {
      const { random, subject } = context;
      const base = decision(context, {
        series: '贺交易合同告字',
        legalBasis: '《中华人民共和国政府采购法实施条例》第五十条',
        publicityMonths: 36,
      });
      const purchase = random.pick(purchasesFrom(subject));
      const signedDate = addDays(base.decisionDate, -random.int(0, 2));
      const performanceFrom = addDays(signedDate, random.int(1, 15));
      return {
        ...base,
        contractNo: contractNo(context, 'C'),
        projectNo: projectNo(random, base.decisionDate, subject),
        projectName: `${subject.district.name}${purchase.project}项目`,
        purchaserName: purchaserName(purchase, subject),
        category: purchase.category,
        method: method(random, purchase),
        contractAmountWan: random.amountWan(...purchase.priceWan),
        signedDate,
        performanceFrom,
        performanceTo: addMonths(performanceFrom, purchase.months),
      };
    },
  },
  ContractPerformance: {
    mean: (subject) => (sells(subject) ? 2 * activity(subject) : 0),
    make: (context) => {
      const { random, subject, today } = context;
      const purchase = random.pick(purchasesFrom(subject));
      const signedDate = earlierDate(context);
      const performanceTo = addMonths(signedDate, purchase.months);
      const { establishedDate, ...state } =
        performanceTo > today
          ? { establishedDate: signedDate, performance: 'IN_PROGRESS' }
          : outcome(random, subject, performanceTo, today);
      return {
        ...decision(context, {
          series: '贺交易履约字',
          legalBasis: '《中华人民共和国政府采购法》第四十一条',
          publicityMonths: null,
          decisionDate: establishedDate,
        }),
        publicityStartDate: null,
        contractNo: contractNo(context, 'P'),
        contractName: `${subject.district.name}${purchase.project}合同`,
        contractType: random.chance(0.9) ? 'ADMINISTRATIVE' : 'MARKET',
        partyAName: purchaserName(purchase, subject),
        partyBName: subject.name,
        partyBUscc: subject.uscc,
        partyBRepresentative: subject.representative,
        content: `乙方按照合同约定向甲方提供${purchase.project}的${CONTENT[purchase.category]}。`,
        contractAmountWan: random.amountWan(...purchase.priceWan),
        signedDate,
        performanceFrom: signedDate,
        performanceTo,
        ...state,
      };
    },
  },
  TenderViolation: {
    mean: (subject) => byConduct[subject.conduct] * tenderWeight(subject),
    make: (context) => {
      const { random, subject } = context;
      const chosen = random.pick(misconducts);
      const purchase = random.pick(purchasesFrom(subject));
      const base = decision(context, {
        series: '贺交易不良字',
        legalBasis: chosen.legalBasis,
        publicityMonths: chosen.restrictedMonths === null ? 3 : 12,
      });
      return {
        ...base,
        misconduct: chosen.misconduct,
        projectNo: projectNo(random, base.decisionDate, subject),
        projectName: `${subject.district.name}${purchase.project}项目`,
        facts: chosen.facts.replaceAll('{name}', subject.name),
        supervisorName: supervisor(purchase),
        handling: chosen.handling,
        restrictedUntil:
          chosen.restrictedMonths === null ? null : addMonths(base.decisionDate, chosen.restrictedMonths),
      };
    },
  },
  BidBond: {
    mean: (subject) => 3 * tenderWeight(subject),
    make: (context) => {
      const { random, subject, today } = context;
      const purchase = random.pick(purchasesFrom(subject));
      const paidDate = earlierDate(context);
      const settledDate = addDays(paidDate, random.int(20, 75));
      const settled = settledDate <= today;
      const forfeited = settled && subject.conduct !== 'clean' && random.chance(0.05);
      const form = random.weighted([
        [3, 'TRANSFER'],
        [4, 'BANK_GUARANTEE'],
        [2, 'INSURANCE'],
        [1, 'SURETY_GUARANTEE'],
      ]);
      return {
        ...decision(context, {
          series: '贺交易保字',
          legalBasis: '《中华人民共和国招标投标法实施条例》第二十六条',
          publicityMonths: null,
          decisionDate: settled ? settledDate : paidDate,
        }),
        publicityStartDate: null,
        projectNo: projectNo(random, paidDate, subject),
        projectName: `${subject.district.name}${purchase.project}项目`,
        form,
        // At most 2 % of the estimated price.
        amountWan: random.amountWan(purchase.priceWan[0] * 0.01, purchase.priceWan[1] * 0.02),
        payerAccount: form === 'TRANSFER' ? accountNo(subject) : null,
        paidDate,
        status: settled ? (forfeited ? 'FORFEITED' : 'RETURNED') : 'HELD',
        settledDate: settled ? settledDate : null,
        forfeitureReason: forfeited ? '中标后无正当理由不与招标人订立合同' : null,
      };
    },
  },
};

/** A day of the last four years on which the subject existed. */
function earlierDate({ random, subject, today }: CaseContext): string {
  const earliest = addMonths(today, -48);
  return random.date(earliest > subject.foundedOn ? earliest : subject.foundedOn, today);
}

/** How a contract that has fallen due ended, and the day on which that was established. */
function outcome(random: Random, { conduct }: SyntheticSubject, dueDate: string, today: string) {
  if (conduct === 'clean' || random.chance(0.6)) {
    return {
      establishedDate: dueDate,
      performance: 'PERFORMED',
      performedDate: dueDate,
      acceptanceResult: '验收合格',
    };
  }
  const lateDate = addDays(dueDate, random.int(10, 60));
  if (random.chance(0.7) && lateDate <= today) {
    return {
      establishedDate: lateDate,
      performance: 'DELAYED',
      performedDate: lateDate,
      acceptanceResult: '验收合格',
      breach: '未在约定期限内完成交付',
      breachHandling: '按照合同约定支付逾期违约金',
    };
  }
  return {
    establishedDate: dueDate,
    performance: random.pick(['BREACHED', 'TERMINATED']),
    acceptanceResult: '验收不合格',
    breach: '交付内容与合同约定不符，经催告后仍未整改',
    breachHandling: '履约保证金不予退还',
  };
}

function method(random: Random, { category }: Purchase): string {
  return random.weighted([
    [5, 'PUBLIC_TENDER'],
    [category === 'GOODS' ? 1 : 4, 'COMPETITIVE_CONSULTATION'],
    [2, 'COMPETITIVE_NEGOTIATION'],
    [category === 'GOODS' ? 2 : 0, 'INQUIRY'],
    [0.5, 'SINGLE_SOURCE'],
  ]);
}

function purchaserName({ purchaser }: Purchase, { district }: SyntheticSubject): string {
  return `${district.name}${purchaser}`;
}

function supervisor({ purchaser, category }: Purchase): string {
  if (purchaser === '交通运输局') return '贺州市交通运输局';
  return category === 'WORKS' ? '贺州市住房和城乡建设局' : '贺州市财政局';
}

function contractNo({ subject, ordinal }: { subject: SyntheticSubject; ordinal: number }, mark: string): string {
  return `HZ${mark}${subject.district.code}${String(subject.index).padStart(7, '0')}${ordinal}`;
}

function projectNo(random: Random, date: string, { district }: SyntheticSubject): string {
  return `HZZC${yearOf(date)}-${district.code}-${String(random.int(1, 9_999)).padStart(4, '0')}`;
}

/** No real account: no bank issues numbers that begin with 9999. */
function accountNo({ index }: SyntheticSubject): string {
  return `9999${String(index).padStart(13, '0')}`;
}
