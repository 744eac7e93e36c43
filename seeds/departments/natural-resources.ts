import { addDays, addMonths, yearOf } from '../../schema/iso-date.ts';
import type { CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';
import type { Trade } from '../city/trades.ts';

const byConduct = { clean: 0.03, light: 0.36, bad: 1.2, 'very-bad': 2.7 };

type Field = 'LAND' | 'MINERALS' | 'PLANNING';

/** Trades that use much land or dig; the others meet natural resources seldom. */
const landUsers: readonly Trade['code'][] = ['construction', 'mining', 'manufacture', 'agriculture', 'transport'];

const minerals = ['饰面用大理岩', '方解石', '建筑石料用灰岩', '砖瓦用页岩', '水泥用石灰岩'];

interface FieldPenalty extends PenaltyCase {
  readonly field: Field;
  /** The land must be restored or handed back within so many months. */
  readonly restorationMonths?: number;
}

const occupation: FieldPenalty = {
  field: 'LAND',
  violationType: '违反《中华人民共和国土地管理法》第四十四条',
  facts: '{name}未经批准，擅自占用集体农用地硬化地面、搭建钢架厂房。',
  legalBasis: '《中华人民共和国土地管理法》第七十七条',
  kinds: ['FINE', 'OTHER'],
  fineWan: [0.5, 30],
  publicityMonths: 12,
  restorationMonths: 3,
};

const farmland: FieldPenalty = {
  field: 'LAND',
  violationType: '违反《中华人民共和国土地管理法》第三十七条第二款',
  facts: '{name}在承包的耕地上挖砂取土，经鉴定种植条件已被破坏。',
  legalBasis: '《中华人民共和国土地管理法》第七十五条',
  kinds: ['FINE', 'OTHER'],
  fineWan: [0.3, 15],
  publicityMonths: 12,
  restorationMonths: 6,
};

const temporaryLand: FieldPenalty = {
  field: 'LAND',
  violationType: '违反《中华人民共和国土地管理法》第五十七条',
  facts: '{name}施工用临时用地期满后拒不归还，未按照约定复垦。',
  legalBasis: '《中华人民共和国土地管理法》第八十一条',
  kinds: ['FINE', 'OTHER'],
  fineWan: [0.5, 10],
  publicityMonths: 12,
  restorationMonths: 3,
};

const withoutPlanningPermit: FieldPenalty = {
  field: 'PLANNING',
  violationType: '违反《中华人民共和国城乡规划法》第四十条第一款',
  facts: '{name}未取得建设工程规划许可证，擅自加建附属用房。',
  legalBasis: '《中华人民共和国城乡规划法》第六十四条',
  kinds: ['FINE'],
  fineWan: [0.5, 25],
  publicityMonths: 12,
};

const temporaryBuilding: FieldPenalty = {
  field: 'PLANNING',
  violationType: '违反《中华人民共和国城乡规划法》第四十四条第二款',
  facts: '{name}临时售楼部超过批准期限未自行拆除。',
  legalBasis: '《中华人民共和国城乡规划法》第六十六条第（三）项',
  kinds: ['FINE'],
  fineWan: [0.2, 5],
  publicityMonths: 3,
};

// The law on minerals was renumbered on 1 July 2025 and decisions lie on both sides of that day: no articles.
const beyondTheMine: FieldPenalty = {
  field: 'MINERALS',
  violationType: '超出采矿权登记的开采区域开采矿产资源',
  facts: '{name}越过采矿权登记的开采区域边界采挖，经测量越界开采矿石千余吨。',
  legalBasis: '《中华人民共和国矿产资源法》',
  kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
  fineWan: [2, 40],
  confiscatedWan: [1, 30],
  publicityMonths: 12,
};

const withoutMiningPermit: FieldPenalty = {
  field: 'MINERALS',
  violationType: '未取得采矿许可证擅自采矿',
  facts: '{name}在未取得采矿许可证的情况下，以平整场地名义开采石料并销售。',
  legalBasis: '《中华人民共和国矿产资源法》',
  kinds: ['CONFISCATION_OF_PROPERTY', 'CONFISCATION_OF_GAINS', 'FINE'],
  fineWan: [5, 60],
  confiscatedWan: [2, 50],
  publicityMonths: 36,
};

function penaltyCases({ form, trade }: SyntheticSubject): readonly FieldPenalty[] {
  if (form === 'person') return [farmland, occupation];
  switch (trade.code) {
    case 'mining':
      return form === 'company'
        ? [beyondTheMine, withoutMiningPermit, occupation, temporaryLand]
        : [withoutMiningPermit, occupation];
    case 'construction':
      return [withoutPlanningPermit, temporaryBuilding, temporaryLand];
    case 'agriculture':
      return [farmland, occupation];
    default:
      return [occupation, withoutPlanningPermit];
  }
}

function naturalResourcesPenalty(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const chosen = random.pick(penaltyCases(subject));
  const fields = penalty(context, '贺自然资罚字', [chosen]);
  const restoration =
    chosen.restorationMonths === undefined ? '' : `责令${chosen.restorationMonths}个月内退还土地、恢复土地原状；`;
  return {
    ...fields,
    content: `${restoration}${String(fields.content)}`,
    field: chosen.field,
    landAreaSquareMetres: chosen.field === 'MINERALS' ? null : String(random.int(60, 9_000)),
    mineral: chosen.field === 'MINERALS' ? random.pick(minerals) : null,
    restorationDueDate:
      chosen.restorationMonths === undefined ? null : addMonths(String(fields.decisionDate), chosen.restorationMonths),
  };
}

function meanPenalties({ active, conduct, form, trade }: SyntheticSubject): number {
  if (form === 'person') return byConduct[conduct] * 0.08;
  if (form !== 'company' && form !== 'sole-trader') return 0;
  const share = landUsers.includes(trade.code) ? 1 : 0.1;
  return byConduct[conduct] * share * (form === 'sole-trader' ? 0.3 : 1) * (active ? 1 : 0.1);
}

interface FieldPermit extends PermitCase {
  readonly field: Field;
  readonly projects: readonly string[];
}

const landPlanning: FieldPermit = {
  field: 'PLANNING',
  documentTitle: '建设用地规划许可决定书',
  kind: 'GENERAL',
  certificateName: '建设用地规划许可证',
  content: '建设项目符合国土空间规划和用途管制要求，准予办理建设用地规划许可',
  legalBasis: '《中华人民共和国城乡规划法》第三十八条',
  validMonths: null,
  projects: ['生产基地项目', '标准厂房项目', '物流仓储中心项目', '住宅小区项目'],
};

const allocatedLandPlanning: FieldPermit = {
  ...landPlanning,
  legalBasis: '《中华人民共和国城乡规划法》第三十七条',
  projects: ['教学综合楼项目', '门诊综合楼项目', '业务用房项目'],
};

const buildingPlanning: FieldPermit = {
  field: 'PLANNING',
  documentTitle: '建设工程规划许可决定书',
  kind: 'GENERAL',
  certificateName: '建设工程规划许可证',
  content: '建设工程符合国土空间规划和用途管制要求，准予建设',
  legalBasis: '《中华人民共和国城乡规划法》第四十条',
  validMonths: null,
  projects: ['1号厂房', '综合办公楼', '职工宿舍楼', '配套仓库'],
};

const temporaryUse: FieldPermit = {
  field: 'LAND',
  documentTitle: '临时用地批准书',
  kind: 'GENERAL',
  certificateName: '临时用地批准书',
  content: '同意临时使用土地，期满恢复土地原状',
  legalBasis: '《中华人民共和国土地管理法》第五十七条',
  validMonths: 24,
  projects: ['公路改扩建工程拌和站', '输电线路工程施工便道', '项目部临时用地'],
};

const mining: FieldPermit = {
  field: 'MINERALS',
  documentTitle: '采矿许可决定书',
  kind: 'FRANCHISE',
  certificateName: '采矿许可证',
  content: '准予在划定的矿区范围内开采矿产资源',
  legalBasis: '《中华人民共和国矿产资源法》',
  validMonths: 120,
  projects: ['石材矿', '采石场', '方解石矿'],
};

function permitCases({ form, trade }: SyntheticSubject): readonly FieldPermit[] {
  if (form === 'public-institution') return [allocatedLandPlanning, buildingPlanning];
  if (trade.code === 'mining') return [mining, mining, temporaryUse, buildingPlanning];
  if (trade.code === 'construction') return [landPlanning, buildingPlanning, temporaryUse];
  return [landPlanning, buildingPlanning];
}

function naturalResourcesPermit(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const chosen = random.pick(permitCases(subject));
  const isMine = chosen.field === 'MINERALS';
  return {
    ...permit(context, '贺自然资许字', [chosen]),
    field: chosen.field,
    projectName: `${subject.name}${random.pick(chosen.projects)}`,
    location: `贺州市${subject.district.name}`,
    areaHectares: hectares(context, isMine ? [3, 40] : [0.2, 8]),
    mineral: isMine ? random.pick(minerals) : null,
    annualOutputWanTonnes: isMine ? String(random.pick([5, 10, 20, 30, 50, 100])) : null,
  };
}

/** Ten-thousandths of a hectare are square metres, as land is measured. */
function hectares({ random }: CaseContext, [min, max]: readonly [min: number, max: number]): string {
  return String(random.int(min * 10_000, max * 10_000) / 10_000);
}

function meanPermits({ active, form, trade }: SyntheticSubject): number {
  if (!active) return 0;
  if (form === 'public-institution') return 0.5;
  if (form !== 'company') return 0;
  const often: Partial<Record<Trade['code'], number>> = {
    mining: 1.5,
    construction: 1,
    manufacture: 1,
    transport: 0.3,
    agriculture: 0.3,
  };
  return often[trade.code] ?? 0.05;
}

interface LandUseCase {
  /** Value of the graph's LandUse. */
  readonly landUse: string;
  readonly termYears: number;
  /** Price of a hectare, in units of 10,000 yuan. */
  readonly priceWan: readonly [min: number, max: number];
}

const industrial: LandUseCase = { landUse: 'INDUSTRIAL', termYears: 50, priceWan: [180, 320] };
const storage: LandUseCase = { landUse: 'STORAGE', termYears: 50, priceWan: [200, 360] };
const commercial: LandUseCase = { landUse: 'COMMERCIAL', termYears: 40, priceWan: [900, 3_000] };
const residential: LandUseCase = { landUse: 'RESIDENTIAL', termYears: 70, priceWan: [1_200, 4_500] };

function landUseCase({ random, subject }: CaseContext): LandUseCase {
  switch (subject.trade.code) {
    case 'construction':
      return random.pick([residential, commercial]);
    case 'transport':
      return storage;
    case 'retail':
    case 'trade':
      return random.pick([storage, commercial]);
    default:
      return industrial;
  }
}

function landContract(context: CaseContext): RecordFields {
  const { random, subject, ordinal, today } = context;
  const chosen = landUseCase(context);
  const base = decision(context, {
    series: '贺自然资出合字',
    legalBasis: '《中华人民共和国城镇国有土地使用权出让和转让暂行条例》第十一条',
    withinMonths: 96,
    publicityMonths: null,
  });
  const areaHectares = hectares(context, [0.3, 9]);
  const price = Math.round(Number(areaHectares) * random.int(...chosen.priceWan));
  const startDueDate = addMonths(base.decisionDate, 15);
  const completionDueDate = addMonths(startDueDate, random.pick([18, 24, 36]));
  const terms = { paymentDueDate: addDays(base.decisionDate, 60), startDueDate, completionDueDate };
  return {
    ...base,
    publicityStartDate: null,
    parcelNo: `${subject.district.code}G${yearOf(base.decisionDate)}${String((subject.index * 10 + ordinal) % 10_000).padStart(4, '0')}`,
    location: `贺州市${subject.district.name}${random.pick(subject.district.streets)}旁`,
    landUse: chosen.landUse,
    areaHectares,
    grantMethod: random.weighted([
      [8, 'LISTING'],
      [2, 'AUCTION'],
      [1, 'AGREEMENT'],
    ]),
    termYears: chosen.termYears,
    priceAmountWan: String(price),
    ...terms,
    handoverDueDate: addMonths(base.decisionDate, 3),
    ...performance(context, terms, price, today),
  };
}

interface LandTerms {
  readonly paymentDueDate: string;
  readonly startDueDate: string;
  readonly completionDueDate: string;
}

/** How the contract is kept: nothing is overdue before its day. */
function performance({ random, subject }: CaseContext, terms: LandTerms, price: number, today: string): RecordFields {
  const breaks = random.chance({ clean: 0.02, light: 0.15, bad: 0.5, 'very-bad': 0.8 }[subject.conduct]);
  const kept = { performance: terms.completionDueDate < today ? 'FULFILLED' : 'PERFORMING' };
  if (!breaks || terms.paymentDueDate >= today) return { ...kept, overdueAmountWan: null, breach: null };
  if (addMonths(terms.startDueDate, 12) < today && random.chance(0.3)) {
    return { performance: 'IDLE_LAND', overdueAmountWan: null, breach: '超过约定动工开发日期满一年未动工开发' };
  }
  if (terms.startDueDate < today && random.chance(0.5)) {
    return { performance: 'START_OVERDUE', overdueAmountWan: null, breach: '未按照合同约定日期开工建设' };
  }
  return {
    performance: 'PAYMENT_OVERDUE',
    overdueAmountWan: String(Math.max(1, Math.round((price * random.int(10, 50)) / 100))),
    breach: '未按照合同约定期限缴清土地出让价款',
  };
}

function meanContracts({ active, form, trade }: SyntheticSubject): number {
  if (!active || form !== 'company') return 0;
  if (['construction', 'manufacture', 'mining'].includes(trade.code)) return 0.6;
  return ['transport', 'trade', 'retail', 'food', 'agriculture'].includes(trade.code) ? 0.1 : 0.02;
}

/** Synthetic records of natural resources. */
export const seeds: DepartmentSeeds = {
  NaturalResourcesPenalty: { mean: meanPenalties, make: naturalResourcesPenalty },
  NaturalResourcesPermit: { mean: meanPermits, make: naturalResourcesPermit },
  LandContract: { mean: meanContracts, make: landContract },
};
