import { addDays } from '../../schema/iso-date.ts';
import type { DepartmentSeeds } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { evaluation } from '../city/standards/evaluation.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';

/** What health supervision sees in a subject. */
type Kind = 'public-place' | 'medical' | 'employer' | 'practitioner';

interface HealthPenaltyCase extends PenaltyCase {
  readonly kind: Kind;
  readonly supervisionField: string;
}

const penalties: readonly HealthPenaltyCase[] = [
  {
    violationType: '未依法取得公共场所卫生许可证擅自营业',
    facts: '{name}未依法取得公共场所卫生许可证，擅自从事公共场所经营活动。',
    legalBasis: '《公共场所卫生管理条例》第十四条第一款第（四）项、《公共场所卫生管理条例实施细则》第三十五条',
    kinds: ['WARNING', 'FINE'],
    fineWan: [0.05, 0.5],
    publicityMonths: 3,
    kind: 'public-place',
    supervisionField: 'PUBLIC_PLACES',
  },
  {
    violationType: '未按照规定对公共场所进行卫生检测',
    facts: '{name}未按照规定对顾客用品用具进行卫生检测，现场未能提供当年检测报告。',
    legalBasis: '《公共场所卫生管理条例实施细则》第三十六条',
    kinds: ['WARNING', 'FINE'],
    fineWan: [0.02, 0.2],
    publicityMonths: 3,
    kind: 'public-place',
    supervisionField: 'PUBLIC_PLACES',
  },
  {
    violationType: '安排未获得有效健康合格证明的从业人员直接为顾客服务',
    facts: '{name}安排未获得有效健康合格证明的从业人员从事直接为顾客服务的工作。',
    legalBasis: '《公共场所卫生管理条例实施细则》第三十八条',
    kinds: ['WARNING', 'FINE'],
    fineWan: [0.05, 0.5],
    publicityMonths: 3,
    kind: 'public-place',
    supervisionField: 'PUBLIC_PLACES',
  },
  {
    violationType: '违反《医疗机构管理条例》第二十七条',
    facts: '{name}使用非卫生技术人员从事医疗卫生技术工作。',
    legalBasis: '《医疗机构管理条例》第四十七条',
    kinds: ['FINE'],
    fineWan: [1, 4],
    publicityMonths: 12,
    kind: 'medical',
    supervisionField: 'MEDICAL_SERVICES',
  },
  {
    violationType: '违反《医疗机构管理条例》第二十六条',
    facts: '{name}的诊疗活动超出登记或者备案的诊疗科目范围。',
    legalBasis: '《医疗机构管理条例》第四十六条',
    kinds: ['WARNING', 'FINE'],
    fineWan: [1, 3],
    publicityMonths: 12,
    kind: 'medical',
    supervisionField: 'MEDICAL_SERVICES',
  },
  {
    violationType: '违反《医疗废物管理条例》第十六条第一款',
    facts: '{name}未将医疗废物按照类别分置于专用包装物或者容器内。',
    legalBasis: '《医疗废物管理条例》第四十六条第（二）项',
    kinds: ['WARNING', 'FINE'],
    fineWan: [0.1, 0.5],
    publicityMonths: 3,
    kind: 'medical',
    supervisionField: 'INFECTIOUS_DISEASES',
  },
  {
    violationType: '违反《中华人民共和国职业病防治法》第二十六条',
    facts: '{name}工作场所职业病危害因素检测、评价结果没有存档、上报、公布。',
    legalBasis: '《中华人民共和国职业病防治法》第七十条第（一）项',
    kinds: ['WARNING'],
    publicityMonths: 3,
    kind: 'employer',
    supervisionField: 'OCCUPATIONAL',
  },
  {
    violationType: '违反《中华人民共和国职业病防治法》第三十五条第一款',
    facts: '{name}未按照规定组织接触粉尘作业的劳动者进行在岗期间职业健康检查。',
    legalBasis: '《中华人民共和国职业病防治法》第七十一条第（四）项',
    kinds: ['WARNING', 'FINE'],
    fineWan: [5, 8],
    publicityMonths: 12,
    kind: 'employer',
    supervisionField: 'OCCUPATIONAL',
  },
  {
    violationType: '违反《中华人民共和国医师法》第十三条第四款',
    facts: '当事人未注册取得医师执业证书，擅自从事医师执业活动。',
    legalBasis: '《中华人民共和国医师法》第五十九条',
    kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
    fineWan: [2, 6],
    confiscatedWan: [0.05, 0.9],
    publicityMonths: 12,
    kind: 'practitioner',
    supervisionField: 'MEDICAL_SERVICES',
  },
];

const placePermits: readonly PermitCase[] = [
  {
    documentTitle: '公共场所卫生许可决定书',
    kind: 'GENERAL',
    certificateName: '公共场所卫生许可证',
    content: '准予从事公共场所经营活动',
    legalBasis: '《公共场所卫生管理条例》第四条',
    validMonths: 48,
  },
  {
    documentTitle: '公共场所卫生许可延续决定书',
    kind: 'GENERAL',
    certificateName: '公共场所卫生许可证',
    content: '准予延续公共场所卫生许可',
    legalBasis: '《公共场所卫生管理条例》第八条',
    validMonths: 48,
  },
];

const medicalPermits: readonly PermitCase[] = [
  {
    documentTitle: '医疗机构执业登记决定书',
    kind: 'GENERAL',
    certificateName: '医疗机构执业许可证',
    content: '准予按照核准登记的诊疗科目开展诊疗活动',
    legalBasis: '《医疗机构管理条例》第十四条',
    validMonths: 60,
  },
  {
    documentTitle: '放射诊疗许可决定书',
    kind: 'GENERAL',
    certificateName: '放射诊疗许可证',
    content: '准予开展X射线影像诊断',
    legalBasis: '《放射诊疗管理规定》',
    validMonths: null,
  },
];

