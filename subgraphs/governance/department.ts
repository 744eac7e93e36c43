import type { Department } from '../_runtime/department.ts';
import { resolvers } from './resolvers.ts';

export default {
  code: 'governance',
  names: [{ zh: '贺州市公共信用信息平台·共享管理', en: 'Hezhou Public Credit Information Platform, governance' }],
  orgCode: '11451100MB0T01157W',
  domain: '信用信息目录与共享协议：申请、审批、暂停、撤销',
  port: 4191,
  timeoutMs: 3_000,
  resolvers,
} satisfies Department;
