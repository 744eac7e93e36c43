import { addDays, addMonths, yearOf } from '../../schema/iso-date.ts';
import type { CaseContext, DepartmentSeeds, RecordFields } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { type EvaluationCase, evaluation } from '../city/standards/evaluation.ts';
import { severeListEntry } from '../city/standards/list-entry.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';
import type { Trade } from '../city/trades.ts';

/** Grades look back two years; a younger enterprise has none yet. */
const FOUNDED_BEFORE = '2024-01-01';

const notPublished = { publicityStartDate: null, publicityEndDate: null };

const byConduct = { clean: 0.04, light: 0.4, bad: 1.2, 'very-bad': 2.7 };

/** Trades with dangers of their own; the others meet work safety seldom. */
const dangerous: readonly Trade['code'][] = ['mining', 'manufacture', 'construction', 'trade'];

const penalties: readonly PenaltyCase[] = [
  {
    violationType: '违反《中华人民共和国安全生产法》第二十八条第一款',
    facts: '{name}未按照规定对从业人员进行安全生产教育和培训，现场抽查的三名从业人员无培训考核记录。',
    legalBasis: '《中华人民共和国安全生产法》第九十七条第（三）项',
    kinds: ['FINE'],
    fineWan: [0.5, 8],
    publicityMonths: 12,
  },
  {
    violationType: '违反《中华人民共和国安全生产法》第三十五条',
    facts: '{name}未在有较大危险因素的生产经营场所和有关设施、设备上设置明显的安全警示标志。',
    legalBasis: '《中华人民共和国安全生产法》第九十九条第（一）项',
    kinds: ['FINE'],
    fineWan: [0.3, 4],
    publicityMonths: 3,
  },
  {
    violationType: '违反《中华人民共和国安全生产法》第四十一条第二款',
    facts: '{name}未将事故隐患排查治理情况如实记录，未向从业人员通报。',
    legalBasis: '《中华人民共和国安全生产法》第九十七条第（五）项',
    kinds: ['FINE'],
    fineWan: [0.5, 6],
    publicityMonths: 3,
  },
  {
    violationType: '违反《中华人民共和国安全生产法》第四十一条第一款',
    facts: '{name}未建立安全风险分级管控制度，未对主要生产环节开展风险辨识。',
    legalBasis: '《中华人民共和国安全生产法》第一百零一条第（四）项',
    kinds: ['FINE'],
    fineWan: [1, 8],
    publicityMonths: 12,
  },
  {
    violationType: '违反《中华人民共和国安全生产法》第四十二条第二款',
    facts: '{name}封堵员工宿舍疏散通道，安全出口不能正常开启。',
    legalBasis: '《中华人民共和国安全生产法》第一百零五条第（二）项',
    kinds: ['FINE'],
    fineWan: [0.5, 4],
    publicityMonths: 12,
  },
];

const penaltyOfTrade: PenaltyCase = {
  violationType: '违反《危险化学品安全管理条例》第三十三条第一款',
  facts: '{name}未取得危险化学品经营许可证，销售油漆稀释剂等危险化学品。',
  legalBasis: '《危险化学品安全管理条例》第七十七条第三款',
  kinds: ['CONFISCATION_OF_PROPERTY', 'CONFISCATION_OF_GAINS', 'FINE'],
  fineWan: [10, 15],
  confiscatedWan: [0.05, 1],
  publicityMonths: 36,
};

const penaltyAfterAccident: PenaltyCase = {
  violationType: '对一般生产安全事故负有责任',
  facts: '{name}安全管理不到位，发生一起一般生产安全事故，经调查认定对事故发生负有责任。',
  legalBasis: '《中华人民共和国安全生产法》第一百一十四条第一款第（一）项',
  kinds: ['FINE'],
  fineWan: [30, 60],
  publicityMonths: 36,
};

const penaltyOfPerson: PenaltyCase = {
  violationType: '违反《中华人民共和国安全生产法》第二十一条',
  facts: '{name}作为生产经营单位主要负责人，未组织制定并实施本单位安全生产教育和培训计划。',
  legalBasis: '《中华人民共和国安全生产法》第九十四条第一款',
  kinds: ['FINE'],
  fineWan: [2, 5],
  publicityMonths: 12,
};

