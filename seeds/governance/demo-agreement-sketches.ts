import type { AgreementSketch } from './agreement-sketch.ts';

/** Organisations and sole traders: what is bought and sold with is no natural person's affair. */
const BUSINESSES = ['ORGANIZATION', 'SOLE_TRADER'] as const;

const APPROVAL = {
  consumer: 'app:approval-office',
  purposes: ['administrative-approval'],
  usage: '受理行政许可申请时核查申请人信用状况，由窗口受理人员和审查人员查看',
  legalBasis: '《中华人民共和国行政许可法》第三十四条',
  quotaPerDay: 20_000,
} as const;

const PROCUREMENT = {
  consumer: 'app:procurement',
  purposes: ['procurement-review'],
  usage: '开标评标前核查供应商信用记录，由采购监督人员查看',
  legalBasis: '《中华人民共和国政府采购法》第二十二条',
  kinds: BUSINESSES,
  quotaPerDay: 5_000,
} as const;

const TAX = {
  consumer: 'app:tax',
  purposes: ['daily-supervision'],
  usage: '税收风险识别与应对中核对纳税人登记、经营和用工情况，由风险管理人员查看',
  legalBasis: '《中华人民共和国税收征收管理法》第六条',
  quotaPerDay: 50_000,
} as const;

const PLATFORM = {
  consumer: 'platform:guangxi',
  purposes: ['platform-exchange'],
  usage: '自治区平台汇集全区公共信用信息，供各级平台按权限共享',
  legalBasis: '《广西壮族自治区社会信用条例》',
  areas: ['450000'],
  quotaPerDay: 1_000_000,
} as const;

const AGENCY = {
  consumer: 'agency:example-credit',
  purposes: ['credit-report'],
  usage: '经信用主体授权后出具信用报告',
  legalBasis: '信用主体书面授权；《广西壮族自治区社会信用条例》',
  quotaPerDay: 500,
} as const;

/** Who shares what with whom in the demo city. */
export const demoAgreementSketches: readonly AgreementSketch[] = [
  { ...APPROVAL, provider: 'subjects', masked: ['subjects.person:read', 'subjects.person:identity'] },
  { ...APPROVAL, provider: 'registry', masked: ['registry.registration:identity', 'registry.registration:contact'] },
  {
    ...APPROVAL,
    provider: 'market',
    masked: ['market.administrative-penalty:identity', 'market.administrative-permit:identity'],
  },
  {
    ...APPROVAL,
    provider: 'tax',
    clear: ['tax.credit-grade:read'],
    masked: ['tax.payment-status:read', 'tax.administrative-penalty:identity'],
  },
  {
    ...APPROVAL,
    provider: 'court',
    masked: ['court.judgment-debtor:identity', 'court.consumption-restriction:identity'],
  },
  {
    ...APPROVAL,
    provider: 'human-resources',
    clear: ['human-resources.social-insurance-arrears:read'],
    masked: ['human-resources.administrative-penalty:identity', 'human-resources.wage-arrears-list:identity'],
  },
  {
    ...APPROVAL,
    provider: 'emergency',
    clear: ['emergency.accident:read'],
    masked: ['emergency.administrative-penalty:identity', 'emergency.serious-violation-list:identity'],
  },
  { ...APPROVAL, provider: 'housing', clear: ['housing.project-performance:read'] },
  {
    ...APPROVAL,
    provider: 'science-and-ip',
    clear: ['science-and-ip.research-integrity-violation:read'],
    life: 'expired',
  },

  { ...PROCUREMENT, provider: 'tax', clear: ['tax.credit-grade:read'], masked: ['tax.payment-status:read'] },
  {
    ...PROCUREMENT,
    provider: 'trading',
    clear: ['trading.bid-bond:read', 'trading.bid-bond:account', 'trading.contract-performance:read'],
  },
  {
    ...PROCUREMENT,
    provider: 'court',
    clear: ['court.judgment-debtor:identity', 'court.consumption-restriction:identity'],
  },
  { ...PROCUREMENT, provider: 'emergency', clear: ['emergency.accident:read'], life: 'requested' },
  {
    ...PROCUREMENT,
    provider: 'human-resources',
    clear: ['human-resources.social-insurance-arrears:read'],
    life: 'revoked',
    reason: '采购文件已不再将社会保险缴纳情况作为资格条件，共享目的不复存在',
  },

  { ...TAX, provider: 'subjects', clear: ['subjects.person:read', 'subjects.person:identity'] },
  {
    ...TAX,
    provider: 'registry',
    clear: ['registry.registration:identity', 'registry.registration:contact', 'registry.annual-report:amounts'],
  },
  {
    ...TAX,
    provider: 'market',
    clear: ['market.administrative-penalty:identity', 'market.administrative-permit:identity'],
  },
  { ...TAX, provider: 'human-resources', clear: ['human-resources.social-insurance-arrears:read'] },
  {
    ...TAX,
    provider: 'customs',
    clear: ['customs.administrative-penalty:amount', 'customs.administrative-penalty:identity'],
    life: 'suspended',
    reason: '近期查询量明显异常，待使用方说明情况',
  },

  { ...PLATFORM, provider: 'emergency', clear: ['emergency.accident:read'] },
  { ...PLATFORM, provider: 'finance', clear: ['finance.fiscal-fund-grant:read'] },
  { ...PLATFORM, provider: 'housing', clear: ['housing.project-performance:read'] },
  { ...PLATFORM, provider: 'human-resources', clear: ['human-resources.social-insurance-arrears:read'] },
  { ...PLATFORM, provider: 'science-and-ip', clear: ['science-and-ip.research-integrity-violation:read'] },
  { ...PLATFORM, provider: 'tax', clear: ['tax.credit-grade:read', 'tax.payment-status:read'] },
  { ...PLATFORM, provider: 'trading', clear: ['trading.bid-bond:read', 'trading.contract-performance:read'] },

  { ...AGENCY, provider: 'tax', clear: ['tax.credit-grade:read'] },
];
