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
  /** JSON of its notices. */
  readonly notices: string;
  /** There until the event stands in the log. */
  readonly unlogged?: true;
}

/** Events that were brought into the log together. */
export interface LogDocument {
  /** Place of the first of them: free for one writer only. */
  readonly _id: number;
  /** Place of the last. */
  readonly last: number;
  /** Departments that any of them concerns. */
  readonly departments: readonly string[];
  /** JSON of the entries, in order and without their places. */
  readonly entries: string;
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
  readonly log: Collection<LogDocument>;
}

const VERSION_INDEXES: IndexDescription[] = [
  { name: 'by_case', key: { caseId: 1, version: 1 } },
  // Sparse: it holds only the few that are not in the log yet.
  { name: 'unlogged', key: { unlogged: 1 }, sparse: true },
];
const HEAD_INDEXES: IndexDescription[] = [
  { name: 'by_subject', key: { subjects: 1, kind: 1, openedAt: -1, _id: -1 } },
  { name: 'by_age', key: { openedAt: 1, _id: 1 } },
];
const LOG_INDEXES: IndexDescription[] = [{ name: 'of_department', key: { departments: 1, _id: 1 } }];
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
    log: database.collection('coordination_log'),
  };
}

/** Makes the indexes; those that are there stay. */
export async function createIndexes({ versions, heads, desks, log }: Collections): Promise<void> {
  await createEach(versions, VERSION_INDEXES, LONG_CALL);
  await createEach(heads, HEAD_INDEXES, LONG_CALL);
  await createEach(desks, DESK_INDEXES, LONG_CALL);
  await createEach(log, LOG_INDEXES, LONG_CALL);
}
