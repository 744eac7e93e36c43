import type { Collection, Db, IndexDescription } from 'mongodb';
import { createEach } from '../../mongodb/collections.ts';
import { LONG_CALL } from '../../mongodb/connection.ts';
import type { PlaceMeta } from '../../mongodb/place-meta.ts';
import type { PageDocument, ReceivedDocument } from './documents.ts';

/** The collections of the store. All keys are in `_id`, so that a cluster can be sharded by it and holds each key once. */
export interface Collections {
  readonly meta: Collection<PlaceMeta>;
  readonly pages: Collection<PageDocument>;
  readonly records: Collection<ReceivedDocument>;
}

const RECORD_INDEXES: IndexDescription[] = [
  { name: 'by_subject', key: { subjectId: 1, decisionDate: -1, _id: 1 } },
  { name: 'by_generation', key: { origin: 1, item: 1, generation: 1 } },
];

export function collectionsOf(database: Db): Collections {
  return {
    meta: database.collection('received_meta'),
    pages: database.collection('received_pages'),
    records: database.collection('received_records'),
  };
}

/** Makes the indexes; those that are there stay. */
export async function createIndexes({ records }: Collections): Promise<void> {
  await createEach(records, RECORD_INDEXES, LONG_CALL);
}
