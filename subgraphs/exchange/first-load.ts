import type { HubStore, RecordPage, RecordPosition, StoredRecord } from '../../storage/port.ts';
import { accessFor } from '../_runtime/access/access.ts';
import type { ExchangedItem } from '../_runtime/exchange.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { type Change, isHeld } from './change.ts';
import type { Feed } from './feed.ts';
import { PAGE_BYTES, recordBytes } from './page-bytes.ts';
import { rowsOf } from './record-rows.ts';

/** Records looked at for one page, most of which may be nothing to the reader. The page is short then, and more follow. */
const MAX_RECORDS = 10_000;

/** Where a first load stands among the records, which it goes through type by type in the order of their names. */
export interface LoadPlace {
  /** Types before this one were read. */
  readonly type: string;
  /** Read up to here of the type; null for nothing of it. */
  readonly after: RecordPosition | null;
}

export const LOAD_START: LoadPlace = { type: '', after: null };

/** A page of a first load. */
export interface LoadPage {
  readonly changes: readonly Change[];
  /** Null where all records were read. */
  readonly place: LoadPlace | null;
}

/**
 * Goes on with a first load: the records that the reader may hold, as they are, however often they have changed. What changes
 * meanwhile may come or not: the reader finds it in the journals after the place where the load began.
 */
export async function loadPage(
  feed: Feed,
  from: LoadPlace,
  first: number,
  context: SubgraphContext,
): Promise<LoadPage> {
  const page = new GrowingLoad(first);
  for (const name of [...feed.items.keys()].sort()) {
    const item = feed.items.get(name);
    if (item === undefined || name < from.type || isClosed(item, context)) continue;
    const after = name === from.type ? from.after : null;
    for await (const { records, hasNextPage } of recordsAfter(name, after, first, context.store)) {
      const rows = await rowsOf(records, item, context);
      for (const [index, record] of records.entries()) {
        const row = rows[index];
        const isTold = row !== undefined && isHeld(record, item.type, row, context.today);
        if (!page.take(record, isTold ? item : null)) return page;
      }
      if (page.isFull && hasNextPage) return page; // before more is read that has no place
    }
  }
  return { changes: page.changes, place: null };
}

function isClosed({ subgraph, type }: ExchangedItem, { passport }: SubgraphContext): boolean {
  return accessFor(subgraph, passport).of(type.name).isClosed;
}

/** Records of a type in the order of pages, some at a time. */
async function* recordsAfter(
  type: string,
  from: RecordPosition | null,
  atOnce: number,
  store: Pick<HubStore, 'listRecords'>,
): AsyncGenerator<RecordPage> {
  for (let after = from; ; ) {
    const query = { type, where: {}, first: atOnce, withTotal: false };
    const page = await store.listRecords(after === null ? query : { ...query, after });
    yield page;
    const last = page.records.at(-1);
    if (!page.hasNextPage || last === undefined) return;
    after = positionOf(last);
  }
}

function positionOf({ decisionDate, id }: StoredRecord): RecordPosition {
  return { decisionDate, id };
}

class GrowingLoad implements LoadPage {
  readonly changes: Change[] = [];
  readonly #first: number;
  #place: LoadPlace = LOAD_START;
  #records = 0;
  #bytes = 0;

  constructor(first: number) {
    this.#first = first;
  }

  get place(): LoadPlace {
    return this.#place;
  }

  /** False where the page is full without the record. @param item null where the reader is told nothing of the record */
  take(record: StoredRecord, item: ExchangedItem | null): boolean {
    if (this.isFull || (item !== null && !this.#hasRoomFor(record))) return false;
    this.#records += 1;
    this.#place = { type: record.type, after: positionOf(record) };
    if (item !== null) this.changes.push(loaded(record, item));
    return true;
  }

  get isFull(): boolean {
    return this.#records === MAX_RECORDS || this.changes.length === this.#first;
  }

  #hasRoomFor(record: StoredRecord): boolean {
    this.#bytes += recordBytes(record);
    return this.changes.length === 0 || this.#bytes <= PAGE_BYTES;
  }
}

function loaded({ id, version, reportedAt, subjectId }: StoredRecord, { type }: ExchangedItem): Change {
  return {
    operation: 'UPSERT',
    reason: 'REPORTED',
    item: type.entry.code,
    recordId: id,
    version,
    at: reportedAt,
    record: { type: type.name, subjectId },
  };
}
