import type { Department } from '../_runtime/department.ts';
import { resolvers } from './resolvers.ts';

export default {
  code: 'collection',
  names: [{ zh: '贺州市公共信用信息平台·数据归集', en: 'Hezhou Public Credit Information Platform, collection' }],
  orgCode: '11451100MB0T01165P',
  domain: '数据归集：报送、校验、主体关联、归集质量',
  port: 4192,
  timeoutMs: 10_000,
  resolvers,
} satisfies Department;
