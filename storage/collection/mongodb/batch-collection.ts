import { CALL } from '../../mongodb/connection.ts';
import { insertOnce } from '../../mongodb/insert-once.ts';
import { batchId } from '../batch-id.ts';
import { batchText, parseBatchText } from '../batch-text.ts';
import { newBatch } from '../new-batch.ts';
import type { Batch, BatchOpening, BatchPage, BatchQuery } from '../port.ts';
import { unknownBatch } from '../unknown-batch.ts';
import type { ChunkCollection } from './chunk-collection.ts';
import type { Collections } from './collections.ts';
import type { BatchDocument } from './documents.ts';

/** Intake batches; their sums are those of their chunks. */
export class BatchCollection {
  readonly #batches: Collections['batches'];
  readonly #chunks: ChunkCollection;

  constructor({ batches }: Collections, chunks: ChunkCollection) {
    this.#batches = batches;
    this.#chunks = chunks;
  }

  async begin(opening: BatchOpening): Promise<Batch> {
    const { department, item, key, at } = opening;
    const _id = batchId(department, item, key);
    const document = { _id, department, item, at, finishedAt: null, told: batchText(opening) };
    const known = await this.byId(_id);
    if (known !== null) return known;
    return (await insertOnce(this.#batches, document)) ? newBatch(_id, opening) : this.begin(opening);
  }

  async finish(id: string, at: string): Promise<void> {
    const finished = { $set: { finishedAt: at } };
    const { matchedCount } = await this.#batches.updateOne({ _id: id, finishedAt: null }, finished, CALL);
    if (matchedCount === 0) await this.owner(id);
  }

  async byId(id: string): Promise<Batch | null> {
    const document = await this.#batches.findOne({ _id: id }, CALL);
    if (document === null) return null;
    const [batch = null] = await this.#withSums([document]);
    return batch;
  }

  /** @throws HubError INVALID_ARGUMENT where there is no such batch. */
  async owner(id: string): Promise<Pick<BatchDocument, 'department' | 'item'>> {
    const document = await this.#batches.findOne({ _id: id }, CALL);
    if (document === null) throw unknownBatch();
    return document;
  }

  async page({ department, item, first, after }: BatchQuery): Promise<BatchPage> {
    const filter = {
      ...(department === undefined ? {} : { department }),
      ...(item === undefined ? {} : { item }),
      ...(after && { $or: [{ at: { $lt: after.at } }, { at: after.at, _id: { $gt: after.id } }] }),
    };
    const options = { ...CALL, sort: { at: -1, _id: 1 }, limit: first + 1 } as const;
    const documents = await this.#batches.find(filter, options).toArray();
    return { batches: await this.#withSums(documents.slice(0, first)), hasNextPage: documents.length > first };
  }

  async #withSums(documents: readonly BatchDocument[]): Promise<readonly Batch[]> {
    const sums = await this.#chunks.sums(documents.map(({ _id }) => _id));
    return documents.map(({ _id: id, told, finishedAt, ...columns }, index) => {
      const opening = { ...columns, ...parseBatchText(told) };
      return { ...newBatch(id, opening), ...sums[index], finishedAt };
    });
  }
}
