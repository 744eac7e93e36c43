import { addDays, addMonths, yearOf } from '../../schema/iso-date.ts';
import { personName } from '../city/names.ts';
import type { District } from '../city/places.ts';
import type { Random } from '../city/random.ts';
import type { DepartmentSeeds } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { evaluation } from '../city/standards/evaluation.ts';
import { severeListEntry } from '../city/standards/list-entry.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';

/** Offences of builders on a project. */
const builderPenalties: readonly PenaltyCase[] = [
  {
    violationType: '违反《中华人民共和国建筑法》第七条第一款',
    facts: '{name}作为建设单位，未取得建筑工程施工许可证，擅自组织施工。',
    legalBasis: '《建设工程质量管理条例》第五十七条',
    kinds: ['FINE'],
    fineWan: [1, 18],
    publicityMonths: 12,
  },
  {
    violationType: '违反《建设工程质量管理条例》第二十八条第一款',
    facts: '{name}未按照工程设计图纸和施工技术标准施工，部分梁柱钢筋间距与设计不符。',
    legalBasis: '《建设工程质量管理条例》第六十四条',
    kinds: ['FINE'],
    fineWan: [3, 40],
    publicityMonths: 12,
  },
  {
    violationType: '违反《建设工程安全生产管理条例》第二十八条第二款',
    facts: '{name}未根据施工阶段采取相应的安全施工措施，基坑临边防护缺失，责令限期改正后逾期未改正。',
    legalBasis: '《建设工程安全生产管理条例》第六十四条第一款第（二）项',
    kinds: ['FINE', 'PRODUCTION_SUSPENSION'],
    fineWan: [5, 10],
    publicityMonths: 36,
  },
  {
    violationType: '违反《建设工程质量管理条例》第二十五条第三款',
    facts: '{name}将承包工程的主体结构施工分包给不具备相应资质条件的单位。',
    legalBasis: '《建设工程质量管理条例》第六十二条第一款',
    kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
    fineWan: [1, 15],
    confiscatedWan: [0.5, 8],
    publicityMonths: 12,
  },
  {
    violationType: '违反《建设工程质量管理条例》第二十五条第二款',
    facts: '{name}允许其他单位以本单位名义承揽工程，收取管理费，情节严重。',
    legalBasis: '《建设工程质量管理条例》第六十一条',
    kinds: ['CONFISCATION_OF_GAINS', 'FINE', 'LICENCE_REVOCATION'],
    fineWan: [10, 60],
    confiscatedWan: [1, 20],
    licence: '建筑业企业资质证书',
    publicityMonths: 36,
  },
];

/** Offences of those who discharge into the sewers. */
const drainagePenalties: readonly PenaltyCase[] = [
  {
    violationType: '违反《城镇排水与污水处理条例》第二十一条第一款',
    facts: '{name}未取得污水排入排水管网许可证，向城镇排水设施排放污水。',
    legalBasis: '《城镇排水与污水处理条例》第五十条第一款',
    kinds: ['FINE'],
    fineWan: [0.2, 3],
    publicityMonths: 12,
  },
  {
    violationType: '违反《城镇排水与污水处理条例》第二十一条第二款',
    facts: '{name}未按照污水排入排水管网许可证的要求排放污水，污水预处理设施未正常使用。',
    legalBasis: '《城镇排水与污水处理条例》第五十条第二款',
    kinds: ['FINE'],
    fineWan: [0.1, 2],
    publicityMonths: 3,
  },
];

const personPenalties: readonly PenaltyCase[] = [
  {
    violationType: '违反《注册建造师管理规定》第二十六条',
    facts: '当事人允许他人以自己的名义从事执业活动，未实际在岗履行项目负责人职责。',
    legalBasis: '《注册建造师管理规定》第三十七条',
    kinds: ['WARNING', 'FINE'],
    fineWan: [0.2, 1],
    publicityMonths: 3,
  },
];

