import type { Department } from '../_runtime/department.ts';

export default {
  code: 'development-reform',
  names: [{ zh: '贺州市发展和改革委员会', en: 'Hezhou Development and Reform Commission' }],
  orgCode: '11451100MB0T01157W',
  domain: '社会信用体系建设、投资项目审批，会同文明办培树诚信典型',
  port: 4115,
  timeoutMs: 2_000,
  records: {
    // The code of a commitment is unique in the country.
    CreditCommitment: { naturalKey: ['commitmentNo'] },
    // A later result replaces the result of the same period.
    PublicCreditEvaluation: { naturalKey: ['subject', 'scheme', 'period'] },
  },
} satisfies Department;
