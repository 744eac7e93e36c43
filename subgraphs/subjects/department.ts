import type { Department } from '../_runtime/department.ts';
import { resolvers } from './resolvers.ts';

export default {
  code: 'subjects',
  names: [{ zh: '贺州市公共信用信息平台', en: 'Hezhou Public Credit Information Platform' }],
  orgCode: '11451100MB0T01157W',
  domain: '信用主体索引、检索与公共信用报告',
  port: 4100,
  timeoutMs: 2_000,
  resolvers,
} satisfies Department;