const constructionPermit: PermitCase = {
  documentTitle: '建筑工程施工许可决定书',
  kind: 'GENERAL',
  certificateName: '建筑工程施工许可证',
  content: '准予建筑工程开工建设',
  legalBasis: '《中华人民共和国建筑法》第七条',
  validMonths: null,
};

const qualificationPermit: PermitCase = {
  documentTitle: '建筑业企业资质许可决定书',
  kind: 'RECOGNITION',
  certificateName: '建筑业企业资质证书',
  content: '准予在资质等级许可的范围内从事建筑活动',
  legalBasis: '《中华人民共和国建筑法》第十三条',
  validMonths: 60,
};

const drainagePermit: PermitCase = {
  documentTitle: '污水排入排水管网许可决定书',
  kind: 'GENERAL',
  certificateName: '污水排入排水管网许可证',
  content: '准予在许可范围内向城镇排水设施排放污水',
  legalBasis: '《城镇排水与污水处理条例》第二十一条',
  validMonths: 60,
};

const gasPermit: PermitCase = {
  documentTitle: '燃气经营许可决定书',
  kind: 'GENERAL',
  certificateName: '燃气经营许可证',
  content: '准予从事瓶装液化石油气供应经营活动',
  legalBasis: '《城镇燃气管理条例》第十五条',
  validMonths: 36,
};

const qualifications = [
  ['建筑工程施工总承包二级'],
  ['市政公用工程施工总承包二级'],
  ['建筑装修装饰工程专业承包一级'],
  ['建筑工程施工总承包二级', '地基基础工程专业承包二级'],
];

const byConduct = { clean: 0.03, light: 0.36, bad: 1.2, 'very-bad': 2.7 };

/** Some are listed after they have given up business. */
const listedByConduct = { clean: 0, light: 0, bad: 0.15, 'very-bad': 0.8 };

const activity = ({ active }: SyntheticSubject) => (active ? 1 : 0.1);

const isBuilder = ({ form, trade }: SyntheticSubject) => form === 'company' && trade.code === 'construction';

const isEngineer = ({ form, trade }: SyntheticSubject) => form === 'person' && trade.code === 'construction';

/** Those who discharge sewage from their trade: restaurants, clinics, works. */
const isDischarger = ({ form, trade, name }: SyntheticSubject) =>
  form === 'company'
    ? trade.code === 'food' || trade.code === 'manufacture'
    : form === 'sole-trader' && (trade.code === 'food' || name.endsWith('诊所') || name.endsWith('洗车行'));

