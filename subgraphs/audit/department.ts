import type { Department } from '../_runtime/department.ts';
import { resolvers } from './resolvers.ts';

export default {
  code: 'audit',
  names: [{ zh: '贺州市公共信用信息平台·审计', en: 'Hezhou Public Credit Information Platform, audit' }],
  orgCode: '11451100MB0T01157W',
  domain: '访问留痕：谁在何时、为何事由查看了哪些信用信息',
  port: 4190,
  timeoutMs: 3_000,
  resolvers,
} satisfies Department;
