import type { Department } from '../_runtime/department.ts';

export default {
  code: 'agriculture',
  names: [
    { zh: '贺州市农业局', en: 'Hezhou Agriculture Bureau', validTo: '2019-02-28' },
    { zh: '贺州市农业农村局', en: 'Hezhou Agriculture and Rural Affairs Bureau', validFrom: '2019-03-01' },
  ],
  orgCode: '11451100MB0T01173J',
  domain: '农资经营、农产品质量安全、动物防疫、渔政',
  port: 4117,
  timeoutMs: 2_000,
} satisfies Department;
