import type { Collection, Db, IndexDescription } from 'mongodb';
import type { UsageKind } from '../usage.ts';

/** Digits of a number in a key: the order of keys is the order of numbers. */
const SEQ_DIGITS = 15;

/**
 * Entries that were committed together. To insert the document is the commit point: its key, the first number, is free for
 * one writer only.
 */
export interface CommitDocument {
  /** `seqKey` of the first number. */
  readonly _id: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Hash of the last entry. */
  readonly head: string;
  readonly entries: readonly { readonly hash: string; readonly previous: string; readonly text: string }[];
  /** What any of the entries is found by. */
  readonly terms: readonly string[];
  readonly firstAt: string;
  readonly lastAt: string;
  /** There until the entries are counted and due segments sealed. At most the last commit has it. */
  readonly pending?: true;
}

export interface SegmentDocument {
  /** `seqKey` of the first number: nothing is sealed twice. */
  readonly _id: string;
  readonly from: number;
  readonly to: number;
  readonly root: string;
  readonly algorithm: string;
  readonly head: string;
}

/** A counter. */
export interface UsageDocument {
  /** `usageKey`. */
  readonly _id: string;
  readonly kind: UsageKind;
  readonly key: string;
  readonly requests: number;
  readonly subjects: number;
  readonly lastAt: string;
  /** Last entry that has been counted: no commit is counted twice. */
  readonly upTo: number;
}

/** What stands over the whole trail. */
export interface TrailDocument {
  readonly _id: 'trail';
  readonly format: string;
  readonly algorithm: string;
  readonly segmentEntries: number;
}

/** The collections of a trail, beside those of the store. */
export interface TrailCollections {
  readonly meta: Collection<TrailDocument>;
  readonly commits: Collection<CommitDocument>;
  readonly segments: Collection<SegmentDocument>;
  readonly usage: Collection<UsageDocument>;
}

const COMMIT_INDEXES: readonly IndexDescription[] = [
  { name: 'by_term', key: { terms: 1, _id: -1 } },
  { name: 'by_time', key: { lastAt: 1 } },
];

export function trailCollections(database: Db): TrailCollections {
  return {
    meta: database.collection('audit_meta'),
    commits: database.collection('audit_commits'),
    segments: database.collection('audit_segments'),
    usage: database.collection('audit_usage'),
  };
}

/** Makes the indexes, one by one as the store does; those that are there stay. */
export async function createTrailIndexes(
  { commits }: TrailCollections,
  limit: { readonly maxTimeMS: number },
): Promise<void> {
  for (const index of COMMIT_INDEXES) await commits.createIndexes([index], limit);
}

export function seqKey(seq: number): string {
  return String(seq).padStart(SEQ_DIGITS, '0');
}

/** Keys of one kind follow each other by the hour. */
export function usageKey(kind: UsageKind, hour: string, key: string): string {
  return `${kind}/${hour}/${key}`;
}
