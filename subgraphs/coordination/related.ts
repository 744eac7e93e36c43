import type { RecordQuery } from '../../storage/port.ts';
import type { CaseWork } from '../_runtime/case-work.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import { coordinationOf } from './coordination-context.ts';
import type { Related } from './decided-case.ts';
import type { RecordPlace } from './effect.ts';
import { listingStateOn } from './listing.ts';
import { listingsOfSubjects } from './listing-book.ts';
import { isList } from './record-ground.ts';
import { isSameTarget, type TargetFacts } from './target.ts';

/** Records of one document: more than anybody has. */
const MOST_RECORDS = 100;

/**
 * All that one decision is kept as: an entry in a list may have been coordinated here, and be reported by its department as well. To
 * repair or correct one of them and leave the other would leave the subject where it was.
 */
export async function relatedTo(facts: TargetFacts, work: CaseWork, today: string): Promise<Related> {
  const { target } = facts;
  const own: Related =
    target.source === 'LISTING'
      ? { records: [], listings: [target.id] }
      : { records: [{ item: target.item ?? '', id: target.id }], listings: [] };
  if (facts.list === null) return own;
  const [records, listings] = await Promise.all([recordsOf(facts, work, today), listingsOf(facts, work, today)]);
  const others = records.filter(({ item, id }) => !isSameTarget(target, { source: 'RECORD', item, id }));
  return {
    records: [...own.records, ...others],
    listings: [...own.listings, ...listings.filter((id) => !own.listings.includes(id))],
  };
}

async function listingsOf(facts: TargetFacts, work: CaseWork, today: string): Promise<readonly string[]> {
  const { subjectId, list, owner, documentNo } = facts;
  const all = (await listingsOfSubjects([subjectId], work)).get(subjectId) ?? [];
  return all
    .filter((one) => one.subjectId === subjectId && one.list === list && one.owner === owner)
    .filter((one) => one.documentNo === documentNo && OPEN.includes(listingStateOn(one, today)))
    .map(({ id }) => id);
}

const OPEN: readonly string[] = ['NOTIFIED', 'EFFECTIVE'];

async function recordsOf(facts: TargetFacts, work: CaseWork, today: string): Promise<readonly RecordPlace[]> {
  const lists = [...coordinationOf(work).items.values()].filter(
    ({ type, subgraph }) => isList(type) && subgraph.department.code === facts.owner,
  );
  return (await Promise.all(lists.map((item) => recordsOfItem(item, facts, work, today)))).flat();
}

async function recordsOfItem(
  { type }: ExchangedItem,
  { subjectId, list, documentNo }: TargetFacts,
  { store }: CaseWork,
  day: string,
): Promise<readonly RecordPlace[]> {
  const where = { documentNo, states: { anyOf: ['EFFECTIVE', 'UNDER_OBJECTION'], day } } as const;
  const query: RecordQuery = { type: type.name, where, first: MOST_RECORDS, withTotal: false };
  const page = (await store.recordsBySubject(query, [subjectId])).get(subjectId);
  return (page?.records ?? [])
    .filter(({ fields }) => fields.listKind === list)
    .map(({ id }) => ({ item: type.entry.code, id }));
}
