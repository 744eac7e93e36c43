import type { Department } from '../_runtime/department.ts';

export default {
  code: 'education',
  names: [
    { zh: '贺州市教育局', en: 'Hezhou Education Bureau', validTo: '2019-02-28' },
    { zh: '贺州市教育体育局', en: 'Hezhou Education and Sports Bureau', validFrom: '2019-03-01' },
  ],
  orgCode: '11451100MB0T0119X5',
  domain: '民办教育、校外培训、高危险性体育项目',
  port: 4119,
  timeoutMs: 2_000,
} satisfies Department;
