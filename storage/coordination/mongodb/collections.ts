import type { Collection, Db, IndexDescription } from 'mongodb';
import { createEach } from '../../mongodb/collections.ts';
import { LONG_CALL } from '../../mongodb/connection.ts';
import type { DeskEntry } from '../port.ts';

/** A case as one of its events left it, with the event. To insert it is to save the event. */
export interface VersionDocument extends CaseColumns {
  /** Case and version: free for one writer only. */
  readonly _id: string;
  readonly caseId: string;
  readonly at: string;
  /** JSON of the event. */
  readonly event: string;
}

/** The same of the last event, where it is looked for. */
export interface HeadDocument extends CaseColumns {
  /** The case. */
  readonly _id: string;
}

export interface CaseColumns {
  readonly kind: string;
  readonly version: number;
  readonly openedAt: string;
  readonly subjects: readonly string[];
  /** `caseText` */
  readonly text: string;
}

export interface DeskDocument extends DeskEntry {
  /** Case and ref. */
  readonly _id: string;
  readonly caseId: string;
  /** Version of the case that left it so. */
  readonly version: number;
}

/** The collections of the store. All keys are in `_id`, so that a cluster can be sharded by it and holds each key once. */
export interface Collections {
  readonly meta: Collection<{ readonly _id: string; readonly format: string }>;
  readonly versions: Collection<VersionDocument>;
  readonly heads: Collection<HeadDocument>;
  readonly desks: Collection<DeskDocument>;
}

const VERSION_INDEXES: IndexDescription[] = [{ name: 'by_case', key: { caseId: 1, version: 1 } }];
const HEAD_INDEXES: IndexDescription[] = [{ name: 'by_subject', key: { subjects: 1, kind: 1, openedAt: -1, _id: -1 } }];
const DESK_INDEXES: IndexDescription[] = [
  { name: 'by_age', key: { kind: 1, since: 1, caseId: 1, ref: 1 } },
  { name: 'of_department', key: { department: 1, kind: 1, since: 1, caseId: 1, ref: 1 } },
  { name: 'by_due_day', key: { department: 1, kind: 1, dueOn: 1 } },
];

export function collectionsOf(database: Db): Collections {
  return {
    meta: database.collection('coordination_meta'),
    versions: database.collection('coordination_versions'),
    heads: database.collection('coordination_heads'),
    desks: database.collection('coordination_desks'),
  };
}

/** Makes the indexes; those that are there stay. */
export async function createIndexes({ versions, heads, desks }: Collections): Promise<void> {
  await createEach(versions, VERSION_INDEXES, LONG_CALL);
  await createEach(heads, HEAD_INDEXES, LONG_CALL);
  await createEach(desks, DESK_INDEXES, LONG_CALL);
}
