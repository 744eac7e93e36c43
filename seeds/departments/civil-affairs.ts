import { addMonths, yearOf } from '../../schema/iso-date.ts';
import type { CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { type EvaluationCase, evaluation } from '../city/standards/evaluation.ts';
import { abnormalListEntry, severeListEntry } from '../city/standards/list-entry.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';

/** An organisation is graded once it has been registered for two years; a younger one has no grade yet. */
const FOUNDED_BEFORE = '2023-01-01';

const byConduct = { clean: 0.03, light: 0.36, bad: 1.2, 'very-bad': 2.7 };

/** Kinds that the synthetic city has: its social organisations are associations and foundations. */
type OrganizationKind = 'ASSOCIATION' | 'FOUNDATION';

function kindOf({ name }: SyntheticSubject): OrganizationKind {
  return name.endsWith('基金会') ? 'FOUNDATION' : 'ASSOCIATION';
}

interface SuspendingPenalty extends PenaltyCase {
  /** Activities are suspended for so many months. */
  readonly suspendedMonths?: number;
}

const penaltiesOf: Readonly<Record<OrganizationKind, readonly SuspendingPenalty[]>> = {
  ASSOCIATION: [
    {
      violationType: '违反《社会团体登记管理条例》第二十八条',
      facts: '{name}连续两个年度未按照规定报送工作报告、接受年度检查，经催告后仍未改正。',
      legalBasis: '《社会团体登记管理条例》第三十条第一款第（三）项',
      kinds: ['WARNING'],
      publicityMonths: 3,
    },
    {
      violationType: '违反《社会团体登记管理条例》第十八条',
      facts: '{name}住所和法定代表人发生变更，未按照规定办理变更登记。',
      legalBasis: '《社会团体登记管理条例》第三十条第一款第（四）项',
      kinds: ['WARNING'],
      publicityMonths: 3,
    },
    {
      violationType: '违反《社会团体登记管理条例》第十七条',
      facts: '{name}在市内设立地域性分支机构，并以分支机构名义发展会员、收取会费。',
      legalBasis: '《社会团体登记管理条例》第三十条第一款第（五）项',
      kinds: ['WARNING', 'BUSINESS_RESTRICTION'],
      publicityMonths: 36,
      suspendedMonths: 3,
    },
    {
      violationType: '违反《社会团体登记管理条例》第四条第二款',
      facts: '{name}以展销会名义从事营利性经营活动，所得未纳入单位账户。',
      legalBasis: '《社会团体登记管理条例》第三十条第一款第（六）项',
      kinds: ['WARNING', 'BUSINESS_RESTRICTION'],
      publicityMonths: 36,
      suspendedMonths: 6,
    },
  ],
  FOUNDATION: [
    {
      violationType: '违反《基金会管理条例》第三十六条',
      facts: '{name}未按照规定报送上一年度工作报告、接受年度检查。',
      legalBasis: '《基金会管理条例》第四十二条第一款第（五）项',
      kinds: ['WARNING'],
      publicityMonths: 3,
    },
    {
      violationType: '违反《基金会管理条例》第二十九条',
      facts: '{name}上一年度用于公益事业的支出未达到规定的最低比例。',
      legalBasis: '《基金会管理条例》第四十二条第一款第（四）项',
      kinds: ['WARNING'],
      publicityMonths: 3,
    },
    {
      violationType: '擅自改变捐赠财产用途',
      facts: '{name}未经捐赠人同意，将定向助学捐款用于支付办公场所装修费用。',
      legalBasis: '《中华人民共和国慈善法》第一百一十条第（四）项',
      kinds: ['WARNING', 'CONFISCATION_OF_GAINS'],
      confiscatedWan: [0.2, 5],
      publicityMonths: 12,
    },
  ],
};

/** What civil affairs has to do with schools, hospitals and libraries. */
const institutionPenalties: readonly PenaltyCase[] = [
  {
    violationType: '违反《中华人民共和国慈善法》第二十二条第一款',
    facts: '{name}不具有公开募捐资格，面向社会公众设置募捐箱并通过公众号开展募捐。',
    legalBasis: '《中华人民共和国慈善法》第一百一十三条第一款',
    kinds: ['WARNING'],
    publicityMonths: 3,
  },
  {
    violationType: '违反《地名管理条例》第十八条',
    facts: '{name}在公共场所的指示标牌上未规范使用标准地名，责令限期改正后逾期未改正。',
    legalBasis: '《地名管理条例》第三十七条',
    kinds: ['CIRCULATED_CRITICISM'],
    publicityMonths: 3,
  },
];

function civilAffairsPenalty(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const series = '贺民罚字';
  if (subject.form !== 'social-organization') {
    return { ...penalty(context, series, institutionPenalties), organizationKind: null, suspendedUntil: null };
  }
  const organizationKind = kindOf(subject);
  const chosen = random.pick(penaltiesOf[organizationKind]);
  const fields = penalty(context, series, [chosen]);
  if (chosen.suspendedMonths === undefined) return { ...fields, organizationKind, suspendedUntil: null };
  return {
    ...fields,
    organizationKind,
    content: `给予警告；限期停止活动${chosen.suspendedMonths}个月。`,
    suspendedUntil: addMonths(String(fields.decisionDate), chosen.suspendedMonths),
  };
}

interface RegistrationCase extends PermitCase {
  /** Value of the graph's SocialOrganizationMatter. */
  readonly matter: string;
}

const establishment: Readonly<Record<OrganizationKind, RegistrationCase>> = {
  ASSOCIATION: {
    matter: 'ESTABLISHMENT',
    documentTitle: '准予社会团体成立登记决定书',
    kind: 'REGISTRATION',
    certificateName: '社会团体法人登记证书',
    content: '准予社会团体成立登记',
    legalBasis: '《社会团体登记管理条例》第九条',
    validMonths: null,
  },
  FOUNDATION: {
    matter: 'ESTABLISHMENT',
    documentTitle: '准予基金会设立登记决定书',
    kind: 'REGISTRATION',
    certificateName: '基金会法人登记证书',
    content: '准予基金会设立登记',
    legalBasis: '《基金会管理条例》第十一条',
    validMonths: null,
  },
};

const laterPermits: Readonly<Record<OrganizationKind, readonly RegistrationCase[]>> = {
  ASSOCIATION: [
    {
      ...establishment.ASSOCIATION,
      matter: 'CHANGE',
      documentTitle: '准予社会团体变更登记决定书',
      content: '准予变更法定代表人、住所登记',
      legalBasis: '《社会团体登记管理条例》第十八条',
    },
    {
      ...establishment.ASSOCIATION,
      matter: 'CHARTER',
      documentTitle: '社会团体章程核准通知书',
      kind: 'APPROVAL',
      content: '核准修改后的章程',
      legalBasis: '《社会团体登记管理条例》第十八条',
    },
  ],
  FOUNDATION: [
    {
      ...establishment.FOUNDATION,
      matter: 'CHANGE',
      documentTitle: '准予基金会变更登记决定书',
      content: '准予变更法定代表人登记',
      legalBasis: '《基金会管理条例》第十五条',
    },
    {
      matter: 'PUBLIC_FUNDRAISING',
      documentTitle: '慈善组织公开募捐资格审批决定书',
      kind: 'GENERAL',
      certificateName: '慈善组织公开募捐资格证书',
      content: '准予开展公开募捐活动',
      legalBasis: '《中华人民共和国慈善法》第二十二条',
      validMonths: null,
    },
  ],
};

/** The first permit of an organisation is its establishment, on the day of its foundation. */
function socialOrganizationPermit(context: CaseContext): RecordFields {
  const { random, subject, ordinal } = context;
  const organizationKind = kindOf(subject);
  const chosen = ordinal === 0 ? establishment[organizationKind] : random.pick(laterPermits[organizationKind]);
  const series = '贺民许准字';
  const fields = permit(context, series, [chosen]);
  const established = {
    documentNo: `${series}〔${yearOf(subject.foundedOn)}〕${subject.index * 10 + 1}号`,
    decisionDate: subject.foundedOn,
    publicityStartDate: subject.foundedOn,
    validFrom: subject.foundedOn,
  };
  return {
    ...fields,
    ...(ordinal === 0 ? established : {}),
    organizationKind,
    matter: chosen.matter,
    // Chambers of commerce and trade associations register without a body in charge.
    supervisingOrgName: /商会|行业协会|业协会/u.test(subject.name) ? null : supervisor(subject),
    registeredFundsAmountWan: String(organizationKind === 'FOUNDATION' ? random.pick([200, 300, 800]) : 3),
  };
}

function supervisor({ name, district }: SyntheticSubject): string {
  if (name.includes('志愿者')) return `中共${district.name}委员会社会工作部`;
  if (name.includes('基金会')) return '贺州市民政局';
  return `${district.name}文学艺术界联合会`;
}

const MISSING_REPORT = '未按照规定时限和要求向登记管理机关报送年度工作报告';

function abnormalActivity(context: CaseContext): RecordFields {
  const reason = context.random.pick([
    MISSING_REPORT,
    MISSING_REPORT,
    '登记管理机关在监督检查中发现问题并发放整改文书，未按期完成整改',
    '通过登记的住所无法与社会组织取得联系',
    '受到警告的行政处罚',
  ]);
  const fields = abnormalListEntry(context, {
    listKind: 'SOCIAL_ORGANIZATION_ABNORMAL',
    series: '贺民异列字',
    reasons: [reason],
    legalBasis: '《社会组织信用信息管理办法》（民政部令第60号）',
  });
  return { ...fields, reportYear: reason === MISSING_REPORT ? yearOf(String(fields.decisionDate)) - 1 : null };
}

const SUSPENDED = '受到限期停止活动的行政处罚';

function seriousViolation(context: CaseContext): RecordFields {
  const { random, subject, ordinal } = context;
  const reason = random.pick([
    SUSPENDED,
    '被列入活动异常名录满二年',
    '弄虚作假办理变更登记，被撤销变更登记',
    '被司法机关纳入失信被执行人名单',
  ]);
  const fields = severeListEntry(context, {
    listKind: 'SOCIAL_ORGANIZATION_SERIOUS_VIOLATION',
    series: '贺民严列字',
    reasons: [reason],
    legalBasis: '《社会组织信用信息管理办法》（民政部令第60号）',
    termMonths: 24,
    removalRule: '列入满二年，履行规定的义务且未再发生应当列入的情形的，由登记管理机关移出。',
  });
  const year = yearOf(String(fields.decisionDate));
  return {
    ...fields,
    groundDocumentNo: reason === SUSPENDED ? `贺民罚字〔${year}〕${subject.index * 10 + ordinal + 1}号` : null,
  };
}

const grades: EvaluationCase = {
  scheme: '社会组织评估',
  series: '贺民评字',
  legalBasis: '《社会组织评估管理办法》（民政部令第39号）',
  grades: {
    clean: [
      [1, '5A级'],
      [3, '4A级'],
      [5, '3A级'],
      [1, '2A级'],
    ],
    light: [
      [1, '4A级'],
      [4, '3A级'],
      [3, '2A级'],
    ],
    bad: [
      [1, '3A级'],
      [3, '2A级'],
      [2, '1A级'],
    ],
    'very-bad': [[1, '1A级']],
  },
};

/** A grade holds for five years; it was given in one of the last four. */
function socialOrganizationGrade(context: CaseContext): RecordFields {
  const { random, subject, today } = context;
  const yearsGradable = yearOf(today) - 3 - yearOf(subject.foundedOn);
  const fields = evaluation({ ...context, ordinal: random.int(0, Math.max(0, Math.min(3, yearsGradable))) }, grades);
  const validTo = addMonths(String(fields.decisionDate), 60);
  return {
    ...fields,
    publicityEndDate: validTo,
    validTo,
    organizationKind: kindOf(subject),
    evaluatorName: '贺州市社会组织评估委员会',
  };
}

/** Synthetic records of civil affairs. */
export const seeds: DepartmentSeeds = {
  CivilAffairsPenalty: {
    mean: ({ active, conduct, form }) => {
      if (form === 'social-organization') return byConduct[conduct] * (active ? 1 : 0.1);
      return active && form === 'public-institution' ? byConduct[conduct] * 0.1 : 0;
    },
    make: civilAffairsPenalty,
  },
  SocialOrganizationPermit: {
    mean: ({ active, form }) => (form === 'social-organization' ? (active ? 2 : 0.5) : 0),
    make: socialOrganizationPermit,
  },
  SocialOrganizationAbnormal: {
    mean: ({ active, conduct, form }) =>
      form === 'social-organization'
        ? { clean: 0.02, light: 0.15, bad: 0.5, 'very-bad': 0.9 }[conduct] * (active ? 1 : 0.5)
        : 0,
    make: abnormalActivity,
  },
  SocialOrganizationSeriousViolation: {
    mean: ({ conduct, form }) =>
      form === 'social-organization' ? { clean: 0, light: 0, bad: 0.05, 'very-bad': 0.6 }[conduct] : 0,
    make: seriousViolation,
  },
  SocialOrganizationGrade: {
    mean: ({ active, conduct, form, foundedOn }) =>
      active && form === 'social-organization' && foundedOn < FOUNDED_BEFORE
        ? { clean: 0.7, light: 0.6, bad: 0.3, 'very-bad': 0.1 }[conduct]
        : 0,
    make: socialOrganizationGrade,
  },
};
