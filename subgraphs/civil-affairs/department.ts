import type { Department } from '../_runtime/department.ts';

export default {
  code: 'civil-affairs',
  names: [{ zh: '贺州市民政局', en: 'Hezhou Civil Affairs Bureau' }],
  orgCode: '11451100MB0T011305',
  domain: '社会组织登记管理、慈善募捐、地名管理',
  port: 4113,
  timeoutMs: 2_000,
} satisfies Department;
