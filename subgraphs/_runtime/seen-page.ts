import type { RecordPosition, RecordQuery, StoredRecord } from '../../storage/port.ts';
import { sightsOfRecord } from './access/row-access.ts';
import { rowOf } from './access/row-of.ts';
import type { Sights } from './access/sights.ts';
import type { ReadPage } from './record-connection.ts';
import type { RecordType } from './record-type.ts';
import type { SubgraphContext } from './subgraph-context.ts';

/** Records read at once. */
const READ_AT_ONCE = 100;

/** Reads for one page. Where it is not full by then it is short, and says where to go on. */
const MAX_READS = 10;

/** A page of the records that the caller sees, and how it sees each. */
export interface SeenPage {
  readonly page: ReadPage;
  readonly sights: ReadonlyMap<StoredRecord, Sights>;
}

/**
 * Reads on until the page is full of records that the caller sees, and one more is found, so that the page tells nothing of the
 * records that it does not see: neither that they come next nor, at the end, that they were there.
 */
export async function seenPage(type: RecordType, query: RecordQuery, context: SubgraphContext): Promise<SeenPage> {
  const sights = new Map<StoredRecord, Sights>();
  let readTo: RecordPosition | undefined;
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const { records, hasNextPage } = await context.store.listRecords(following(query, readTo));
    const seen = await sightsOfAll(type, records, context);
    for (const [index, record] of records.entries()) {
      readTo = record;
      const one = seen[index] ?? null;
      if (one === null) continue;
      if (sights.size === query.first) return pageOf(sights, true);
      sights.set(record, one);
    }
    if (!hasNextPage) return pageOf(sights, false);
  }
  return pageOf(sights, true, sights.size < query.first ? readTo : undefined);
}

function following(query: RecordQuery, after: RecordPosition | undefined): RecordQuery {
  const position = after === undefined ? {} : { after: { decisionDate: after.decisionDate, id: after.id } };
  return { ...query, first: READ_AT_ONCE, ...position };
}

function pageOf(sights: ReadonlyMap<StoredRecord, Sights>, hasNextPage: boolean, readTo?: RecordPosition): SeenPage {
  const page = { records: [...sights.keys()], hasNextPage, totalCount: null };
  return { sights, page: readTo === undefined ? page : { ...page, readTo } };
}

/** How the caller sees each of the records; null for those that are left out, without a word, since they need not exist. */
async function sightsOfAll(
  type: RecordType,
  records: readonly StoredRecord[],
  context: SubgraphContext,
): Promise<readonly (Sights | null)[]> {
  const access = context.access.of(type.name);
  const rows = await Promise.all(
    records.map(({ subjectId, subjectKind }) => rowOf(subjectId, subjectKind, access, context)),
  );
  return records.map((record, index) => {
    const row = rows[index];
    const seen = row === undefined ? undefined : access.of(row);
    if (seen === undefined || !seen.isListed) return null;
    return sightsOfRecord(seen, record, type.guard.isPublished, context.today);
  });
}
