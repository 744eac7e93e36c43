import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyedAdapter } from '../../cli/open-store.ts';
import type { HubStore, RecordChange, RecordContent, RecordState, Subject } from '../../storage/port.ts';
import { recordId } from '../../storage/record-id.ts';

/** A town so small that tests can say of each value who sees it. Its day is `NOON`, 2026-11-02. */
export interface SmallTown {
  readonly store: HubStore;
  /** Holds the store and its keys. */
  readonly folder: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Two of each kind that matters, in two districts. */
export const TOWN = {
  near: subject('o.91451102MA5K000001', 'ORGANIZATION', '贺州近处商贸有限公司', '451102'),
  far: subject('o.91451121MA5K000002', 'ORGANIZATION', '昭平远处建材有限公司', '451121'),
  trader: subject('t.92451102MA5K000003', 'SOLE_TRADER', '八步区小吃店', '451102'),
  person: subject('p.person-near', 'NATURAL_PERSON', '欧阳小明', '451102', '451102199003071230'),
  stranger: subject('p.person-far', 'NATURAL_PERSON', '李远方', '451121', '451121198005062345'),
} as const;

export type Townsman = keyof typeof TOWN;

function subject(id: string, kind: Subject['kind'], name: string, areaCode: string, identityNo?: string): Subject {
  const uscc = kind === 'NATURAL_PERSON' ? null : id.slice(2);
  const sealed: Record<string, string> = identityNo === undefined ? {} : { identityNo };
  return { id, kind, name, uscc, areaCode, formerNumbers: [], sealed };
}

/** Records of everybody: penalties of each standing, an inspection, a tax period; titles of persons. */
export async function smallTown(): Promise<SmallTown> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const { adapter } = await keyedAdapter({ data: folder }, true);
  const store = await adapter.open();
  const townsmen = Object.values(TOWN);
  await store.saveSubjects(townsmen);
  await store.write('market', [
    ...townsmen.flatMap(penalties),
    ...townsmen.map((one) => record(one, 'ProductInspection', 'inspection', { fields: { productName: '米粉' } })),
  ]);
  await store.write('tax', townsmen.map(taxPeriod));
  await store.write('human-resources', [title(TOWN.person), title(TOWN.stranger)]);
  return {
    store,
    folder,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One in publicity, one of the past, and one each that is repaired and withdrawn. */
function penalties(one: Subject): readonly RecordChange[] {
  const standings: readonly (readonly [string, RecordState, string])[] = [
    ['now', 'EFFECTIVE', '2027-06-01'],
    ['past', 'EFFECTIVE', '2026-10-01'],
    ['repaired', 'REPAIRED', '2027-06-01'],
    ['withdrawn', 'WITHDRAWN', '2027-06-01'],
  ];
  const isPerson = one.kind === 'NATURAL_PERSON';
  const fields = {
    counterpartyName: one.name,
    counterpartyCategory: one.kind,
    facts: '事实。',
    ...(isPerson ? { counterpartyIdType: 'CITIZEN_ID' } : { legalRepresentative: '王大力' }),
  };
  const sealed: Record<string, string> = isPerson
    ? { counterpartyIdNo: one.sealed.identityNo ?? '' }
    : { legalRepresentativeIdNo: '451102197001013456' };
  return standings.map(([name, state, publicityEndDate]) =>
    record(one, 'MarketPenalty', name, { state, publicityStartDate: '2026-02-01', publicityEndDate, fields, sealed }),
  );
}

function taxPeriod(one: Subject): RecordChange {
  return record(one, 'TaxPaymentStatus', 'period', {
    fields: { period: '2025', taxpayerStatus: 'NORMAL', filedOnTime: true, paidAmountWan: '73.55' },
  });
}

function title(one: Subject): RecordChange {
  return record(one, 'ProfessionalTitle', 'title', {
    fields: { holderName: one.name, titleName: '工程师' },
    sealed: { certificateNo: 'GX2019004567' },
  });
}

function record(one: Subject, type: string, name: string, content: Partial<RecordContent>): RecordChange {
  return {
    id: recordId(type, [name, one.id]),
    operation: 'UPSERT',
    reason: 'REPORTED',
    reportedAt: '2026-02-02T01:00:00Z',
    content: {
      type,
      subjectId: one.id,
      subjectKind: one.kind,
      state: 'EFFECTIVE',
      documentNo: name,
      decidingOrgCode: '11451100MB0T010261',
      decisionDate: '2026-02-01',
      publicityStartDate: null,
      publicityEndDate: null,
      fields: {},
      sealed: {},
      ...content,
    },
  };
}
