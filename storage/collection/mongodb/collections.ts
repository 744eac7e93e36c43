import type { Collection, Db, IndexDescription } from 'mongodb';
import { createEach } from '../../mongodb/collections.ts';
import { LONG_CALL } from '../../mongodb/connection.ts';
import type { PlaceMeta } from '../../mongodb/place-meta.ts';
import type {
  BatchDocument,
  ChunkDocument,
  WaitingAboutDocument,
  WaitingDocument,
  WaitingVersionDocument,
  ZeroReportDocument,
} from './documents.ts';

/** The collections of the store. All keys are in `_id`, so that a cluster can be sharded by it and holds each key once. */
export interface Collections {
  readonly meta: Collection<PlaceMeta>;
  readonly batches: Collection<BatchDocument>;
  readonly chunks: Collection<ChunkDocument>;
  readonly zeroReports: Collection<ZeroReportDocument>;
  readonly waiting: Collection<WaitingDocument>;
  readonly waitingVersions: Collection<WaitingVersionDocument>;
  readonly waitingAbout: Collection<WaitingAboutDocument>;
}

const BATCH_INDEXES: IndexDescription[] = [
  { name: 'by_time', key: { at: -1, _id: 1 } },
  { name: 'by_item', key: { department: 1, item: 1, at: -1, _id: 1 } },
];
const CHUNK_INDEXES: IndexDescription[] = [
  { name: 'by_batch', key: { batchId: 1, firstRow: 1 } },
  { name: 'by_month', key: { month: 1, department: 1, item: 1 } },
];
const WAITING_INDEXES: IndexDescription[] = [
  { name: 'by_age', key: { receivedAt: 1, _id: 1 } },
  { name: 'by_state', key: { state: 1, receivedAt: 1, _id: 1 } },
  { name: 'by_department', key: { department: 1, state: 1, receivedAt: 1, _id: 1 } },
];

const ABOUT_INDEXES: IndexDescription[] = [{ name: 'by_about', key: { about: 1 } }];

export function collectionsOf(database: Db): Collections {
  return {
    meta: database.collection('collection_meta'),
    batches: database.collection('collection_batches'),
    chunks: database.collection('collection_chunks'),
    zeroReports: database.collection('collection_zero_reports'),
    waiting: database.collection('collection_waiting'),
    waitingVersions: database.collection('collection_waiting_versions'),
    waitingAbout: database.collection('collection_waiting_about'),
  };
}

/** Makes the indexes; those that are there stay. */
export async function createIndexes({ batches, chunks, waiting, waitingAbout }: Collections): Promise<void> {
  await createEach(batches, BATCH_INDEXES, LONG_CALL);
  await createEach(chunks, CHUNK_INDEXES, LONG_CALL);
  await createEach(waiting, WAITING_INDEXES, LONG_CALL);
  await createEach(waitingAbout, ABOUT_INDEXES, LONG_CALL);
}
