import type { Collection, Db, IndexDescription } from 'mongodb';
import type { CommitDocument } from './commit-document.ts';
import type { EpochDocument } from './journal-epoch.ts';
import type { RecordDocument } from './record-document.ts';
import type { StateDocument } from './store-state.ts';
import type { SubjectDocument } from './subject-document.ts';
import type { VersionDocument } from './version-document.ts';

/**
 * The collections of a store. All keys are in `_id`, so that a cluster can be sharded by `_id` and still holds each key
 * once. No collation is set anywhere: texts are compared byte by byte.
 */
export interface Collections {
  readonly meta: Collection<StateDocument>;
  readonly epochs: Collection<EpochDocument>;
  readonly commits: Collection<CommitDocument>;
  readonly records: Collection<RecordDocument>;
  /** Versions of records that others have replaced. */
  readonly versions: Collection<VersionDocument>;
  readonly subjects: Collection<SubjectDocument>;
}

const COMMIT_INDEXES: IndexDescription[] = [
  // Sparse: it holds only the few commits that are not applied yet.
  { name: 'pending', key: { pending: 1 }, sparse: true },
];
const RECORD_INDEXES: IndexDescription[] = [
  { name: 'by_subject', key: { type: 1, subjectId: 1, decisionDate: -1, _id: 1 } },
  { name: 'by_date', key: { type: 1, decisionDate: -1, _id: 1 } },
  { name: 'by_document', key: { type: 1, documentNo: 1 } },
];
const SUBJECT_INDEXES: IndexDescription[] = [
  { name: 'by_number', key: { numbers: 1 } },
  { name: 'by_name', key: { grams: 1, _id: 1 } },
];

export function collectionsOf(database: Db): Collections {
  return {
    meta: database.collection('meta'),
    epochs: database.collection('epochs'),
    commits: database.collection('commits'),
    records: database.collection('records'),
    versions: database.collection('record_versions'),
    subjects: database.collection('subjects'),
  };
}

/** Makes the indexes; those that are there stay. */
export async function createIndexes(
  { commits, records, subjects }: Collections,
  limit: { readonly maxTimeMS: number },
): Promise<void> {
  await createEach(commits, COMMIT_INDEXES, limit);
  await createEach(records, RECORD_INDEXES, limit);
  await createEach(subjects, SUBJECT_INDEXES, limit);
}

/** One by one: FerretDB 1.24 breaks the connection off when some of several indexes are there already. */
export async function createEach<T extends object>(
  collection: Collection<T>,
  indexes: readonly IndexDescription[],
  limit: { readonly maxTimeMS: number },
): Promise<void> {
  for (const index of indexes) await collection.createIndexes([index], limit);
}

/** Empties all but the state. The collections stay, because dropping them would undo how they are sharded. */
export async function clear(
  { commits, records, versions, subjects }: Collections,
  limit: { readonly maxTimeMS: number },
): Promise<void> {
  await commits.deleteMany({}, limit);
  await records.deleteMany({}, limit);
  await versions.deleteMany({}, limit);
  await subjects.deleteMany({}, limit);
}
