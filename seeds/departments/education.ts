import { personName } from '../city/names.ts';
import type { CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { type EvaluationCase, evaluation } from '../city/standards/evaluation.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';

/** A school is inspected for whole years, and up to three of them are on record. */
const FOUNDED_BEFORE = '2023-01-01';

const byConduct = { clean: 0.03, light: 0.36, bad: 1.2, 'very-bad': 2.7 };

/** Values of the graph's EducationVenueKind that the synthetic city has. */
type VenueKind = 'KINDERGARTEN' | 'NON_ACADEMIC_TRAINING' | 'DANGEROUS_SPORTS';

/** What a subject runs, if anything; the same every time. */
function venueOf({ form, index, name, trade }: SyntheticSubject): VenueKind | null {
  // Companies that manage buildings run the swimming pools in them.
  if (form === 'company' && name.includes('物业服务')) return 'DANGEROUS_SPORTS';
  if (trade.code !== 'education') return null;
  if (form === 'company') {
    return name.includes('教育咨询') && index % 3 === 0 ? 'KINDERGARTEN' : 'NON_ACADEMIC_TRAINING';
  }
  return form === 'sole-trader' && name.endsWith('艺术培训部') ? 'NON_ACADEMIC_TRAINING' : null;
}

const licensed: PermitCase = {
  documentTitle: '准予设立民办学校决定书',
  kind: 'GENERAL',
  certificateName: '民办学校办学许可证',
  content: '准予正式设立民办学校',
  legalBasis: '《中华人民共和国民办教育促进法》第十二条、第十八条',
  validMonths: 60,
};

interface VenuePermit extends PermitCase {
  readonly offerings: readonly (readonly string[])[];
  /** Least and most people at a time. */
  readonly capacity: readonly [min: number, max: number];
}

const permitOf: Readonly<Record<VenueKind, VenuePermit>> = {
  KINDERGARTEN: {
    ...licensed,
    documentTitle: '准予设立民办幼儿园决定书',
    content: '准予正式设立民办幼儿园',
    offerings: [['学前教育']],
    capacity: [60, 360],
  },
  NON_ACADEMIC_TRAINING: {
    ...licensed,
    documentTitle: '准予设立非学科类校外培训机构决定书',
    content: '准予面向中小学生开展非学科类校外培训',
    offerings: [['美术', '书法'], ['舞蹈'], ['声乐', '器乐'], ['编程']],
    capacity: [20, 120],
  },
  DANGEROUS_SPORTS: {
    documentTitle: '经营高危险性体育项目许可决定书',
    kind: 'GENERAL',
    certificateName: '经营高危险性体育项目许可证',
    content: '准予经营高危险性体育项目（游泳）',
    legalBasis: '《中华人民共和国体育法》第一百零五条',
    validMonths: 60,
    offerings: [['游泳']],
    capacity: [60, 300],
  },
};

function educationPermit(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const venueKind = venueOf(subject) ?? 'NON_ACADEMIC_TRAINING';
  const chosen = permitOf[venueKind];
  return {
    ...permit(context, '贺教体许字', [chosen]),
    venueKind,
    offerings: random.pick(chosen.offerings),
    capacity: random.int(...chosen.capacity),
    headName: personName(random),
    headPhone: `0774-${5_550_000 + (subject.index % 10_000)}`,
  };
}

const schoolPenalties: readonly PenaltyCase[] = [
  {
    violationType: '发布虚假招生简章或者广告，骗取钱财',
    facts: '{name}发布的招生广告宣称与重点学校合作并承诺效果，与实际情况不符。',
    legalBasis: '《中华人民共和国民办教育促进法》第六十二条第（三）项',
    kinds: ['WARNING', 'CONFISCATION_OF_GAINS'],
    confiscatedWan: [0.2, 5],
    publicityMonths: 12,
  },
  {
    violationType: '违反《中华人民共和国民办教育促进法》第五十五条第一款',
    facts: '{name}未经审批机关批准，擅自变更名称和举办者。',
    legalBasis: '《中华人民共和国民办教育促进法》第六十二条第（二）项',
    kinds: ['WARNING'],
    publicityMonths: 3,
  },
  {
    violationType: '管理混乱严重影响教育教学',
    facts: '{name}教职员工配备和财务管理长期不符合规定，经两次责令限期改正仍未整改到位，情节严重。',
    legalBasis: '《中华人民共和国民办教育促进法》第六十二条第（五）项',
    kinds: ['WARNING', 'LICENCE_REVOCATION'],
    licence: '民办学校办学许可证',
    publicityMonths: 36,
  },
];

const trainingPenalties: readonly PenaltyCase[] = [
  {
    violationType: '违反《中华人民共和国民办教育促进法》第十二条',
    facts: '{name}未取得办学许可证，租用专门场所、聘用两名以上人员面向中小学生开展学科类校外培训。',
    legalBasis: '《中华人民共和国民办教育促进法》第六十四条；《校外培训行政处罚暂行办法》（教育部令第53号）第十七条',
    kinds: ['FINE'],
    fineWan: [0.5, 12],
    publicityMonths: 12,
  },
  {
    violationType: '变相开展学科类校外培训',
    facts: '{name}以素质拓展名义开展学科类培训，责令改正并退还所收费用。',
    legalBasis: '《校外培训行政处罚暂行办法》（教育部令第53号）',
    kinds: ['CIRCULATED_CRITICISM'],
    publicityMonths: 3,
  },
];

const sportsPenalties: readonly PenaltyCase[] = [
  {
    violationType: '违反《中华人民共和国体育法》第一百零五条第一款',
    facts: '{name}未经许可经营游泳项目，责令限期关闭后逾期未关闭。',
    legalBasis: '《中华人民共和国体育法》第一百一十六条第一款',
    kinds: ['FINE'],
    fineWan: [10, 16],
    publicityMonths: 12,
  },
  {
    violationType: '违法经营高危险性体育项目',
    facts: '{name}游泳场所开放期间救助人员数量不足，责令改正后逾期未改正。',
    legalBasis: '《中华人民共和国体育法》第一百一十六条第二款',
    kinds: ['FINE'],
    fineWan: [5, 8],
    publicityMonths: 12,
  },
];

function penaltyCases(venueKind: VenueKind): readonly PenaltyCase[] {
  if (venueKind === 'DANGEROUS_SPORTS') return sportsPenalties;
  return venueKind === 'KINDERGARTEN' ? schoolPenalties : [...schoolPenalties, ...trainingPenalties];
}

function educationPenalty(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const venueKind = venueOf(subject) ?? 'NON_ACADEMIC_TRAINING';
  const chosen = random.pick(penaltyCases(venueKind));
  const fields = penalty(context, '贺教体罚字', [chosen]);
  if (!trainingPenalties.includes(chosen)) return { ...fields, venueKind, refundAmountWan: null };
  const refundAmountWan = random.amountWan(0.3, 8);
  const content = chosen.kinds.includes('FINE') ? String(fields.content) : '通报批评。';
  return {
    ...fields,
    content: `责令退还所收费用${refundAmountWan}万元；${content}`,
    // What was taught without a permit.
    venueKind: 'ACADEMIC_TRAINING',
    refundAmountWan,
  };
}

function meanPenalties(subject: SyntheticSubject): number {
  const venueKind = venueOf(subject);
  if (venueKind === null) return 0;
  return byConduct[subject.conduct] * (venueKind === 'DANGEROUS_SPORTS' ? 0.3 : 1) * (subject.active ? 1 : 0.1);
}

function meanPermits(subject: SyntheticSubject): number {
  const venueKind = venueOf(subject);
  if (venueKind === null) return 0;
  return (venueKind === 'DANGEROUS_SPORTS' ? 0.4 : 1) * (subject.active ? 1 : 0.15);
}

const inspection: EvaluationCase = {
  scheme: '民办学校年度检查',
  series: '贺教体检字',
  legalBasis: '《中华人民共和国民办教育促进法实施条例》第四十七条',
  grades: {
    clean: [
      [12, '合格'],
      [1, '基本合格'],
    ],
    light: [
      [4, '合格'],
      [2, '基本合格'],
    ],
    bad: [
      [2, '合格'],
      [3, '基本合格'],
      [1, '不合格'],
    ],
    'very-bad': [
      [2, '基本合格'],
      [3, '不合格'],
    ],
  },
};

const corrections = [
  '完善预收费资金监管账户管理',
  '补充专职教学人员资质材料',
  '更新消防设施并完善应急预案',
  '规范收费公示和合同文本',
  '健全决策机构会议记录',
];

function schoolInspection(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const fields = evaluation(context, inspection);
  return {
    ...fields,
    venueKind: venueOf(subject) ?? 'NON_ACADEMIC_TRAINING',
    corrections: fields.grade === '合格' ? [] : [random.pick(corrections)],
  };
}

function meanInspections(subject: SyntheticSubject): number {
  const venueKind = venueOf(subject);
  const inspected = venueKind !== null && venueKind !== 'DANGEROUS_SPORTS';
  return inspected && subject.active && subject.foundedOn < FOUNDED_BEFORE ? 2 : 0;
}

/** Synthetic records of education and sports. */
export const seeds: DepartmentSeeds = {
  EducationPermit: { mean: meanPermits, make: educationPermit },
  EducationPenalty: { mean: meanPenalties, make: educationPenalty },
  PrivateSchoolInspection: { mean: meanInspections, make: schoolInspection },
};
