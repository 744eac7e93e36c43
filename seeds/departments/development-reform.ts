import { addDays, addMonths, yearOf } from '../../schema/iso-date.ts';
import type { Random } from '../city/random.ts';
import type { CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { type EvaluationCase, evaluation } from '../city/standards/evaluation.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';
import type { Trade } from '../city/trades.ts';

const REGIONAL_ACT = '《广西壮族自治区社会信用条例》';

/** Results look back two years; a younger subject has none yet. */
const FOUNDED_BEFORE = '2024-01-01';

const notPublished = { publicityStartDate: null, publicityEndDate: null };

interface CommitmentCase {
  readonly type: string;
  readonly cause: string;
  readonly content: string;
  readonly liability: string;
  readonly validMonths: number | null;
}

const commitments: readonly (readonly [weight: number, CommitmentCase])[] = [
  [
    30,
    {
      type: 'VOLUNTARY',
      cause: '开展生产经营活动',
      content: '依法诚信经营，不制假售假，不拖欠款项，自觉接受社会监督。',
      liability: '违背承诺的，同意将违诺信息记入信用记录，并承担相应法律责任。',
      validMonths: null,
    },
  ],
  [
    25,
    {
      type: 'APPROVAL_SUBSTITUTE',
      cause: '申请办理涉企经营许可事项（告知承诺方式）',
      content: '已知晓许可条件和要求，已符合许可条件，所提交材料真实、合法、有效。',
      liability: '承诺不实的，由许可机关依法撤销许可决定，并依法予以处罚。',
      validMonths: 12,
    },
  ],
  [
    20,
    {
      type: 'TOLERANT_ACCEPTANCE',
      cause: '申请容缺受理政务服务事项',
      content: '在承诺时限内补齐所缺材料，所补材料与申报内容一致。',
      liability: '逾期未补齐的，终止办理，一年内不再适用容缺受理。',
      validMonths: 2,
    },
  ],
  [
    15,
    {
      type: 'SELF_DISCIPLINE',
      cause: '参加行业自律',
      content: '遵守行业规范和自律公约，公平竞争，不虚假宣传，不低价倾销。',
      liability: '违背承诺的，接受行业组织通报和除名。',
      validMonths: 36,
    },
  ],
];

const proofSubstitute: CommitmentCase = {
  type: 'PROOF_SUBSTITUTE',
  cause: '以书面承诺代替证明材料',
  content: '所作承诺是真实意思表示，相关情况符合办理要求，愿意配合核查。',
  liability: '承诺不实的，终止办理、撤销已作出的决定，并承担相应法律责任。',
  validMonths: null,
};

const creditRepair: CommitmentCase = {
  type: 'CREDIT_REPAIR',
  cause: '申请信用修复',
  content: '已履行行政处罚决定并纠正违法行为，今后严格遵守法律法规，不再发生同类违法行为。',
  liability: '再次发生同类违法行为或者提供虚假材料的，恢复公示并自愿接受惩戒。',
  validMonths: 36,
};

function commitmentCase(random: Random, { kind, conduct }: SyntheticSubject): CommitmentCase {
  if (kind === 'NATURAL_PERSON') return proofSubstitute;
  if (conduct !== 'clean' && random.chance(0.35)) return creditRepair;
  return random.weighted(commitments);
}

const acceptingBodies = [
  { name: '贺州市市场监督管理局', code: '11451100MB0T010261' },
  { name: '贺州市应急管理局', code: '11451100MB0T01069E' },
  { name: '贺州市人力资源和社会保障局', code: '11451100MB0T01050H' },
  { name: '贺州市发展和改革委员会', code: '11451100MB0T01157W' },
];

function commitment(context: CaseContext): RecordFields {
  const { random, subject, ordinal } = context;
  const chosen = commitmentCase(random, subject);
  const accepting = random.pick(acceptingBodies);
  const base = decision(context, {
    series: '贺信承字',
    legalBasis: REGIONAL_ACT,
    withinMonths: 36,
    publicityMonths: chosen.validMonths,
  });
  const sequence = String((subject.index * 10 + ordinal) % 1_000_000).padStart(6, '0');
  const commitmentNo = `${subject.district.code}${base.decisionDate.replaceAll('-', '')}${sequence}`;
  return {
    ...base,
    documentNo: commitmentNo,
    commitmentType: chosen.type,
    cause: chosen.cause,
    content: chosen.content,
    liability: chosen.liability,
    validTo: chosen.validMonths === null ? null : addMonths(base.decisionDate, chosen.validMonths),
    ...performance(context, base.decisionDate, accepting.name),
    commitmentNo,
    promisorName: subject.name,
    promisorCategory: subject.kind,
    acceptingOrgName: accepting.name,
    acceptingOrgCode: accepting.code,
  };
}

function performance({ random, subject, today }: CaseContext, made: string, establishing: string): RecordFields {
  const established = addDays(made, random.int(30, 300));
  const kept = random.weighted(
    {
      clean: [
        [60, 'FULL'],
        [40, null],
      ] as const,
      light: [
        [55, 'FULL'],
        [8, 'PARTIAL'],
        [37, null],
      ] as const,
      bad: [
        [40, 'FULL'],
        [20, 'PARTIAL'],
        [10, 'NONE'],
        [30, null],
      ] as const,
      'very-bad': [
        [20, 'FULL'],
        [30, 'PARTIAL'],
        [30, 'NONE'],
        [20, null],
      ] as const,
    }[subject.conduct],
  );
  if (kept === null || established > today) return { performance: null };
  const broken = kept !== 'FULL';
  return {
    performance: kept,
    unperformedContent: broken ? '未在承诺时限内完成所承诺的整改和材料补正。' : null,
    liabilityPursued: broken ? '责令限期改正，违诺信息记入信用记录。' : null,
    performanceEstablishedDate: established,
    establishingOrgName: establishing,
  };
}

interface HonourCase {
  readonly name: string;
  readonly level: string;
  readonly reason: string;
  readonly awardedBy: string;
  readonly validMonths: number | null;
}

const CITY_CIVILISATION_OFFICE = '贺州市精神文明建设指导委员会';
const REGIONAL_CIVILISATION_OFFICE = '广西壮族自治区精神文明建设委员会';

const honours: readonly HonourCase[] = [
  {
    name: '贺州市文明单位',
    level: 'CITY',
    reason: '精神文明创建工作成效明显，依法诚信经营',
    awardedBy: CITY_CIVILISATION_OFFICE,
    validMonths: 36,
  },
  {
    name: '广西壮族自治区文明单位',
    level: 'REGIONAL',
    reason: '精神文明创建工作成效突出，连续保持市级文明单位称号',
    awardedBy: REGIONAL_CIVILISATION_OFFICE,
    validMonths: 36,
  },
  {
    name: '贺州市诚信示范企业',
    level: 'CITY',
    reason: '合同履约良好，连续三年无失信记录',
    awardedBy: '贺州市发展和改革委员会',
    validMonths: 24,
  },
];

const honoursOfShops: readonly HonourCase[] = [
  {
    name: '贺州市诚信经营示范店',
    level: 'CITY',
    reason: '明码标价、货真价实，消费者评价良好',
    awardedBy: CITY_CIVILISATION_OFFICE,
    validMonths: 24,
  },
];

const honoursOfPersons: readonly HonourCase[] = [
  {
    name: '贺州好人（诚实守信类）',
    level: 'CITY',
    reason: '信守诺言，事迹突出，群众公认',
    awardedBy: CITY_CIVILISATION_OFFICE,
    validMonths: null,
  },
  {
    name: '贺州市道德模范（诚实守信类）',
    level: 'CITY',
    reason: '长期恪守信用，在群众中有良好影响',
    awardedBy: CITY_CIVILISATION_OFFICE,
    validMonths: null,
  },
];

function honour(context: CaseContext): RecordFields {
  const { random, subject, ordinal } = context;
  const cases =
    subject.kind === 'NATURAL_PERSON' ? honoursOfPersons : subject.kind === 'SOLE_TRADER' ? honoursOfShops : honours;
  const chosen = random.pick(cases);
  const base = decision(context, {
    series: '贺文明字',
    legalBasis: REGIONAL_ACT,
    publicityMonths: chosen.validMonths,
  });
  return {
    ...base,
    honourName: chosen.name,
    honourLevel: chosen.level,
    reason: chosen.reason,
    validTo: chosen.validMonths === null ? null : addMonths(base.decisionDate, chosen.validMonths),
    awardingOrgName: chosen.awardedBy,
    certificateNo: `HZ${yearOf(base.decisionDate)}${String(subject.index * 10 + ordinal).padStart(8, '0')}`,
  };
}

const modelDeeds = {
  BUSINESS: { reason: '诚信经营事迹突出', deeds: '坚持质量承诺，主动召回有瑕疵的产品并先行赔付。' },
  EMPLOYMENT: { reason: '诚信用工事迹突出', deeds: '按月足额发放工资，生产淡季不裁员、不欠薪。' },
  SERVICE: { reason: '诚信服务事迹突出', deeds: '公开服务承诺和收费标准，群众投诉办结率高。' },
  PERSONAL: { reason: '个人诚信事迹突出', deeds: '变卖家产偿还欠款，历时多年履行还款承诺。' },
};

function model(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const fields = ['BUSINESS', 'EMPLOYMENT', 'SERVICE'] as const;
  const modelField = subject.kind === 'NATURAL_PERSON' ? 'PERSONAL' : random.pick(fields);
  const { reason, deeds } = modelDeeds[modelField];
  const base = decision(context, {
    series: '贺信典字',
    legalBasis:
      '《国务院关于建立完善守信联合激励和失信联合惩戒制度加快推进社会诚信建设的指导意见》（国发〔2016〕33号）',
    publicityMonths: 36,
  });
  return {
    ...base,
    honourName: `${yearOf(base.decisionDate)}年度贺州市诚信典型`,
    honourLevel: 'CITY',
    reason,
    validTo: addMonths(base.decisionDate, 36),
    modelField,
    deeds,
    recommendingOrgName: `${subject.district.shortName}发展和改革局`,
  };
}

interface ApprovalCase extends PermitCase {
  readonly mode: string;
}

const governmentProjects: readonly ApprovalCase[] = [
  {
    documentTitle: '关于项目可行性研究报告的批复',
    kind: 'APPROVAL',
    certificateName: '可行性研究报告批复',
    content: '原则同意项目可行性研究报告提出的建设方案和投资估算',
    legalBasis: '《政府投资条例》第九条',
    validMonths: 24,
    mode: 'FEASIBILITY_STUDY',
  },
  {
    documentTitle: '关于项目初步设计及概算的批复',
    kind: 'APPROVAL',
    certificateName: '初步设计批复',
    content: '原则同意项目初步设计，核定投资概算',
    legalBasis: '《政府投资条例》第九条',
    validMonths: 24,
    mode: 'PRELIMINARY_DESIGN',
  },
];

const enterpriseProjects: readonly ApprovalCase[] = [
  {
    documentTitle: '关于项目核准的批复',
    kind: 'APPROVAL',
    certificateName: '企业投资项目核准文件',
    content: '同意核准该项目',
    legalBasis: '《企业投资项目核准和备案管理条例》第三条',
    validMonths: 24,
    mode: 'RATIFICATION',
  },
  {
    documentTitle: '关于项目节能报告的审查意见',
    kind: 'APPROVAL',
    certificateName: '节能审查意见',
    content: '原则同意项目节能报告',
    legalBasis: '《中华人民共和国节约能源法》第十五条',
    validMonths: 24,
    mode: 'ENERGY_REVIEW',
  },
];

const projectWords: Partial<Record<Trade['code'], readonly string[]>> = {
  manufacture: ['年产10万吨重质碳酸钙粉体生产线项目', '人造岗石生产线技术改造项目', '家具生产基地项目'],
  mining: ['大理石矿山智能化改造项目', '石材循环经济产业园项目'],
  agriculture: ['茶叶精深加工项目', '供港蔬菜冷链物流项目'],
  transport: ['综合物流园项目', '城乡冷链配送中心项目'],
  technology: ['数据中心建设项目'],
  trade: ['农产品批发市场项目'],
};

const publicProjects = ['综合楼建设项目', '业务用房改扩建项目', '信息化设施建设项目'];

function projectApproval(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const isPublic = subject.form === 'public-institution';
  const chosen = random.pick(isPublic ? governmentProjects : enterpriseProjects);
  const words = isPublic ? publicProjects : (projectWords[subject.trade.code] ?? ['厂房建设项目']);
  const fields = permit(context, '贺发改审字', [chosen]);
  const decided = String(fields.decisionDate);
  const sequence = String((subject.index * 10 + context.ordinal) % 1_000_000).padStart(6, '0');
  return {
    ...fields,
    projectName: `${subject.name}${random.pick(words)}`,
    projectCode: `${decided.slice(2, 4)}${decided.slice(5, 7)}-${subject.district.code}-04-01-${sequence}`,
    approvalMode: chosen.mode,
    totalInvestmentWan: String(random.int(8, 900) * (isPublic ? 10 : 50)),
    constructionPlace: `贺州市${subject.district.name}`,
  };
}

function meanApprovals({ active, form, trade }: SyntheticSubject): number {
  if (!active) return 0;
  if (form === 'public-institution') return 0.5;
  return form === 'company' && projectWords[trade.code] !== undefined ? 0.4 : 0;
}

const publicEvaluation: EvaluationCase = {
  scheme: '公共信用综合评价',
  series: '贺信评字',
  legalBasis:
    '《国务院办公厅关于加快推进社会信用体系建设构建以信用为基础的新型监管机制的指导意见》（国办发〔2019〕35号）',
  grades: {
    clean: [
      [55, '优'],
      [45, '良'],
    ],
    light: [
      [20, '优'],
      [55, '良'],
      [25, '中'],
    ],
    bad: [
      [70, '中'],
      [30, '差'],
    ],
    'very-bad': [[1, '差']],
  },
};

function creditEvaluation(context: CaseContext): RecordFields {
  const { random, today } = context;
  const fields = evaluation(context, publicEvaluation);
  const returned = addDays(String(fields.decisionDate), random.int(1, 20));
  return {
    ...fields,
    ...notPublished,
    evaluatingOrgName: '国家公共信用信息中心',
    returnedDate: returned > today ? null : returned,
  };
}

/** Synthetic records of development and reform, which leads the credit work of the city. */
export const seeds: DepartmentSeeds = {
  CreditCommitment: {
    mean: ({ active, kind, conduct }) => {
      if (!active) return 0.02;
      return kind === 'NATURAL_PERSON' ? 0.3 : conduct === 'clean' ? 1 : 1.5;
    },
    make: commitment,
  },
  IntegrityHonour: {
    mean: ({ active, kind, conduct }) =>
      active && conduct === 'clean' ? { ORGANIZATION: 0.25, SOLE_TRADER: 0.1, NATURAL_PERSON: 0.05 }[kind] : 0,
    make: honour,
  },
  IntegrityModel: {
    mean: ({ active, conduct }) => (active && conduct === 'clean' ? 0.03 : 0),
    make: model,
  },
  InvestmentProjectApproval: { mean: meanApprovals, make: projectApproval },
  PublicCreditEvaluation: {
    mean: ({ active, form, foundedOn }) =>
      active && ['company', 'cooperative'].includes(form) && foundedOn < FOUNDED_BEFORE ? 0.8 : 0,
    make: creditEvaluation,
  },
};
