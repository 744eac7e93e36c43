/** Someone whom the demo can speak as. */
export interface Persona {
  readonly name: string;
  /** What it is, for the start page. */
  readonly title: string;
  readonly claims: Readonly<Record<string, unknown>> & { readonly sub: string };
}

/** The personas of the demo; the public needs no token. */
export const personas: readonly Persona[] = [
  {
    name: 'approval-office',
    title: '行政审批应用：办理许可时查询申请人',
    claims: { sub: 'app:approval-office', kind: 'application', department: 'development-reform' },
  },
  {
    name: 'procurement',
    title: '政府采购应用：开标前核查供应商',
    claims: { sub: 'app:procurement', kind: 'application', department: 'finance' },
  },
  {
    name: 'tax',
    title: '税务应用：日常监管',
    claims: { sub: 'app:tax', kind: 'application', department: 'tax' },
  },
  {
    name: 'regional-platform',
    title: '自治区信用信息平台：纵向互联',
    claims: { sub: 'platform:guangxi', kind: 'platform', scope: 'exchange:pull' },
  },
  {
    name: 'subject',
    title: '信用主体本人：查询自身信息',
    claims: { sub: 'subject:self', kind: 'subject' },
  },
  {
    name: 'market-officer',
    title: '市场监管局信用管理人员',
    claims: { sub: 'officer:market', kind: 'officer', department: 'market' },
  },
  { name: 'auditor', title: '审计人员', claims: { sub: 'auditor:city', kind: 'auditor' } },
  { name: 'operator', title: '平台运维人员', claims: { sub: 'operator:hub', kind: 'operator' } },
];
