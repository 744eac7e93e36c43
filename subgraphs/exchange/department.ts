import type { Department } from '../_runtime/department.ts';
import { resolvers } from './resolvers.ts';

export default {
  code: 'exchange',
  names: [{ zh: '贺州市公共信用信息平台·纵向交换', en: 'Hezhou Public Credit Information Platform, exchange' }],
  orgCode: '11451100MB0T01165P',
  domain: '平台间数据交换：变更订阅、对账、回执',
  port: 4193,
  timeoutMs: 30_000,
  recordUnion: 'ChangedRecord',
  resolvers,
} satisfies Department;
