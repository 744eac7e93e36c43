import type { RecordQuery, StoredRecord } from '../../storage/port.ts';
import { reachConditions, recordAge } from '../_runtime/access/record-age.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';

/** Records of one item that count of one subject: more than anybody has. */
const MOST_RECORDS = 100;

/** Whether records of the type are entries in a list, which say themselves in which one. */
export function isList({ standards }: ExchangedItem['type']): boolean {
  return standards.has('SevereDishonestyListEntry') || standards.has('AbnormalListEntry');
}

/** Records of the subject that are grounds today, whoever asks. */
export async function recordGrounds(
  { type }: Pick<ExchangedItem, 'type'>,
  subjectId: string,
  { load, today }: SubgraphContext,
): Promise<readonly StoredRecord[]> {
  const query: RecordQuery = {
    type: type.name,
    where: reachConditions('current', type.guard.isPublished, today),
    first: MOST_RECORDS,
    withTotal: false,
  };
  const page = await load.recordPage(query, subjectId);
  return (page?.records ?? []).filter((record) => isGround(record, type, today));
}

/** Entries that were removed, or whose term is over, are no ground, whether or not anybody has reported it. */
export function isGround(record: StoredRecord, { guard }: ExchangedItem['type'], today: string): boolean {
  const { removedDate, plannedRemovalDate, validTo } = record.fields;
  return (
    recordAge(record, guard.isPublished, today) === 'current' &&
    !(typeof removedDate === 'string' && removedDate <= today) &&
    !(typeof plannedRemovalDate === 'string' && plannedRemovalDate < today) &&
    !(typeof validTo === 'string' && validTo < today)
  );
}