const doctorPermits: readonly PermitCase[] = [
  {
    documentTitle: '医师执业注册决定书',
    kind: 'RECOGNITION',
    certificateName: '医师执业证书',
    content: '准予医师执业注册',
    legalBasis: '《中华人民共和国医师法》第十三条',
    validMonths: null,
  },
];

/** Kinds of public place by the last words of the name. */
const places: readonly (readonly [words: string, category: string])[] = [
  ['美容店', '美容场所'],
  ['理发店', '理发场所'],
  ['超市', '商场'],
  ['百货店', '商场'],
  ['书店', '书店'],
  ['图书馆', '图书馆'],
];

const byConduct = { clean: 0.03, light: 0.36, bad: 1.2, 'very-bad': 2.7 };

const penaltyWeight: Readonly<Record<Kind, number>> = {
  'public-place': 1,
  medical: 1.2,
  employer: 0.3,
  practitioner: 0.4,
};

const activity = ({ active }: SyntheticSubject) => (active ? 1 : 0.1);

const placeCategory = ({ name }: SyntheticSubject) => places.find(([words]) => name.endsWith(words))?.[1];

/** Undefined for those whom health supervision does not meet. Pharmacies are the drug authority's. */
function kindOf(subject: SyntheticSubject): Kind | undefined {
  const { form, trade, name } = subject;
  if (form === 'person') return trade.code === 'medicine' ? 'practitioner' : undefined;
  if (/(诊所|医院|保健院)$/.test(name)) return 'medical';
  if (placeCategory(subject) !== undefined) return 'public-place';
  const dusty = trade.code === 'manufacture' || trade.code === 'mining';
  return form === 'company' && dusty ? 'employer' : undefined;
}

/** Synthetic records of health. */
export const seeds: DepartmentSeeds = {
  HealthPenalty: {
    mean: (subject) => {
      const kind = kindOf(subject);
      return kind === undefined ? 0 : byConduct[subject.conduct] * penaltyWeight[kind] * activity(subject);
    },
    make: (context) => {
      const chosen = context.random.pick(penalties.filter(({ kind }) => kind === kindOf(context.subject)));
      return { ...penalty(context, '贺卫罚字', [chosen]), supervisionField: chosen.supervisionField };
    },
  },
  HealthPermit: {
    mean: (subject) => {
      const means = { 'public-place': 2, medical: 2.5, practitioner: 0.8, employer: 0 };
      const kind = kindOf(subject);
      return kind === undefined ? 0 : means[kind] * activity(subject);
    },
    make: (context) => {
      const { random, subject } = context;
      const category = placeCategory(subject);
      if (category !== undefined) {
        return { ...permit(context, '贺卫公许字', placePermits), placeCategory: category };
      }
      const doctor = kindOf(subject) === 'practitioner';
      return {
        ...permit(context, doctor ? '贺卫医师字' : '贺卫医许字', doctor ? doctorPermits : medicalPermits),
        clinicalDepartments: subject.name.includes('口腔')
          ? ['口腔科']
          : random.pick(doctor ? [['内科'], ['中医'], ['口腔']] : [['内科'], ['中医科'], ['内科', '外科', '妇产科']]),
      };
    },
  },
  HygieneGrade: {
    mean: (subject) => (kindOf(subject) === 'public-place' ? (subject.active ? 1.5 : 0.05) : 0),
    make: (context) => ({
      ...evaluation(context, {
        scheme: '公共场所卫生监督量化分级',
        series: '贺卫量化字',
        legalBasis: '《公共场所卫生管理条例实施细则》',
        grades: {
          clean: [
            [3, 'A级'],
            [7, 'B级'],
          ],
          light: [
            [6, 'B级'],
            [4, 'C级'],
          ],
          bad: [
            [8, 'C级'],
            [2, '不予评级'],
          ],
          'very-bad': [
            [1, 'C级'],
            [1, '不予评级'],
          ],
        },
      }),
      placeCategory: placeCategory(context.subject),
    }),
  },
  MedicalInstitutionInspection: {
    mean: (subject) => (kindOf(subject) === 'medical' ? 3 * activity(subject) : 0),
    make: (context) => {
      const { random, subject, today } = context;
      const base = decision(context, {
        series: '贺卫监检字',
        legalBasis: '《医疗机构管理条例》第三十九条',
        publicityMonths: null,
      });
      const qualified = random.chance(subject.conduct === 'clean' ? 0.95 : 0.6);
      const correctedDate = addDays(base.decisionDate, random.int(7, 28));
      return {
        ...base,
        publicityStartDate: null,
        inspectionKind: random.weighted([
          [5, 'RANDOM'],
          [3, 'VERIFICATION'],
          [2, 'SPECIAL'],
          [1, 'COMPLAINT'],
        ]),
        items: random.pick([
          ['执业登记', '人员资质', '诊疗科目'],
          ['医疗废物管理', '消毒隔离'],
          ['药品和医疗器械使用', '医疗文书管理'],
        ]),
        qualified,
        problems: qualified
          ? []
          : [random.pick(['医疗废物暂时贮存标识不全', '消毒登记不完整', '处方书写不规范', '未公示收费标准'])],
        correctionDeadline: qualified ? null : addDays(base.decisionDate, 30),
        correctedDate: qualified || correctedDate > today ? null : correctedDate,
      };
    },
  },
};
