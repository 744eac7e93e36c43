import { MongoBulkWriteError } from 'mongodb';
import { HubError } from '../../../schema/errors.ts';
import { CALL, isDuplicateKey, LONG_CALL } from '../../mongodb/connection.ts';
import { insertOnce } from '../../mongodb/insert-once.ts';
import type { PullState } from '../port.ts';
import type { Collections } from './collections.ts';
import { type PageDocument, pageKey, REMOVED, type ReceivedDocument, type Removal } from './documents.ts';

/**
 * Takes pages without transactions of many documents, which not every server has: a page is inserted under its number, which is
 * when it has happened; then its changes are written from it, any number of times and by anyone, until it is settled. Whoever
 * comes next settles first what another one left behind.
 */
export class PageLog {
  readonly #pages: Collections['pages'];
  readonly #records: Collections['records'];

  constructor({ pages, records }: Collections) {
    this.#pages = pages;
    this.#records = records;
  }

  async state(origin: string): Promise<PullState | null> {
    const last = await this.#settledLast(origin);
    return last === null ? null : (JSON.parse(last.state) as PullState); // cast: written from one
  }

  async take(document: PageDocument): Promise<void> {
    const { origin, page } = document;
    const last = await this.#settledLast(origin);
    const isNext = (last?.page ?? 0) === page - 1 && (await insertOnce(this.#pages, document));
    if (!isNext) throw new HubError('PULL_CONFLICT', { details: { origin } });
    await this.#apply(document);
    await this.#pages.deleteMany({ _id: { $lt: document._id }, origin }, CALL);
  }

  async #settledLast(origin: string): Promise<PageDocument | null> {
    const filter = { _id: { $gte: pageKey(origin, 0) }, origin };
    const last = await this.#pages.findOne(filter, { ...CALL, sort: { _id: -1 } });
    if (last?.pending) await this.#apply(last);
    return last;
  }

  async #apply({ _id, origin, page, rows = [], removals = [], sweep = null }: PageDocument): Promise<void> {
    await this.#replace(await this.#insert(rows));
    await this.#remove(removals);
    if (sweep !== null) {
      const below = { origin, ...(sweep.item === null ? {} : { item: sweep.item }), generation: { $lt: sweep.below } };
      const swept = { $set: { ...REMOVED, receivedAt: sweep.at, page } };
      await this.#records.updateMany({ ...below, removed: false, page: { $lte: page } }, swept, LONG_CALL);
    }
    await this.#pages.updateOne({ _id }, { $unset: { pending: '', rows: '', removals: '', sweep: '' } }, CALL);
  }

  /** Those whose key was taken: they were there before, or were inserted from this page already. */
  async #insert(rows: readonly ReceivedDocument[]): Promise<readonly ReceivedDocument[]> {
    if (rows.length === 0) return [];
    try {
      await this.#records.insertMany(rows, UNORDERED);
      return [];
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
      const taken = new Set([error.writeErrors].flat().map(({ index }) => index));
      return rows.filter((_, index) => taken.has(index));
    }
  }

  /** Leaves what a later page has written. */
  async #replace(rows: readonly ReceivedDocument[]): Promise<void> {
    if (rows.length === 0) return;
    const operations = rows.map(({ _id, ...replacement }) => ({
      replaceOne: { filter: { _id, page: { $lt: replacement.page } }, replacement },
    }));
    await this.#records.bulkWrite(operations, UNORDERED);
  }

  async #remove(removals: readonly Removal[]): Promise<void> {
    if (removals.length === 0) return;
    const operations = removals.map(({ _id, version, generation, page, receivedAt }) => ({
      updateOne: {
        filter: { _id, page: { $lt: page } },
        update: { $set: { ...REMOVED, version, generation, page, receivedAt } },
      },
    }));
    await this.#records.bulkWrite(operations, UNORDERED);
  }
}

const UNORDERED = { ...CALL, ordered: false } as const;
