import type { Department } from '../_runtime/department.ts';

export default {
  code: 'customs',
  names: [{ zh: '中华人民共和国贺州海关', en: 'Hezhou Customs of the People’s Republic of China' }],
  orgCode: '11451100MB0T01181D',
  domain: '进出口监管、海关企业信用',
  port: 4118,
  timeoutMs: 2_000,
} satisfies Department;
