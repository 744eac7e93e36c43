import type { Department } from '../_runtime/department.ts';

export default {
  code: 'registry',
  names: [
    {
      zh: '贺州市工商行政管理局',
      en: 'Hezhou Administration for Industry and Commerce',
      validTo: '2019-02-28',
    },
    { zh: '贺州市市场监督管理局', en: 'Hezhou Administration for Market Regulation', validFrom: '2019-03-01' },
  ],
  orgCode: '11451100MB0T010186',
  domain: '登记注册、经营异常名录、年度报告',
  port: 4101,
  timeoutMs: 2_000,
  records: {
    // One registration per subject: whatever changes makes a new version of it.
    Registration: {
      naturalKey: ['subject'],
      registers: { name: 'name', areaCode: 'areaCode', endedDate: 'endedDate' },
    },
    // One decision may change several items.
    RegistrationChange: { naturalKey: ['decidingOrgCode', 'documentNo', 'subject', 'item'] },
    // Who takes in a part of an organisation may take in another one later.
    RegistrationSuccession: {
      naturalKey: ['decidingOrgCode', 'documentNo', 'successorUscc', 'subject'],
      succeeds: { kind: 'kind', successorName: 'successorName', successorUscc: 'successorUscc' },
    },
    // A corrected report replaces the first one.
    AnnualReportSubmission: { naturalKey: ['subject', 'reportYear'] },
  },
} satisfies Department;
