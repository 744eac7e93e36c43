import type { Department } from '../_runtime/department.ts';

export default {
  code: 'court',
  names: [{ zh: '贺州市中级人民法院', en: "Hezhou Intermediate People's Court" }],
  orgCode: '11451100MB0T01042N',
  domain: '司法裁判、执行',
  port: 4104,
  timeoutMs: 2_000,
} satisfies Department;
