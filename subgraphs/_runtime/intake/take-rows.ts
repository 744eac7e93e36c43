import { HubError } from '../../../schema/errors.ts';
import type { Batch, BatchOpening, CollectionStore } from '../../../storage/collection/port.ts';
import type { HubStore } from '../../../storage/port.ts';
import type { ReadRow } from './chunk-intake.ts';
import type { CollectedItem } from './collection.ts';
import { type ChunkTarget, commitChunk, type PreparedChunk } from './prepared-chunk.ts';
import type { ReportedRow } from './reported-table.ts';

/** Rows that are worked out and written together: what each writing costs by itself is a tenth of the whole with half as many. */
export const CHUNK_ROWS = 2_000;

/** What rows are taken into. */
export interface IntakePlace {
  readonly item: CollectedItem;
  readonly store: HubStore;
  readonly collection: CollectionStore;
  readonly now: () => Date;
}

/** Rows of one batch, and how they are read. */
export interface Delivery {
  readonly opening: Omit<BatchOpening, 'department' | 'item' | 'at'>;
  readonly header: readonly string[];
  readonly read: ReadRow;
  readonly rows: AsyncIterable<readonly ReportedRow[]> | Iterable<readonly ReportedRow[]>;
}

/**
 * Takes the rows of a batch, and gives the batch when its last row is done. Rows that were done before, in a process that ended in
 * between, are passed over: the same batch may be taken as often as one likes.
 *
 * @param onChunk told of each chunk that is done now
 * @throws HubError BATCH_KEY_TAKEN where a batch of the key came in another way, or was begun with other rows
 */
export async function takeRows(
  { opening, header, read, rows }: Delivery,
  { item, store, collection, now }: IntakePlace,
  onChunk: (chunk: PreparedChunk) => void | Promise<void> = () => undefined,
): Promise<Batch> {
  const { code: department } = item.department;
  const begun = { ...opening, department, item: item.type.entry.code, at: now().toISOString() };
  const batch = await collection.beginBatch(begun);
  if (batch.source !== opening.source) throw new HubError('BATCH_KEY_TAKEN');
  const target: ChunkTarget = { department, batch, store, collection };
  const digests = await collection.chunkDigests(batch.id);
  let number = 0;
  for await (const some of inChunks(rows)) {
    number += 1;
    const digest = item.intake.digestOf(header, some);
    if (number <= batch.chunks) {
      refuseOthers(digest, digests.get(number));
      continue;
    }
    if (batch.finishedAt !== null) throw new HubError('BATCH_KEY_TAKEN');
    const place = { batchId: batch.id, number, receivedAt: now() };
    const chunk = await item.intake.prepare(some, read, place);
    const isOurs = await commitChunk(chunk, target, digest);
    if (!isOurs) refuseOthers(digest, (await collection.chunkDigests(batch.id)).get(number));
    await onChunk(chunk);
  }
  if (number < batch.chunks) throw new HubError('BATCH_KEY_TAKEN');
  if (batch.finishedAt !== null) return batch;
  await collection.finishBatch(batch.id, now().toISOString());
  return (await collection.batch(batch.id)) ?? batch;
}

/** @param saved undefined for chunks of hubs that made no digests */
function refuseOthers(digest: string, saved: string | undefined): void {
  if (saved !== undefined && saved !== digest) throw new HubError('BATCH_KEY_TAKEN');
}

/** The same rows in the same chunks, however they come. */
export async function* inChunks(
  rows: AsyncIterable<readonly ReportedRow[]> | Iterable<readonly ReportedRow[]>,
): AsyncGenerator<readonly ReportedRow[]> {
  let waiting: ReportedRow[] = [];
  for await (const some of rows) {
    waiting.push(...some);
    while (waiting.length >= CHUNK_ROWS) {
      yield waiting.slice(0, CHUNK_ROWS);
      waiting = waiting.slice(CHUNK_ROWS);
    }
  }
  if (waiting.length > 0) yield waiting;
}
