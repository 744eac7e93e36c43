import type { Department } from '../_runtime/department.ts';

export default {
  code: 'tax',
  names: [
    {
      zh: '广西壮族自治区贺州市国家税务局',
      en: 'Hezhou State Taxation Bureau of Guangxi',
      validTo: '2018-07-04',
    },
    {
      zh: '国家税务总局贺州市税务局',
      en: 'Hezhou Tax Service, State Taxation Administration',
      validFrom: '2018-07-05',
    },
  ],
  orgCode: '11451100MB0T01034U',
  domain: '税收征管、纳税信用',
  port: 4103,
  timeoutMs: 2_000,
  records: {
    // A rating on review replaces the rating of the same period.
    TaxCreditRating: { naturalKey: ['subject', 'scheme', 'period'] },
    TaxCreditGrade: { naturalKey: ['subject', 'scheme', 'period'] },
    // One notice names many taxes.
    TaxArrearsNotice: { naturalKey: ['decidingOrgCode', 'documentNo', 'subject', 'taxType'] },
    TaxPaymentStatus: { naturalKey: ['subject', 'period'] },
  },
} satisfies Department;
