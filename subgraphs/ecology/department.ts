import type { Department } from '../_runtime/department.ts';

export default {
  code: 'ecology',
  names: [
    { zh: '贺州市环境保护局', en: 'Hezhou Environmental Protection Bureau', validTo: '2019-02-28' },
    { zh: '贺州市生态环境局', en: 'Hezhou Ecology and Environment Bureau', validFrom: '2019-03-01' },
  ],
  orgCode: '11451100MB0T010779',
  domain: '生态环境执法、排污许可、环境影响评价',
  port: 4107,
  timeoutMs: 2_000,
} satisfies Department;
