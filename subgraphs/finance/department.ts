import type { Department } from '../_runtime/department.ts';

export default {
  code: 'finance',
  names: [{ zh: '贺州市财政局', en: 'Hezhou Finance Bureau' }],
  orgCode: '11451100MB0T01106L',
  domain: '政府采购监管、会计监督、财政资金',
  port: 4110,
  timeoutMs: 2_000,
} satisfies Department;
