import { addDays, addMonths, yearOf } from '../../schema/iso-date.ts';
import { personName } from '../city/names.ts';
import type { District } from '../city/places.ts';
import type { Random } from '../city/random.ts';
import type { DepartmentSeeds } from '../city/record-seed.ts';
import { decision } from '../city/standards/decision.ts';
import { severeListEntry } from '../city/standards/list-entry.ts';
import { type PenaltyCase, penalty } from '../city/standards/penalty.ts';
import { type PermitCase, permit } from '../city/standards/permit.ts';
import type { SyntheticSubject } from '../city/synthetic-subject.ts';
import type { Trade } from '../city/trades.ts';

interface FinancePenaltyCase extends PenaltyCase {
  readonly supervisionField: 'ACCOUNTING' | 'FISCAL_FUNDS' | 'PROCUREMENT';
}

const penalties: readonly FinancePenaltyCase[] = [
  {
    violationType: '违反《中华人民共和国会计法》第三条',
    facts: '{name}未依法设置会计账簿，以收支流水代替会计账簿。',
    legalBasis: '《中华人民共和国会计法》第四十条第一款第（一）项',
    kinds: ['WARNING', 'FINE'],
    fineWan: [0.3, 5],
    publicityMonths: 12,
    supervisionField: 'ACCOUNTING',
  },
  {
    violationType: '未按照规定取得原始凭证',
    facts: '{name}以不符合规定的原始凭证入账，部分支出无发票及明细清单。',
    legalBasis: '《中华人民共和国会计法》第四十条第一款第（三）项',
    kinds: ['WARNING', 'CIRCULATED_CRITICISM'],
    publicityMonths: 3,
    supervisionField: 'ACCOUNTING',
  },
  {
    violationType: '以虚报手段骗取财政资金',
    facts: '{name}在申报产业扶持项目时虚报设备投资额，骗取财政补助资金。',
    legalBasis: '《财政违法行为处罚处分条例》第十四条第一款第（一）项',
    kinds: ['WARNING', 'FINE'],
    fineWan: [1, 25],
    publicityMonths: 12,
    supervisionField: 'FISCAL_FUNDS',
  },
  {
    violationType: '提供虚假材料谋取中标、成交',
    facts: '{name}在政府采购项目响应文件中提供虚假的业绩合同和检测报告，谋取成交。',
    legalBasis: '《中华人民共和国政府采购法》第七十七条第一款第（一）项',
    kinds: ['FINE'],
    fineWan: [0.2, 8],
    publicityMonths: 12,
    supervisionField: 'PROCUREMENT',
  },
  {
    violationType: '中标后无正当理由拒不签订政府采购合同',
    facts: '{name}被确定为中标供应商后，无正当理由拒不与采购人签订政府采购合同。',
    legalBasis: '《中华人民共和国政府采购法实施条例》第七十二条第一款第（二）项',
    kinds: ['FINE'],
    fineWan: [0.1, 3],
    publicityMonths: 12,
    supervisionField: 'PROCUREMENT',
  },
];

const accountingPermits: readonly PermitCase[] = [
  {
    documentTitle: '代理记账资格许可决定书',
    kind: 'GENERAL',
    certificateName: '代理记账许可证书',
    content: '准予从事代理记账业务',
    legalBasis: '《中华人民共和国会计法》第三十四条',
    validMonths: null,
  },
  {
    documentTitle: '代理记账许可证书变更决定书',
    kind: 'GENERAL',
    certificateName: '代理记账许可证书',
    content: '准予变更代理记账许可证书登记事项',
    legalBasis: '《代理记账管理办法》',
    validMonths: null,
  },
];

const funds: Partial<Record<Trade['code'], readonly (readonly [fund: string, project: string])[]>> = {
  manufacture: [
    ['工业和信息化发展专项资金', '碳酸钙生产线智能化技术改造项目'],
    ['中小企业发展专项资金', '专精特新企业培育奖励'],
  ],
  agriculture: [
    ['农业产业发展专项资金', '标准化茶园建设项目'],
    ['衔接推进乡村振兴补助资金', '供粤港澳大湾区蔬菜基地建设项目'],
  ],
  technology: [['科技创新发展专项资金', '高新技术企业认定奖补']],
  trade: [['外经贸发展专项资金', '外贸企业开拓国际市场项目']],
  retail: [['商贸服务业发展资金', '限额以上商贸企业培育奖励']],
  transport: [['物流业发展专项资金', '城乡冷链物流配送中心项目']],
};

const byConduct = { clean: 0.03, light: 0.36, bad: 1.2, 'very-bad': 2.7 };

