import type { Collection } from 'mongodb';
import type { RecordPage, RecordQuery, StoredRecord } from '../port.ts';
import { CALL } from './connection.ts';
import { type RecordDocument, toRecord } from './record-document.ts';
import { following, PAGE_ORDER, recordFilter } from './record-filter.ts';

/** One call for many subjects reads no more records than this, unless their first pages together are more. */
const SHARED_READ = 2_000;

/** Reads records of the MongoDB store. */
export class RecordReader {
  readonly #records: Collection<RecordDocument>;

  constructor(records: Collection<RecordDocument>) {
    this.#records = records;
  }

  async bySubject(query: RecordQuery, subjectIds: readonly string[]): Promise<Map<string, RecordPage>> {
    const ids = [...new Set(subjectIds)];
    const [records, totals] = await Promise.all([this.#firstOfEach(query, ids), this.#totals(query, ids)]);
    const pages = ids.map((id) => [id, page(query, records.get(id) ?? [], totals && (totals.get(id) ?? 0))] as const);
    return new Map(pages.filter(([, { records, totalCount }]) => records.length > 0 || totalCount));
  }

  async list(query: RecordQuery): Promise<RecordPage> {
    const count = () => this.#records.countDocuments(recordFilter(query.type, query.where), CALL);
    const [found, total] = await Promise.all([this.#first(query), query.withTotal ? count() : null]);
    return page(query, found, total);
  }

  async byId(type: string, ids: readonly string[]): Promise<Map<string, StoredRecord>> {
    const found = await this.#records.find({ _id: { $in: [...ids] }, type }, CALL).toArray();
    return new Map(found.map((document) => [document._id, toRecord(document)]));
  }

  /** One record more than a page of each subject, where there are as many. */
  async #firstOfEach(query: RecordQuery, ids: readonly string[]): Promise<Map<string, readonly RecordDocument[]>> {
    const [only] = ids;
    if (only === undefined) return new Map();
    if (ids.length === 1) return new Map([[only, await this.#first(query, [only])]]);
    const limit = Math.max(SHARED_READ, ids.length * (query.first + 1));
    const found = await this.#first(query, ids, limit);
    const bySubject = new Map(ids.map((id) => [id, [] as RecordDocument[]]));
    for (const document of found) bySubject.get(document.subjectId)?.push(document);
    if (found.length < limit) return bySubject;
    // One subject with very many records hides those of others: whose page is not full yet is asked alone.
    const open = ids.filter((id) => (bySubject.get(id)?.length ?? 0) <= query.first);
    const pages = await Promise.all(open.map(async (id) => [id, await this.#first(query, [id])] as const));
    return new Map([...bySubject, ...pages]);
  }

  #first(query: RecordQuery, subjectIds?: readonly string[], limit = query.first + 1): Promise<RecordDocument[]> {
    const filter = following(recordFilter(query.type, query.where, subjectIds), query.after);
    return this.#records.find(filter, { ...CALL, sort: PAGE_ORDER, limit }).toArray();
  }

  /** Null unless they were asked for. */
  async #totals(query: RecordQuery, ids: readonly string[]): Promise<ReadonlyMap<string, number> | null> {
    if (!query.withTotal) return null;
    const groups = await this.#records
      .aggregate<{ _id: string; total: number }>(
        [{ $match: recordFilter(query.type, query.where, ids) }, { $group: { _id: '$subjectId', total: { $sum: 1 } } }],
        CALL,
      )
      .toArray();
    return new Map(groups.map(({ _id, total }) => [_id, total]));
  }
}

function page(query: RecordQuery, found: readonly RecordDocument[], totalCount: number | null): RecordPage {
  return {
    records: found.slice(0, query.first).map(toRecord),
    hasNextPage: found.length > query.first,
    totalCount,
  };
}
