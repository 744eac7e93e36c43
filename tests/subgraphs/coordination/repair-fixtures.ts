import type { Passport } from '../../../schema/access/passport.ts';
import type { RecordContent, Subject } from '../../../storage/port.ts';
import { recordId } from '../../../storage/record-id.ts';
import { auditEntry } from '../../storage/audit/trail-fixtures.ts';
import { callerWith, type TestCoordination } from './coordination-fixtures.ts';

export const PENALTY_ITEM = 'market.administrative-penalty';

/** The subject, looking at itself. */
export function self({ id }: Pick<Subject, 'id'>): Passport {
  return callerWith({ kind: 'subject', id: 'subject:self', department: null, subject: id }, 'self-inquiry');
}

/** A penalty by market supervision, of the kinds in the graph. Its id. */
export async function penalised(
  town: Pick<TestCoordination, 'store'>,
  about: Subject,
  penaltyKinds: readonly string[],
  content: Partial<RecordContent> = {},
): Promise<string> {
  const documentNo = content.documentNo ?? '贺市监罚〔2026〕18号';
  const decidingOrgCode = '11451100MB0T010261';
  const id = recordId('MarketPenalty', [decidingOrgCode, documentNo, about.id]);
  const fields = {
    decidingOrgName: '贺州市市场监督管理局',
    sourceOrgName: '贺州市市场监督管理局',
    sourceOrgCode: decidingOrgCode,
    legalBasis: '《中华人民共和国食品安全法》第一百二十四条',
    counterpartyName: about.name,
    counterpartyCategory: about.kind,
    violationType: '经营不符合食品安全标准的食品',
    facts: '事实。',
    penaltyKinds,
    content: '没收违法所得',
  };
  await town.store.write('market', [
    {
      id,
      operation: 'UPSERT',
      reason: 'REPORTED',
      reportedAt: '2026-02-02T01:00:00.000Z',
      content: {
        type: 'MarketPenalty',
        subjectId: about.id,
        subjectKind: about.kind,
        state: 'EFFECTIVE',
        decidingOrgCode,
        decisionDate: '2026-06-01',
        publicityStartDate: '2026-06-01',
        publicityEndDate: '2027-05-31',
        sealed: { legalRepresentativeIdNo: '451102197001013456' },
        ...content,
        documentNo,
        fields: { ...fields, ...content.fields },
      },
    },
  ]);
  return id;
}

/** Writes down that somebody was given records of the item about the subject. */
export function read(
  town: Pick<TestCoordination, 'audit'>,
  { id }: Pick<Subject, 'id'>,
  { caller }: Pick<Passport, 'caller'>,
  at = '2026-11-01T04:00:00.000Z',
) {
  const given = { clear: ['MarketPenalty.documentNo'], masked: [], denied: [], joined: [] };
  return town.audit.append(auditEntry({ at, caller, coordinates: given, items: [PENALTY_ITEM], subjects: [id] }));
}

const PROBLEMS = 'problems { code field message }';

const REPAIR = `repair {
  id version state severity regime dueOn isExtended isBeingCarriedOut barredUntil applicant
  timeline { what by department } told { department { code } other notice }
}`;

export const APPLY = `mutation ($input: RepairApplicationInput!) {
  applyForRepair(input: $input) { ${REPAIR} firstPossibleOn ${PROBLEMS} }
}`;

/** A step upon a repair that needs no more than a reason and a document. */
export const repairStep = (name: string, more = '') => `mutation ($id: ID!, $version: Int!) {
  ${name}(id: $id, version: $version ${more}) { ${REPAIR} firstPossibleOn ${PROBLEMS} }
}`;

export const ACCEPT = repairStep('acceptRepair');
export const APPROVE = repairStep('approveRepair', 'documentNo: "贺市监修〔2026〕1号" reason: "已纠正失信行为"');
export const REJECT = repairStep('rejectRepair', 'documentNo: "贺市监修〔2026〕2号" reason: "尚未履行义务"');
export const DECEIVED = repairStep(
  'rejectRepair',
  'documentNo: "贺市监修〔2026〕3号" reason: "提供虚假材料" isDeceit: true',
);
export const REVOKE = repairStep('revokeRepair', 'documentNo: "贺市监撤修〔2026〕1号" reason: "以欺骗手段取得"');

/** An application about the target. */
export function application(target: object, more: object = {}) {
  return {
    input: {
      target,
      dutyFulfilledOn: '2026-06-20',
      evidence: [{ kind: 'PAYMENT', documentNo: '缴款书0001号' }],
      commitment: '我单位承诺依法诚信经营。',
      ...more,
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: payloads of several mutations
export const payload = ({ data }: { readonly data: any }) => Object.values(data ?? {})[0] as any;
