import type { Department } from '../_runtime/department.ts';

export default {
  code: 'housing',
  names: [{ zh: '贺州市住房和城乡建设局', en: 'Hezhou Housing and Urban-Rural Development Bureau' }],
  orgCode: '11451100MB0T010854',
  domain: '建筑市场、工程质量安全、房地产市场、城镇排水',
  port: 4108,
  timeoutMs: 2_000,
} satisfies Department;
