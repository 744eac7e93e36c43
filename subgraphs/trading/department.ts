import type { Department } from '../_runtime/department.ts';

export default {
  code: 'trading',
  names: [{ zh: '贺州市公共资源交易中心', en: 'Hezhou Public Resources Trading Centre' }],
  orgCode: '11451100MB0T01114F',
  domain: '政府采购合同、合同履约、招标投标',
  port: 4111,
  timeoutMs: 2_000,
} satisfies Department;
