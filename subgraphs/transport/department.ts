import type { Department } from '../_runtime/department.ts';

export default {
  code: 'transport',
  names: [{ zh: '贺州市交通运输局', en: 'Hezhou Transport Bureau' }],
  orgCode: '11451100MB0T01093Y',
  domain: '道路运输、公路路政、超限超载治理',
  port: 4109,
  timeoutMs: 2_000,
} satisfies Department;
