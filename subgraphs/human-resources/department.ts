import type { Department } from '../_runtime/department.ts';

export default {
  code: 'human-resources',
  names: [{ zh: '贺州市人力资源和社会保障局', en: 'Hezhou Bureau of Human Resources and Social Security' }],
  orgCode: '11451100MB0T01050H',
  domain: '劳动保障、就业、职称、社会保险',
  port: 4105,
  timeoutMs: 2_000,
} satisfies Department;
