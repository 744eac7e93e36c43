import type { Subject } from '../../storage/port.ts';
import type { ListEntry } from './enter-in-list.ts';

const COURT = { decidingOrgName: '贺州市中级人民法院', decidingOrgCode: '11451100MB0T01042N' };
const TAX = { decidingOrgName: '国家税务总局贺州市税务局', decidingOrgCode: '11451100MB0T01034U' };

/** What a court and the tax authority enter about an enterprise. Synthetic, as everything of the examples. */
export function regionLists({ name, uscc }: Subject): readonly ListEntry[] {
  return [
    {
      department: 'court',
      type: 'JudgmentDebtor',
      documentNo: '（2026）桂11执18号',
      decidingOrgCode: COURT.decidingOrgCode,
      fields: {
        ...sourceOf(COURT),
        legalBasis: '《最高人民法院关于公布失信被执行人名单信息的若干规定》第一条',
        listKind: 'JUDGMENT_DEBTOR',
        reason: '有履行能力而拒不履行生效法律文书确定义务',
        removalRule: '全部履行义务的，人民法院删除失信信息。',
        debtorName: name,
        debtorCategory: 'ORGANIZATION',
        debtorCode: uscc,
        enforcementCourt: COURT.decidingOrgName,
        caseNo: '（2026）桂11执18号',
        filedDate: '2026-01-12',
        enforcedDocumentBody: COURT.decidingOrgName,
        enforcedDocumentNo: '（2025）桂11民初7号',
        obligation: '支付申请执行人货款，并负担案件受理费。',
        performance: 'NONE',
        conduct: ['ABLE_BUT_REFUSING'],
      },
    },
    {
      department: 'tax',
      type: 'MajorTaxViolation',
      documentNo: '贺税失信字〔2026〕18号',
      decidingOrgCode: TAX.decidingOrgCode,
      fields: {
        ...sourceOf(TAX),
        legalBasis: '《重大税收违法失信主体信息公布管理办法》（国家税务总局令第54号）',
        listKind: 'MAJOR_TAX_VIOLATION',
        reason: '虚开增值税专用发票',
        removalRule: '缴清税款、滞纳金和罚款满六个月并作出守信承诺的，可申请提前停止公布。',
        caseNature: 'FALSE_SPECIAL_INVOICES',
        facts: '在没有真实货物交易的情况下，向下游企业虚开增值税专用发票。',
        handling: '依照《中华人民共和国发票管理办法》处以罚款，并依法移送公安机关。',
      },
    },
  ];
}

function sourceOf({ decidingOrgName, decidingOrgCode }: typeof COURT) {
  return { decidingOrgName, sourceOrgName: decidingOrgName, sourceOrgCode: decidingOrgCode };
}