/** Synthetic records of housing and urban-rural development. */
export const seeds: DepartmentSeeds = {
  HousingPenalty: {
    mean: (subject) => {
      const weight = isBuilder(subject) ? 1.5 : isDischarger(subject) ? 0.2 : isEngineer(subject) ? 0.3 : 0;
      return byConduct[subject.conduct] * weight * activity(subject);
    },
    make: (context) => {
      const { random, subject } = context;
      if (isEngineer(subject)) return penalty(context, '贺建罚字', personPenalties);
      if (!isBuilder(subject)) return penalty(context, '贺建罚字', drainagePenalties);
      return {
        ...penalty(context, '贺建罚字', builderPenalties),
        projectName: projectName(random, subject.district),
        responsiblePerson: random.chance(0.4) ? personName(random) : null,
      };
    },
  },
  HousingPermit: {
    mean: (subject) => activity(subject) * (isBuilder(subject) ? 3 : isDischarger(subject) ? 0.7 : 0),
    make: (context) => {
      const { random, subject } = context;
      if (!isBuilder(subject)) {
        const gas = subject.trade.code === 'manufacture' && random.chance(0.1);
        return permit(context, '贺建许字', [gas ? gasPermit : drainagePermit]);
      }
      if (random.chance(0.35)) {
        return {
          ...permit(context, '贺建许字', [qualificationPermit]),
          qualifications: random.pick(qualifications),
        };
      }
      return {
        ...permit(context, '贺建许字', [constructionPermit]),
        projectName: projectName(random, subject.district),
        contractAmountWan: random.amountWan(120, 8_000),
        projectManager: personName(random),
      };
    },
  },
  ConstructionCreditRating: {
    mean: (subject) => (isBuilder(subject) ? (subject.active ? 1.5 : 0.05) : 0),
    make: (context) => ({
      ...evaluation(context, {
        scheme: '贺州市建筑市场主体信用评价',
        series: '贺建信评字',
        legalBasis: '《建筑市场信用管理暂行办法》（建市〔2017〕241号）',
        grades: {
          clean: [
            [4, 'A级'],
            [6, 'B级'],
          ],
          light: [
            [6, 'B级'],
            [4, 'C级'],
          ],
          bad: [
            [6, 'C级'],
            [4, 'D级'],
          ],
          'very-bad': [[1, 'D级']],
        },
      }),
      segment: segmentOf(context.subject),
    }),
  },
  ConstructionSeriousViolation: {
    mean: (subject) => (isBuilder(subject) ? listedByConduct[subject.conduct] * (subject.active ? 1 : 0.3) : 0),
    make: (context) => {
      const fields = severeListEntry(context, {
        listKind: 'CONSTRUCTION_SERIOUS_VIOLATION',
        series: '贺建严列字',
        reasons: [
          '出借资质，受到行政处罚',
          '转包工程，受到行政处罚',
          '利用虚假材料、以欺骗手段取得企业资质',
          '一年内累计发生两次较大工程质量安全事故，受到行政处罚',
        ],
        legalBasis: '《建筑市场信用管理暂行办法》（建市〔2017〕241号）',
        termMonths: 12,
        removalRule: '管理期限届满，已修复失信行为且管理期限内未再次发生应当列入的情形的，由原列入部门移出。',
      });
      return {
        ...fields,
        basisDocumentNo: `贺建罚字〔${yearOf(String(fields.decisionDate))}〕${context.subject.index * 10 + 1}号`,
        projectName: projectName(context.random, context.subject.district),
      };
    },
  },
  ProjectPerformance: {
    mean: (subject) => (isBuilder(subject) ? 3 * activity(subject) : 0),
    make: (context) => {
      const { random, subject, today, ordinal } = context;
      const earliest = addMonths(today, -48);
      const startedDate = random.date(earliest > subject.foundedOn ? earliest : subject.foundedOn, today);
      const dueDate = addDays(startedDate, random.int(180, 700));
      const accepted = dueDate <= today;
      const segment = segmentOf(subject);
      const day = startedDate.slice(2).replaceAll('-', '');
      return {
        ...decision(context, {
          series: '贺建业绩字',
          legalBasis: '《建筑市场信用管理暂行办法》（建市〔2017〕241号）',
          publicityMonths: null,
          decisionDate: accepted ? dueDate : startedDate,
        }),
        publicityStartDate: null,
        projectCode: `${subject.district.code}${day}${segment === 'MUNICIPAL' ? '02' : '01'}${String(ordinal + 1).padStart(2, '0')}`,
        projectName: projectName(random, subject.district),
        category: segment === 'MUNICIPAL' ? 'MUNICIPAL' : 'HOUSING',
        segment,
        contractAmountWan: random.amountWan(80, 9_000),
        projectManager: personName(random),
        startedDate,
        acceptedDate: accepted ? dueDate : null,
        acceptance: accepted ? (random.chance(0.97) ? 'QUALIFIED' : 'UNQUALIFIED') : null,
      };
    },
  },
};

/** A builder works in one part of the market, as its name tells. */
function segmentOf({ name, index }: SyntheticSubject): string {
  if (name.includes('装饰')) return 'DECORATION';
  return index % 4 === 0 ? 'MUNICIPAL' : 'BUILDING';
}

function projectName(random: Random, district: District): string {
  return `${district.name}${random.pick([
    '中心小学教学综合楼工程',
    '人民医院门诊楼扩建工程',
    '老旧小区改造配套基础设施工程',
    '碳酸钙产业园标准厂房（二期）工程',
    '农贸市场改造工程',
    '生活污水处理厂配套管网工程',
    '保障性租赁住房项目',
    '茶产业加工中心工程',
  ])}`;
}