const activity = ({ active }: SyntheticSubject) => (active ? 1 : 0.1);

const isBookkeeper = ({ form, name }: SyntheticSubject) => form === 'company' && name.includes('企业管理咨询');

/** Cooperatives farm, whatever else they do. */
const fundsOf = ({ form, trade }: SyntheticSubject) =>
  form === 'cooperative' ? funds.agriculture : form === 'company' ? funds[trade.code] : undefined;

/** Synthetic records of finance. */
export const seeds: DepartmentSeeds = {
  FinancePenalty: {
    mean: (subject) => {
      const concerned = subject.form === 'company' || subject.form === 'cooperative';
      return concerned ? byConduct[subject.conduct] * 0.3 * activity(subject) : 0;
    },
    make: (context) => {
      const { random, subject } = context;
      const chosen = random.pick(penalties);
      const fields = penalty(context, '贺财罚字', [chosen]);
      const matters = {
        ACCOUNTING: `${yearOf(String(fields.decisionDate)) - 1}年度会计信息质量检查`,
        FISCAL_FUNDS: fundsOf(subject)?.[0]?.[0] ?? '产业发展专项资金',
        PROCUREMENT: procurementProject(random, subject.district),
      };
      return { ...fields, supervisionField: chosen.supervisionField, matter: matters[chosen.supervisionField] };
    },
  },
  ProcurementViolation: {
    mean: (subject) =>
      subject.form === 'company' && subject.conduct === 'very-bad' ? (subject.active ? 0.4 : 0.04) : 0,
    make: (context) => {
      const { random, subject } = context;
      const termMonths = random.pick([12, 24, 36]);
      const years = { 12: '一', 24: '二', 36: '三' }[termMonths];
      const fields = severeListEntry(context, {
        listKind: 'PROCUREMENT_VIOLATION',
        series: '贺财采严列字',
        reasons: [
          '提供虚假材料谋取中标、成交',
          '与其他供应商恶意串通',
          '向采购代理机构行贿',
          '中标后无正当理由拒不签订政府采购合同',
        ],
        legalBasis: '《中华人民共和国政府采购法》第七十七条第一款',
        termMonths,
        removalRule: '禁止参加政府采购活动的期限届满后移出；提前移出依照信用修复有关规定办理。',
      });
      return {
        ...fields,
        penaltyDocumentNo: `贺财罚字〔${yearOf(String(fields.decisionDate))}〕${subject.index * 10 + 1}号`,
        projectName: procurementProject(random, subject.district),
        penaltyResult: `处以采购金额千分之八的罚款，列入不良行为记录名单，${years}年内禁止参加政府采购活动。`,
        bannedUntil: addMonths(String(fields.decisionDate), termMonths),
      };
    },
  },
  AccountingFirmPermit: {
    mean: (subject) => (isBookkeeper(subject) ? 1 * activity(subject) : 0),
    make: (context) => ({
      ...permit(context, '贺财会许字', accountingPermits),
      businessManager: personName(context.random),
      fullTimeStaff: context.random.int(3, 12),
    }),
  },
  FiscalFundGrant: {
    mean: (subject) => (fundsOf(subject) === undefined ? 0 : 2 * activity(subject)),
    make: (context) => {
      const { random, subject, today } = context;
      const base = decision(context, {
        series: '贺财补字',
        legalBasis: '《中华人民共和国预算法》第五十七条',
        publicityMonths: null,
      });
      const [fundName, projectName] = random.pick(fundsOf(subject) ?? []);
      const paidDate = addDays(base.decisionDate, random.int(10, 90));
      const evaluated = addMonths(paidDate, 12) <= today;
      return {
        ...base,
        publicityStartDate: null,
        fundName,
        fundLevel: random.weighted([
          [1, 'CENTRAL'],
          [4, 'REGIONAL'],
          [3, 'CITY'],
          [2, 'COUNTY'],
        ]),
        fiscalYear: yearOf(base.decisionDate),
        projectName,
        amountWan: random.amountWan(1, 120),
        paidDate: paidDate <= today ? paidDate : null,
        performanceGrade: evaluated
          ? random.weighted([
              [4, '优'],
              [4, '良'],
              [1, '中'],
            ])
          : null,
      };
    },
  },
};

function procurementProject(random: Random, district: District): string {
  return `${district.name}${random.pick([
    '教育信息化设备采购项目',
    '人民医院医疗设备采购项目',
    '机关物业服务采购项目',
    '办公家具采购项目',
    '公共安全视频监控运维服务采购项目',
  ])}`;
}
