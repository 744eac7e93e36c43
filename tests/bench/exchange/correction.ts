import type { HubStore, RecordChange, StoredRecord } from '../../../storage/port.ts';

/** The record with other remarks, as its department would correct it. */
export function corrected(record: StoredRecord, store: HubStore, remarks: string): RecordChange {
  const { id, version: _, reportedAt: __, contentHash: ___, ...content } = record;
  const sealed = Object.fromEntries(
    Object.keys(record.sealed).map((field) => [field, store.unseal(record, field) ?? '']),
  );
  return {
    id,
    operation: 'UPSERT',
    reason: 'CORRECTED',
    reportedAt: new Date().toISOString(),
    content: { ...content, sealed, fields: { ...content.fields, remarks } },
  };
}

const CORRECTIONS = 5;

/** Corrects the latest penalties, while others read. */
export async function correctSome(store: HubStore): Promise<void> {
  const where = { subjectKinds: ['ORGANIZATION'] } as const;
  const { records } = await store.listRecords({ type: 'MarketPenalty', where, first: CORRECTIONS, withTotal: false });
  const remarks = String(performance.now());
  await store.write(
    'market',
    records.map((record) => corrected(record, store, remarks)),
  );
}
