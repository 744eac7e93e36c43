import type { HubStore, RecordPosition, RecordQuery, StoredRecord } from '../../storage/port.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { isHeld } from './change.ts';
import { LaterChanges } from './later-changes.ts';
import { rowsOf } from './record-rows.ts';

/** Records read at once. */
const READ_AT_ONCE = 1_000;

/** Days of decision; both are included. */
export interface DaySpan {
  readonly from: string;
  readonly to: string;
}

/**
 * The records of an item that the caller holds once it has read the journal up to `seq`, each in its version of that place, in
 * constant memory but for what has changed since.
 */
export async function* heldRecords(
  item: ExchangedItem,
  seq: number,
  days: DaySpan,
  context: SubgraphContext,
): AsyncGenerator<readonly StoredRecord[]> {
  const { store } = context;
  const later = new LaterChanges(item.type.name, item.subgraph.department.code, seq, store);
  let seenAt: RecordPosition | null = null;
  for await (const records of allRecords(item.type.name, days, store)) {
    await later.readOn(seenAt);
    yield held(
      records.filter(({ id }) => !later.has(id)),
      item,
      context,
    );
    const last: StoredRecord | undefined = records.at(-1);
    if (last !== undefined) seenAt = { decisionDate: last.decisionDate, id: last.id };
  }
  await later.readOn(seenAt);
  yield held(await asTheyWere(later, item, days, store), item, context);
}

async function* allRecords(
  type: string,
  { from, to }: DaySpan,
  store: Pick<HubStore, 'listRecords'>,
): AsyncGenerator<readonly StoredRecord[]> {
  const where = { decidedFrom: from, decidedTo: to };
  let query: RecordQuery = { type, where, first: READ_AT_ONCE, withTotal: false };
  for (;;) {
    const { records, hasNextPage } = await store.listRecords(query);
    yield records;
    const last = records.at(-1);
    if (!hasNextPage || last === undefined) return;
    query = { ...query, after: { decisionDate: last.decisionDate, id: last.id } };
  }
}

/** The changed records in their versions of before, but for those that were looked at before they changed. */
async function asTheyWere(
  later: LaterChanges,
  { type }: ExchangedItem,
  { from, to }: DaySpan,
  store: Pick<HubStore, 'recordVersions'>,
): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  for (const [id, { version, seenAt }] of later) {
    if (version === 0) continue;
    const record = (await store.recordVersions(type.name, id)).find((one) => one.version === version);
    if (record === undefined || record.decisionDate < from || record.decisionDate > to) continue;
    if (seenAt === null || comesAfter(record, seenAt)) records.push(record);
  }
  return records;
}

/** In the order of pages. */
function comesAfter({ decisionDate, id }: RecordPosition, other: RecordPosition): boolean {
  return decisionDate === other.decisionDate ? id > other.id : decisionDate < other.decisionDate;
}

async function held(
  records: readonly StoredRecord[],
  item: ExchangedItem,
  context: SubgraphContext,
): Promise<readonly StoredRecord[]> {
  const rows = await rowsOf(records, item, context);
  return records.filter((record, index) => {
    const row = rows[index];
    return row !== undefined && isHeld(record, item.type, row, context.today);
  });
}