function emergencyPenalty(context: CaseContext): RecordFields {
  const { random, subject } = context;
  // Accidents are behind the records of bad subjects only, and these are the ones with accidents on record.
  const afterAccident =
    subject.kind === 'ORGANIZATION' && ['bad', 'very-bad'].includes(subject.conduct) && random.chance(0.1);
  return { ...penalty(context, '贺应急罚字', penaltyCases(subject, afterAccident)), afterAccident };
}

function penaltyCases({ kind, trade }: SyntheticSubject, afterAccident: boolean): readonly PenaltyCase[] {
  if (kind === 'NATURAL_PERSON') return [penaltyOfPerson];
  if (afterAccident) return [penaltyAfterAccident];
  return trade.code === 'trade' ? [...penalties, penaltyOfTrade] : penalties;
}

function meanPenalties({ active, conduct, form, trade }: SyntheticSubject): number {
  if (form === 'person') return byConduct[conduct] * 0.05;
  if (!active || form === 'public-institution' || form === 'social-organization') return 0;
  return byConduct[conduct] * (dangerous.includes(trade.code) ? 1 : 0.15) * (form === 'sole-trader' ? 0.4 : 1);
}

interface ScopedPermit extends PermitCase {
  readonly scopes: readonly (readonly string[])[];
}

const chemicals: ScopedPermit = {
  documentTitle: '危险化学品经营许可决定书',
  kind: 'GENERAL',
  certificateName: '危险化学品经营许可证',
  content: '准予从事危险化学品经营活动',
  legalBasis: '《危险化学品安全管理条例》第三十三条',
  validMonths: 36,
  scopes: [
    ['汽油', '柴油'],
    ['油漆', '稀释剂'],
    ['氧气', '乙炔', '氩气'],
  ],
};

const fireworks: ScopedPermit = {
  documentTitle: '烟花爆竹经营（批发）许可决定书',
  kind: 'GENERAL',
  certificateName: '烟花爆竹经营（批发）许可证',
  content: '准予从事烟花爆竹批发经营活动',
  legalBasis: '《烟花爆竹安全管理条例》第十九条第一款',
  validMonths: 36,
  scopes: [
    ['爆竹类（C级）', '喷花类（C级、D级）'],
    ['组合烟花类（C级）', '爆竹类（C级）'],
  ],
};

const mineDesign: ScopedPermit = {
  documentTitle: '矿山建设项目安全设施设计审查意见书',
  kind: 'APPROVAL',
  certificateName: '安全设施设计审查意见书',
  content: '同意矿山建设项目安全设施设计',
  legalBasis: '《中华人民共和国安全生产法》第三十三条第二款',
  validMonths: null,
  scopes: [['饰面用大理岩露天开采'], ['建筑石料用灰岩露天开采'], ['地下开采扩建工程']],
};

const specialOperation: ScopedPermit = {
  documentTitle: '特种作业操作资格认定决定书',
  kind: 'RECOGNITION',
  certificateName: '特种作业操作证',
  content: '准予从事特种作业',
  legalBasis: '《中华人民共和国安全生产法》第三十条',
  validMonths: 72,
  scopes: [['低压电工作业'], ['熔化焊接与热切割作业'], ['高处安装、维护、拆除作业'], ['金属非金属矿山支柱作业']],
};

function permitsFor({ kind, trade }: SyntheticSubject): readonly ScopedPermit[] {
  if (kind === 'NATURAL_PERSON') return [specialOperation];
  if (trade.code === 'mining') return [mineDesign];
  return trade.code === 'trade' ? [chemicals, fireworks] : [chemicals];
}

function meanPermits({ active, form, trade }: SyntheticSubject): number {
  if (form === 'person') return 0.2;
  if (!active || form !== 'company') return 0;
  if (trade.code === 'mining' || trade.code === 'trade') return 0.7;
  return trade.code === 'manufacture' ? 0.2 : 0;
}

const grades = [[1, '三级']] as const;
const standardization: EvaluationCase = {
  scheme: '企业安全生产标准化定级',
  series: '贺应急标字',
  legalBasis: '《企业安全生产标准化建设定级办法》（应急〔2021〕83号）',
  // The city gives grade three; grades one and two are given by the state and the region.
  grades: { clean: grades, light: grades, bad: grades, 'very-bad': grades },
};

const standards: Partial<Record<Trade['code'], string>> = {
  mining: '金属非金属矿山企业安全生产标准化定级标准',
  manufacture: '工贸企业安全生产标准化定级标准',
  trade: '危险化学品企业安全生产标准化定级标准',
};

