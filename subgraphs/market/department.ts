import type { Department } from '../_runtime/department.ts';

export default {
  code: 'market',
  names: [
    {
      zh: '贺州市工商行政管理局',
      en: 'Hezhou Administration for Industry and Commerce',
      validTo: '2019-02-28',
    },
    { zh: '贺州市市场监督管理局', en: 'Hezhou Administration for Market Regulation', validFrom: '2019-03-01' },
  ],
  orgCode: '11451100MB0T010261',
  domain: '市场监管执法、食品药品、产品质量',
  port: 4102,
  timeoutMs: 2_000,
} satisfies Department;
