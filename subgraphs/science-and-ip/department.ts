import type { Department } from '../_runtime/department.ts';

export default {
  code: 'science-and-ip',
  names: [{ zh: '贺州市科学技术局', en: 'Hezhou Science and Technology Bureau' }],
  orgCode: '11451100MB0T011492',
  domain: '知识产权、高新技术企业、科研诚信',
  port: 4114,
  timeoutMs: 2_000,
} satisfies Department;