function standardizationGrade(context: CaseContext): RecordFields {
  const fields = evaluation(context, standardization);
  // A grade holds for three years.
  const validTo = addMonths(String(fields.decisionDate), 36);
  return {
    ...fields,
    publicityEndDate: validTo,
    validTo,
    standardName: standards[context.subject.trade.code] ?? '工贸企业安全生产标准化定级标准',
    revokedDate: null,
  };
}

function seriousViolation(context: CaseContext): RecordFields {
  const { subject, ordinal } = context;
  const entry = severeListEntry(context, {
    listKind: 'SAFETY_SERIOUS_VIOLATION',
    series: '贺应急严列字',
    reasons: [
      '发生生产安全事故，事故单位对事故发生负有责任，且谎报、瞒报事故',
      '未依法取得安全生产相关许可，擅自从事生产经营建设活动，受到行政处罚且情节严重',
      '被责令停产停业整顿，拒不执行',
    ],
    legalBasis: '《安全生产严重失信主体名单管理办法》（应急管理部令第11号）',
    termMonths: 36,
    removalRule: '列入满十二个月，履行义务、消除不良影响并作出安全生产承诺的，可申请提前移出。',
  });
  return {
    ...entry,
    penaltyDocumentNo: `贺应急罚字〔${yearOf(String(entry.decisionDate))}〕${subject.index * 10 + ordinal + 1}号`,
    personInCharge: subject.representative,
    personInChargeIdNo: subject.representativeIdNo,
  };
}

const accidents = [
  { kind: '高处坠落', cause: '作业人员未系挂安全带，临边防护缺失。' },
  { kind: '机械伤害', cause: '设备检修未断电挂牌，传动部位无防护罩。' },
  { kind: '车辆伤害', cause: '厂区车辆倒车无人指挥，驾驶员观察不周。' },
  { kind: '坍塌', cause: '边坡浮石未及时清理，作业人员违章在坡脚作业。' },
  { kind: '中毒和窒息', cause: '进入有限空间作业前未通风、未检测。' },
];

function accident(context: CaseContext): RecordFields {
  const { random, today } = context;
  const chosen = random.pick(accidents);
  const occurredDate = random.date(addMonths(today, -30), addDays(today, -90));
  const deaths = random.weighted([
    [30, 0],
    [60, 1],
    [10, 2],
  ]);
  // The decision is the approval of the report of investigation.
  return {
    ...decision(context, {
      series: '贺政安批字',
      legalBasis: '《生产安全事故报告和调查处理条例》第三十二条',
      publicityMonths: null,
      decisionDate: addDays(occurredDate, random.int(60, 90)),
    }),
    ...notPublished,
    occurredDate,
    level: 'ORDINARY',
    accidentKind: chosen.kind,
    deaths,
    seriousInjuries: deaths === 0 ? random.int(1, 3) : random.int(0, 2),
    directLossWan: random.amountWan(20 + deaths * 100, 80 + deaths * 160),
    finding: '生产安全责任事故',
    directCause: chosen.cause,
  };
}

/** Synthetic records of emergency management. */
export const seeds: DepartmentSeeds = {
  EmergencyPenalty: { mean: meanPenalties, make: emergencyPenalty },
  EmergencyPermit: {
    mean: meanPermits,
    make: (context) => {
      const chosen = context.random.pick(permitsFor(context.subject));
      return { ...permit(context, '贺应急许字', [chosen]), permittedScope: context.random.pick(chosen.scopes) };
    },
  },
  SafetySeriousViolation: {
    mean: ({ active, conduct, form, trade }) =>
      active && form === 'company' && conduct === 'very-bad' ? (dangerous.includes(trade.code) ? 0.6 : 0.05) : 0,
    make: seriousViolation,
  },
  SafetyStandardizationGrade: {
    mean: ({ active, conduct, form, trade, foundedOn }) => {
      const graded = active && form === 'company' && foundedOn < FOUNDED_BEFORE && standards[trade.code] !== undefined;
      return graded ? { clean: 0.6, light: 0.5, bad: 0.2, 'very-bad': 0 }[conduct] : 0;
    },
    make: standardizationGrade,
  },
  SafetyAccident: {
    mean: ({ active, conduct, form, trade, foundedOn }) =>
      active && form === 'company' && dangerous.includes(trade.code) && foundedOn < FOUNDED_BEFORE
        ? { clean: 0, light: 0.03, bad: 0.2, 'very-bad': 0.7 }[conduct]
        : 0,
    make: accident,
  },
};
