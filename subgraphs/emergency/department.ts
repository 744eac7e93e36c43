import type { Department } from '../_runtime/department.ts';

export default {
  code: 'emergency',
  names: [
    { zh: '贺州市安全生产监督管理局', en: 'Hezhou Administration of Work Safety', validTo: '2019-02-28' },
    { zh: '贺州市应急管理局', en: 'Hezhou Bureau of Emergency Management', validFrom: '2019-03-01' },
  ],
  orgCode: '11451100MB0T01069E',
  domain: '安全生产、应急管理',
  port: 4106,
  timeoutMs: 2_000,
} satisfies Department;
