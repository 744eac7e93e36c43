import type { HubStore, JournalEntry, RecordPosition, RecordQuery, StoredRecord } from '../../../storage/port.ts';
import { stateOn } from '../../../storage/state-on-day.ts';
import type { ExchangedItem } from '../exchange.ts';

/**
 * How what a department reported, what the hub holds, and what the public is shown differ about a record; the worst first.
 * - EXTRA_PUBLIC: the public is shown what is repaired, withdrawn or over.
 * - MISSING_HELD: it was reported, and the hub holds it not at all, or in an older version.
 * - VALUE_DIFF: the hub holds something else than what was reported.
 * - MISSING_PUBLIC: the public is not shown what it should be.
 */
export const DIFFERENCES = ['EXTRA_PUBLIC', 'MISSING_HELD', 'VALUE_DIFF', 'MISSING_PUBLIC'] as const;

export type DifferenceKind = (typeof DIFFERENCES)[number];

/** One record about which they differ. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly recordId: string;
}

/** What became of the comparison of an item. */
export interface Reconciliation {
  readonly department: string;
  readonly item: string;
  /** Changes in the journal, as far as it is kept: what was reported and accepted. */
  readonly reported: number;
  /** Records that are not withdrawn. */
  readonly held: number;
  /** Records that the public is shown. */
  readonly published: number;
  /** How many records differ, by kind. */
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  /** The first of them, the worst kind first. */
  readonly differences: readonly Difference[];
}

type Store = Pick<HubStore, 'journal' | 'journalHead' | 'recordsById' | 'listRecords'>;

const READ_AT_ONCE = 1_000;

/** Differences of each kind that are named; all are counted. */
const MAX_NAMED = 100;

/**
 * Compares all of an item in constant memory: the journal with the records, and the records with the list that the public reads.
 * Whatever differs is looked at once more, since others may have written between the two looks.
 */
export async function reconcile(item: ExchangedItem, store: Store, today: string): Promise<Reconciliation> {
  const found = new Found();
  const reported = await compareReported(item, store, found);
  const { held, published } = await comparePublished(item, store, today, found);
  const { department } = item.subgraph;
  return { department: department.code, item: item.type.entry.code, reported, held, published, ...found.told() };
}

class Found {
  readonly #counts = new Map<DifferenceKind, number>();
  readonly #named: Difference[] = [];

  add(kind: DifferenceKind, recordId: string): void {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count <= MAX_NAMED) this.#named.push({ kind, recordId });
  }

  told(): Pick<Reconciliation, 'counts' | 'differences'> {
    const counts = Object.fromEntries(DIFFERENCES.map((kind) => [kind, this.#counts.get(kind) ?? 0]));
    const differences = DIFFERENCES.flatMap((kind) => this.#named.filter((one) => one.kind === kind));
    return { counts: counts as Reconciliation['counts'], differences }; // cast: each kind was counted
  }
}

/** Number of changes that were looked at. */
async function compareReported({ subgraph, type }: ExchangedItem, store: Store, found: Found): Promise<number> {
  const department = subgraph.department.code;
  const head = await store.journalHead(department);
  let reported = 0;
  for (let seq = 0; seq < head; ) {
    const entries = await store.journal(department, seq, READ_AT_ONCE);
    const own = entries.filter((entry) => entry.type === type.name && entry.seq <= head);
    reported += own.length;
    // Of a record that changed several times on these pages the latest change counts.
    const latest = new Map(own.map((entry) => [entry.recordId, entry]));
    const records = await store.recordsById(type.name, [...latest.keys()]);
    for (const [id, entry] of latest) {
      const kind = differenceOf(entry, records.get(id));
      if (kind !== null) found.add(kind, id);
    }
    seq = entries.at(-1)?.seq ?? head;
  }
  return reported;
}

/** A record in a later version than the entry's is held against a later entry. */
function differenceOf(entry: JournalEntry, record: StoredRecord | undefined): DifferenceKind | null {
  if (record === undefined || record.version < entry.version) return 'MISSING_HELD';
  if (record.version > entry.version) return null;
  const isWithdrawn = (entry.operation === 'WITHDRAW') === (record.state === 'WITHDRAWN');
  return record.contentHash === entry.contentHash && isWithdrawn ? null : 'VALUE_DIFF';
}

/** Goes through the records, and through the list that the public reads, which have the same order. */
async function comparePublished({ type }: ExchangedItem, store: Store, today: string, found: Found) {
  const shown = type.guard.isPublished ? recordsOf({ type: type.name, where: { publicOn: today } }, store) : nothing();
  let next = await shown.next();
  let held = 0;
  let published = 0;
  for await (const record of recordsOf({ type: type.name, where: {} }, store)) {
    // What the public list has and the records had not was written meanwhile.
    while (!next.done && comesBefore(next.value, record)) next = await shown.next();
    const isShown = !next.done && next.value.id === record.id;
    if (record.state !== 'WITHDRAWN') held += 1;
    if (isShown) published += 1;
    const isDue = type.guard.isPublished && isPublicOn(record, today);
    const kind = isShown === isDue ? null : await publicDifference(record, store, today);
    if (kind !== null) found.add(kind, record.id);
    if (isShown) next = await shown.next();
  }
  return { held, published };
}

/** How the record, as it is now, differs from what the public is shown now. */
async function publicDifference(
  { type, id, documentNo }: StoredRecord,
  store: Store,
  today: string,
): Promise<DifferenceKind | null> {
  const record = (await store.recordsById(type, [id])).get(id);
  if (record === undefined) return null;
  let isShown = false;
  for await (const shown of recordsOf({ type, where: { publicOn: today, documentNo } }, store))
    isShown ||= shown.id === id;
  if (isShown === isPublicOn(record, today)) return null;
  return isShown ? 'EXTRA_PUBLIC' : 'MISSING_PUBLIC';
}

/** The rule of publicity, by itself: in force or under objection, and within the period. */
function isPublicOn(record: StoredRecord, today: string): boolean {
  const state = stateOn(record, today);
  const { publicityStartDate: start, publicityEndDate: end } = record;
  const isInPeriod = start !== null && start <= today && (end === null || end >= today);
  return isInPeriod && (state === 'EFFECTIVE' || state === 'UNDER_OBJECTION');
}

async function* recordsOf(
  { type, where }: Pick<RecordQuery, 'type' | 'where'>,
  store: Store,
): AsyncGenerator<StoredRecord> {
  for (let after: RecordPosition | undefined; ; ) {
    const query = { type, where, first: READ_AT_ONCE, withTotal: false, ...(after === undefined ? {} : { after }) };
    const { records, hasNextPage } = await store.listRecords(query);
    yield* records;
    const last = records.at(-1);
    if (!hasNextPage || last === undefined) return;
    after = { decisionDate: last.decisionDate, id: last.id };
  }
}

async function* nothing(): AsyncGenerator<StoredRecord> {}

/** In the order of pages: the latest decision first, then by id. */
function comesBefore(one: RecordPosition, other: RecordPosition): boolean {
  return one.decisionDate === other.decisionDate ? one.id < other.id : one.decisionDate > other.decisionDate;
}
