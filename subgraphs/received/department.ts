import type { Department } from '../_runtime/department.ts';
import { resolvers } from './resolvers.ts';

export default {
  code: 'received',
  names: [{ zh: '贺州市公共信用信息平台·外部来源', en: 'Hezhou Public Credit Information Platform, received records' }],
  orgCode: '11451100MB0T01157W',
  domain: '自上级、下级及同级平台接收的信用信息',
  port: 4195,
  timeoutMs: 5_000,
  // The rules of every item hold for what was received of it, so that the gateway tells this subgraph of all of them.
  recordUnion: 'OwnRecord',
  resolvers,
} satisfies Department;
