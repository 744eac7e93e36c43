/** Someone whom the demo can speak as. */
export interface Persona {
  readonly name: string;
  /** What it is, for the start page. */
  readonly title: string;
  /** What it asks for, as the header `x-credit-purpose` says; undefined where it need not say anything. */
  readonly purpose?: string;
  /** Claims of its token; a subject's own id is added where it is known. */
  readonly claims: Readonly<Record<string, unknown>> & { readonly sub: string };
}

/** The persona that is a credit subject; whose id it has depends on the city. */
export const SUBJECT_PERSONA = 'subject';

/** The personas of the demo; the public needs no token. */
export const personas: readonly Persona[] = [
  {
    name: 'approval-office',
    title: '行政审批应用：办理许可时查询申请人，自然人信息脱敏',
    purpose: 'administrative-approval',
    claims: { sub: 'app:approval-office', kind: 'application', department: 'development-reform' },
  },
  {
    name: 'procurement',
    title: '政府采购应用：开标前核查供应商，仅限组织',
    purpose: 'procurement-review',
    claims: { sub: 'app:procurement', kind: 'application', department: 'finance' },
  },
  {
    name: 'tax',
    title: '税务应用：日常监管',
    purpose: 'daily-supervision',
    claims: { sub: 'app:tax', kind: 'application', department: 'tax' },
  },
  {
    name: 'regional-platform',
    title: '自治区信用信息平台：纵向互联',
    purpose: 'platform-exchange',
    claims: { sub: 'platform:guangxi', kind: 'platform' },
  },
  {
    name: SUBJECT_PERSONA,
    title: '信用主体本人：查询自身信息及查询记录',
    claims: { sub: 'subject:self', kind: 'subject' },
  },
  {
    name: 'agency',
    title: '信用服务机构：凭信用主体授权查询',
    purpose: 'credit-report',
    claims: { sub: 'agency:example-credit', kind: 'agency' },
  },
  {
    name: 'market-officer',
    title: '市场监管局信用管理人员：本部门数据及共享审批',
    purpose: 'daily-supervision',
    claims: { sub: 'officer:market', kind: 'officer', department: 'market' },
  },
  {
    name: 'market-reporting',
    title: '市场监管执法办案应用：报送本部门信用信息',
    purpose: 'data-reporting',
    claims: { sub: 'app:market-reporting', kind: 'application', department: 'market', scope: 'records:report' },
  },
  {
    name: 'auditor',
    title: '审计人员：共享使用情况审计',
    purpose: 'audit',
    claims: { sub: 'auditor:city', kind: 'auditor' },
  },
  {
    name: 'operator',
    title: '平台运维人员：管理应用与接入',
    purpose: 'sharing-governance',
    claims: { sub: 'operator:hub', kind: 'operator' },
  },
];
