import type { Department } from '../_runtime/department.ts';

export default {
  code: 'natural-resources',
  names: [
    { zh: '贺州市国土资源局', en: 'Hezhou Land and Resources Bureau', validTo: '2019-02-28' },
    { zh: '贺州市自然资源局', en: 'Hezhou Natural Resources Bureau', validFrom: '2019-03-01' },
  ],
  orgCode: '11451100MB0T01165P',
  domain: '土地、矿产、国土空间规划',
  port: 4116,
  timeoutMs: 2_000,
} satisfies Department;
