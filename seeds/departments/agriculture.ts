import { personName } from '../city/names.ts';
import type { CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { type EvaluationCase, evaluation } from '../city/standards/evaluation.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';

/** A producer is graded on a whole year; a younger one has no grade yet. */
const FOUNDED_BEFORE = '2024-01-01';

const byConduct = { clean: 0.03, light: 0.36, bad: 1.2, 'very-bad': 2.7 };

/** What a subject does in agriculture, if anything. */
type Branch = 'supplies' | 'animals' | 'produce' | 'person';

function branchOf({ form, name, trade }: SyntheticSubject): Branch | null {
  if (form === 'person') return 'person';
  if (form === 'cooperative') return 'produce';
  if (trade.code !== 'agriculture') return null;
  if (form === 'company') return 'produce';
  if (form !== 'sole-trader') return null;
  if (name.endsWith('农资店')) return 'supplies';
  return name.endsWith('养殖场') ? 'animals' : null;
}

type Field = 'SEED' | 'PESTICIDE' | 'VETERINARY_DRUG' | 'ANIMAL' | 'PRODUCE' | 'FISHERY';

interface FieldPenalty extends PenaltyCase {
  readonly field: Field;
  readonly products: readonly string[];
}

const withoutQuarantine: FieldPenalty = {
  field: 'ANIMAL',
  products: ['生猪', '肉牛', '活禽'],
  violationType: '违反《中华人民共和国动物防疫法》第五十一条',
  facts: '{name}经营、运输的动物未附有检疫证明。',
  legalBasis: '《中华人民共和国动物防疫法》第一百条第一款',
  kinds: ['FINE'],
  fineWan: [0.1, 2],
  publicityMonths: 3,
};

const penaltiesOf: Readonly<Record<Branch, readonly FieldPenalty[]>> = {
  supplies: [
    {
      field: 'PESTICIDE',
      products: ['草铵膦水剂', '吡虫啉可湿性粉剂', '代森锰锌可湿性粉剂'],
      violationType: '违反《农药管理条例》第二十六条第二款、第二十七条第一款',
      facts: '{name}未按照规定建立农药采购台账和销售台账，责令改正后拒不改正。',
      legalBasis: '《农药管理条例》第五十八条第（一）项',
      kinds: ['FINE'],
      fineWan: [0.2, 0.8],
      publicityMonths: 3,
    },
    {
      field: 'PESTICIDE',
      products: ['阿维菌素乳油', '高效氯氟氰菊酯乳油', '噻虫嗪水分散粒剂'],
      violationType: '经营劣质农药',
      facts: '{name}销售的农药经抽样检验有效成分含量不符合标准，判定为劣质农药。',
      legalBasis: '《农药管理条例》第五十六条',
      kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
      fineWan: [0.2, 2],
      confiscatedWan: [0.01, 0.2],
      publicityMonths: 12,
    },
    {
      field: 'PESTICIDE',
      products: ['百草枯水剂', '标称生物制剂的农药'],
      violationType: '经营假农药',
      facts: '{name}销售的农药未取得农药登记证，以肥料名义在店内销售。',
      legalBasis: '《农药管理条例》第五十五条第一款第（二）项',
      kinds: ['CONFISCATION_OF_GAINS', 'FINE', 'LICENCE_REVOCATION'],
      fineWan: [0.5, 5],
      confiscatedWan: [0.02, 0.5],
      licence: '农药经营许可证',
      publicityMonths: 36,
    },
    {
      field: 'SEED',
      products: ['杂交水稻种子', '甜玉米种子', '芥菜种子'],
      violationType: '违反《中华人民共和国种子法》第四十条第二款',
      facts: '{name}销售的种子标签未标注品种适宜种植区域和检疫证明编号。',
      legalBasis: '《中华人民共和国种子法》第七十九条第（二）项',
      kinds: ['FINE'],
      fineWan: [0.2, 1],
      publicityMonths: 3,
    },
    {
      field: 'SEED',
      products: ['杂交水稻种子', '花生种子'],
      violationType: '违反《中华人民共和国种子法》第四十八条',
      facts: '{name}销售的种子经检验发芽率低于标签标注值，判定为劣种子。',
      legalBasis: '《中华人民共和国种子法》第七十五条第一款',
      kinds: ['CONFISCATION_OF_GAINS', 'CONFISCATION_OF_PROPERTY', 'FINE'],
      fineWan: [1, 8],
      confiscatedWan: [0.02, 0.6],
      publicityMonths: 12,
    },
    {
      field: 'VETERINARY_DRUG',
      products: ['恩诺沙星注射液', '氟苯尼考粉'],
      violationType: '未按照规定实施兽药经营质量管理规范',
      facts: '{name}销售兽用处方药未保存处方笺，责令限期改正。',
      legalBasis: '《兽药管理条例》第五十九条第一款',
      kinds: ['WARNING'],
      publicityMonths: 3,
    },
  ],
  animals: [
    withoutQuarantine,
    {
      field: 'ANIMAL',
      products: ['生猪', '肉鸡', '肉鸭'],
      violationType: '违反《中华人民共和国动物防疫法》第二十五条第二款',
      facts: '{name}开办动物饲养场，未取得动物防疫条件合格证。',
      legalBasis: '《中华人民共和国动物防疫法》第九十八条第（一）项',
      kinds: ['FINE'],
      fineWan: [0.3, 2],
      publicityMonths: 12,
    },
    {
      field: 'PRODUCE',
      products: ['鸡蛋', '乌鸡', '罗非鱼'],
      violationType: '销售兽药残留不符合农产品质量安全标准的农产品',
      facts: '{name}出栏的产品经监督抽查，恩诺沙星残留量不符合农产品质量安全标准。',
      legalBasis: '《中华人民共和国农产品质量安全法》第七十一条第（一）项',
      kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
      fineWan: [5, 8],
      confiscatedWan: [0.01, 0.5],
      publicityMonths: 12,
    },
  ],
  produce: [
    {
      field: 'PRODUCE',
      products: ['贡柑', '脐橙', '马蹄', '香芋'],
      violationType: '违反《中华人民共和国农产品质量安全法》第二十七条第一款',
      facts: '{name}未建立农产品生产记录，责令限期改正后逾期未改正。',
      legalBasis: '《中华人民共和国农产品质量安全法》第六十九条',
      kinds: ['FINE'],
      fineWan: [0.2, 1],
      publicityMonths: 3,
    },
    {
      field: 'PRODUCE',
      products: ['豇豆', '韭菜', '芥菜', '茶叶'],
      violationType: '销售农药残留不符合农产品质量安全标准的农产品',
      facts: '{name}销售的产品经监督抽查，农药残留超过食品安全国家标准规定的最大残留限量。',
      legalBasis: '《中华人民共和国农产品质量安全法》第七十一条第（一）项',
      kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
      fineWan: [5, 9],
      confiscatedWan: [0.01, 0.8],
      publicityMonths: 12,
    },
    {
      field: 'PRODUCE',
      products: ['脐橙', '茶叶', '蔬菜'],
      violationType: '冒用农产品质量标志',
      facts: '{name}在产品包装上使用绿色食品标志，不能提供有效的标志使用证书。',
      legalBasis: '《中华人民共和国农产品质量安全法》第七十四条',
      kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
      fineWan: [0.5, 4],
      confiscatedWan: [0.02, 0.6],
      publicityMonths: 12,
    },
    {
      field: 'SEED',
      products: ['柑橘苗木', '香芋种苗'],
      violationType: '违反《中华人民共和国种子法》第三十六条',
      facts: '{name}未按规定建立、保存种子生产经营档案。',
      legalBasis: '《中华人民共和国种子法》第七十九条第（四）项',
      kinds: ['FINE'],
      fineWan: [0.2, 1],
      publicityMonths: 3,
    },
  ],
  person: [
    withoutQuarantine,
    {
      // The law on fishery was renumbered on 1 May 2026 and decisions lie on both sides of that day: no articles.
      field: 'FISHERY',
      products: ['草鱼、鲤鱼等渔获物', '小型杂鱼'],
      violationType: '使用电鱼方法进行捕捞',
      facts: '{name}在江河段使用电鱼装置捕捞，被现场查获。',
      legalBasis: '《中华人民共和国渔业法》',
      kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
      fineWan: [0.05, 0.5],
      confiscatedWan: [0.01, 0.05],
      publicityMonths: 12,
    },
    {
      field: 'FISHERY',
      products: ['小型杂鱼', '河虾'],
      violationType: '违反禁渔期规定进行捕捞',
      facts: '{name}在珠江流域禁渔期内使用地笼捕捞。',
      legalBasis: '《中华人民共和国渔业法》',
      kinds: ['CONFISCATION_OF_GAINS', 'FINE'],
      fineWan: [0.03, 0.3],
      confiscatedWan: [0.01, 0.03],
      publicityMonths: 3,
    },
  ],
};

function agriculturePenalty(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const chosen = random.pick(penaltiesOf[branchOf(subject) ?? 'produce']);
  return {
    ...penalty(context, '贺农罚字', [chosen]),
    field: chosen.field,
    product: random.pick(chosen.products),
  };
}

function meanPenalties(subject: SyntheticSubject): number {
  const branch = branchOf(subject);
  if (branch === null) return 0;
  if (branch === 'person') return byConduct[subject.conduct] * 0.1;
  return byConduct[subject.conduct] * (subject.active ? 1 : 0.1);
}

interface FieldPermit extends PermitCase {
  readonly field: Field;
  readonly scopes: readonly (readonly string[])[];
}

const seedPermit: FieldPermit = {
  field: 'SEED',
  documentTitle: '农作物种子生产经营许可决定书',
  kind: 'GENERAL',
  certificateName: '农作物种子生产经营许可证',
  content: '准予从事农作物种子生产经营活动',
  legalBasis: '《中华人民共和国种子法》第三十一条',
  validMonths: 60,
  scopes: [['蔬菜种子'], ['柑橘苗木'], ['花生种子', '大豆种子']],
};

const pesticidePermit: FieldPermit = {
  field: 'PESTICIDE',
  documentTitle: '农药经营许可决定书',
  kind: 'GENERAL',
  certificateName: '农药经营许可证',
  content: '准予从事农药经营活动',
  legalBasis: '《农药管理条例》第二十四条',
  validMonths: 60,
  scopes: [['农药（限制使用农药除外）'], ['农药']],
};

const veterinaryPermit: FieldPermit = {
  field: 'VETERINARY_DRUG',
  documentTitle: '兽药经营许可决定书',
  kind: 'GENERAL',
  certificateName: '兽药经营许可证',
  content: '准予从事兽药经营活动（兽用生物制品除外）',
  legalBasis: '《兽药管理条例》第二十二条',
  validMonths: 60,
  scopes: [['兽用化学药品', '兽用中药'], ['兽用中药']],
};

const animalPermit: FieldPermit = {
  field: 'ANIMAL',
  documentTitle: '动物防疫条件审查决定书',
  kind: 'GENERAL',
  certificateName: '动物防疫条件合格证',
  content: '动物饲养场动物防疫条件审查合格',
  legalBasis: '《中华人民共和国动物防疫法》第二十五条',
  validMonths: null,
  scopes: [['生猪'], ['肉鸡', '肉鸭'], ['肉牛', '山羊']],
};

const permitsOf: Readonly<Record<Exclude<Branch, 'person'>, readonly FieldPermit[]>> = {
  supplies: [pesticidePermit, pesticidePermit, veterinaryPermit],
  animals: [animalPermit],
  produce: [seedPermit],
};

function agriculturePermit(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const branch = branchOf(subject);
  const chosen = random.pick(permitsOf[branch === null || branch === 'person' ? 'produce' : branch]);
  const scope = random.pick(chosen.scopes);
  return {
    ...permit(context, '贺农许字', [chosen]),
    field: chosen.field,
    scope,
    restrictedPesticides: chosen.field === 'PESTICIDE' ? scope.includes('农药') : null,
    technicianName: personName(random),
    storeAddress: chosen.field === 'ANIMAL' ? null : subject.address,
  };
}

function meanPermits(subject: SyntheticSubject): number {
  const branch = branchOf(subject);
  if (branch === null || branch === 'person') return 0;
  const often = { supplies: 1.5, animals: 0.9, produce: 0.3 };
  return often[branch] * (subject.active ? 1 : 0.15);
}

const rating: EvaluationCase = {
  scheme: '广西农产品质量安全信用等级评定',
  series: '贺农安信字',
  legalBasis: '《中华人民共和国农产品质量安全法》第五十四条',
  grades: {
    clean: [
      [2, 'AAA级'],
      [3, 'AA级'],
      [5, 'A级'],
    ],
    light: [
      [1, 'AA级'],
      [4, 'A级'],
      [2, 'B级'],
    ],
    bad: [
      [1, 'A级'],
      [4, 'B级'],
      [2, 'C级'],
    ],
    'very-bad': [
      [1, 'B级'],
      [5, 'C级'],
    ],
  },
};

const produceOf = ['脐橙', '马蹄', '茶叶', '贡柑', '香芋', '中药材'];

function productRating(context: CaseContext): RecordFields {
  const { random, subject } = context;
  const animals = branchOf(subject) === 'animals';
  // A cooperative is named after what it grows.
  const grown = produceOf.find((product) => subject.name.includes(product)) ?? random.pick(produceOf);
  return {
    ...evaluation(context, rating),
    products: animals ? [random.pick(['生猪', '三黄鸡', '肉牛'])] : [grown],
    baseAreaMu: animals ? null : String(random.int(20, 1_500)),
    certificatesIssued: subject.conduct === 'clean' || random.chance(0.5),
  };
}

function meanRatings(subject: SyntheticSubject): number {
  const branch = branchOf(subject);
  const graded = branch === 'produce' || branch === 'animals';
  return graded && subject.active && subject.foundedOn < FOUNDED_BEFORE ? 0.9 : 0;
}

/** Synthetic records of agriculture. */
export const seeds: DepartmentSeeds = {
  AgriculturePenalty: { mean: meanPenalties, make: agriculturePenalty },
  AgriculturePermit: { mean: meanPermits, make: agriculturePermit },
  AgriculturalProductRating: { mean: meanRatings, make: productRating },
};
