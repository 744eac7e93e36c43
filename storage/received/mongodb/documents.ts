import type { ReceivedKey, ReceivedRecord, Sweep } from '../port.ts';

/** Where a row comes from, and which pages and loads have touched it. */
interface RowMarks extends ReceivedKey {
  /** `recordKey` */
  readonly _id: string;
  readonly version: number;
  readonly generation: number;
  /** Number of the last page that changed it: what is written a second time is known by it. */
  readonly page: number;
  readonly receivedAt: string;
}

/** All that records have and tombstones have not. */
type Told = Omit<ReceivedRecord, keyof ReceivedKey | 'version' | 'receivedAt'>;

/** A record; with nothing but nulls where no content came or it was removed. */
export type ReceivedDocument = RowMarks & { readonly [Name in keyof Told]: Told[Name] | null } & {
  readonly removed: boolean;
};

/** A withdrawal that waits in a commit. */
export type Removal = RowMarks;

/**
 * A page. To insert it is the commit point: its number is free for one pull only. What it changes waits in it until it is
 * written, then leaves it; its state stays until the next page is there.
 */
export interface PageDocument {
  /** `pageKey` */
  readonly _id: string;
  readonly origin: string;
  readonly page: number;
  /** `PullState` as JSON. */
  readonly state: string;
  /** There until the changes are written. */
  readonly pending?: true;
  readonly rows?: readonly ReceivedDocument[];
  readonly removals?: readonly Removal[];
  readonly sweep?: (Sweep & { readonly at: string }) | null;
}

/** Unambiguous: none of the parts holds a slash but the last, if any. */
export function recordKey({ origin, item, recordId }: ReceivedKey): string {
  return `${origin}/${item}/${recordId}`;
}

const PAGE_DIGITS = 15;

/** The order of keys is that of the numbers. */
export function pageKey(origin: string, page: number): string {
  return `${origin}/${String(page).padStart(PAGE_DIGITS, '0')}`;
}

/** What is left of a removed record. */
export const REMOVED = {
  removed: true,
  type: null,
  subjectId: null,
  subjectKind: null,
  state: null,
  decisionDate: null,
  publicityStartDate: null,
  publicityEndDate: null,
  sealed: null,
} as const;
