import type { Department } from '../_runtime/department.ts';

export default {
  code: 'health',
  names: [
    {
      zh: '贺州市卫生和计划生育委员会',
      en: 'Hezhou Health and Family Planning Commission',
      validTo: '2019-02-28',
    },
    { zh: '贺州市卫生健康委员会', en: 'Hezhou Health Commission', validFrom: '2019-03-01' },
  ],
  orgCode: '11451100MB0T01122A',
  domain: '公共场所卫生、医疗卫生、职业卫生监督',
  port: 4112,
  timeoutMs: 2_000,
} satisfies Department;
