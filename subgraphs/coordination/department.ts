import type { Department } from '../_runtime/department.ts';
import { caseFacts } from './case-facts.ts';
import { resolvers } from './resolvers.ts';
import { settleAll } from './settle-case.ts';

export default {
  code: 'coordination',
  names: [{ zh: '贺州市公共信用信息平台·协同联动', en: 'Hezhou Public Credit Information Platform, coordination' }],
  orgCode: '11451100MB0T01157W',
  domain: '守信激励与失信惩戒协同：发起、响应、信用核查、反馈',
  port: 4194,
  timeoutMs: 10_000,
  resolvers,
  unasked: settleAll,
  caseFacts,
} satisfies Department;
