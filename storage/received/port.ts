/**
 * The port of received records: what this hub has pulled from other platforms, whichever engine keeps it. Every adapter passes one
 * contract suite (tests/storage/received/received-contract.ts).
 *
 * Promises of every adapter:
 * - a page of a pull, the cursor behind it, and what it sweeps become visible to the next pull together, or not at all, and survive
 *   a kill of the process at any moment;
 * - pages of one origin are numbered; a page is taken only after the one before it, so that of two pulls one ends with
 *   PULL_CONFLICT and neither undoes what the other did;
 * - records of one origin are never mixed with those of another, nor with the hub's own;
 * - what records say is stored encrypted, as a whole, and comes back encrypted until `contentOf` is asked: nobody has to know which
 *   field of somebody else's catalogue holds a personal number;
 * - a removed record leaves a tombstone, which says which record it was and nothing about it;
 * - pages come latest decision first, then by origin, item and record id ascending.
 *
 * Errors: HubError with STORE_UNAVAILABLE, STORE_DAMAGED, STORE_NOT_WRITABLE, STORE_WRONG_KEYS or PULL_CONFLICT.
 */
import type { JsonFields, RecordState, SubjectKind } from '../port.ts';

/** Which record of which origin. */
export interface ReceivedKey {
  /** `isOrigin` */
  readonly origin: string;
  /** Code of the catalogue item at its provider. */
  readonly item: string;
  /** Id of the record at its provider. */
  readonly recordId: string;
}

/** What a provider said of a record, field by field as it came; what was masked or denied stays so. */
export interface ReceivedContent {
  /** The subject as its provider names it. */
  readonly subject: { readonly id: string; readonly name: string | null; readonly code: string | null };
  readonly fields: JsonFields;
}

/** A record as a page brings it. */
export interface ReceivedUpsert extends Omit<ReceivedKey, 'origin'> {
  readonly operation: 'UPSERT';
  /** Name of its record type at its provider. */
  readonly type: string;
  /** Of the change that brought it: what digests are made of. */
  readonly version: number;
  /** Whom it is about, by the id that this hub gives the subject. */
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  readonly state: RecordState;
  readonly decisionDate: string;
  readonly publicityStartDate: string | null;
  readonly publicityEndDate: string | null;
  readonly content: ReceivedContent;
}

/** A record of which nothing may be held any more. */
export interface ReceivedWithdrawal extends Omit<ReceivedKey, 'origin'> {
  readonly operation: 'WITHDRAW';
  readonly version: number;
}

/** A record that its provider has counted, and whose content was withdrawn before it came; a later change says so. */
export interface ReceivedEmpty extends Omit<ReceivedKey, 'origin'> {
  readonly operation: 'EMPTY';
  readonly version: number;
}

export type ReceivedChange = ReceivedUpsert | ReceivedWithdrawal | ReceivedEmpty;

/** One item that is loaded afresh beside the pull of all. */
export interface ItemLoad {
  readonly item: string;
  /** Null before its first page. */
  readonly cursor: string | null;
  /** Records of the item that no page has brought since are swept when it is complete. */
  readonly generation: number;
}

/** How far the pull of an origin has come. */
export interface PullState {
  readonly origin: string;
  /** Address that it was last pulled from, without user or password. */
  readonly provider: string;
  /** Items that are pulled, sorted; null for all. */
  readonly items: readonly string[] | null;
  /** Null before the first page, and where everything is loaded afresh. */
  readonly cursor: string | null;
  /** What pages bring is of this generation; it grows with each fresh load. */
  readonly generation: number;
  /** Where everything is loaded afresh, the generation of that load; null otherwise. */
  readonly loading: number | null;
  /** Items that are loaded afresh, the next one first. */
  readonly itemLoads: readonly ItemLoad[];
  /** Number of the last page, from 1; 0 before it. */
  readonly page: number;
  /** When it was taken. */
  readonly at: string;
}

/** Records that a fresh load did not bring: they are not to be held any more. */
export interface Sweep {
  /** Null for all items. */
  readonly item: string | null;
  /** Those of earlier generations than this. */
  readonly below: number;
}

/** A page, to be taken as a whole. */
export interface ReceivedPage {
  /** Each record once. */
  readonly changes: readonly ReceivedChange[];
  /** Done after the changes; null for nothing. */
  readonly sweep: Sweep | null;
  /** How things stand once the page is taken. Its `page` is the number of the page. */
  readonly state: PullState;
}

/** A record as it is kept. */
export interface ReceivedRecord extends ReceivedKey, Omit<ReceivedUpsert, 'operation' | 'content' | keyof ReceivedKey> {
  readonly receivedAt: string;
  /** `contentOf` reads it. */
  readonly sealed: string;
}

/** Place of a record in the order of pages. */
export interface ReceivedPosition extends ReceivedKey {
  readonly decisionDate: string;
}

export interface ReceivedQuery {
  /** Only these; all where it is missing. */
  readonly origins?: readonly string[];
  /** Only these. Whoever asks knows of which items its caller may see anything. */
  readonly items: readonly string[];
  /** At least 1. */
  readonly first: number;
  readonly after?: ReceivedPosition;
}

export interface ReceivedRecordPage {
  readonly records: readonly ReceivedRecord[];
  readonly hasNextPage: boolean;
}

/** What digests are made of. */
export interface HeldVersion {
  readonly recordId: string;
  readonly version: number;
  /** Month of decision, YYYY-MM; null where no content came. */
  readonly month: string | null;
}

export interface ReceivedFigures {
  readonly held: number;
  readonly tombstones: number;
}

export interface ReceivedStore {
  /** Engine and place, for people. */
  readonly description: string;
  /** Null for an origin that was never pulled. What a killed pull left half done is finished first. */
  pullState(origin: string): Promise<PullState | null>;
  /** Takes a page whose number follows that of the last one. */
  takePage(page: ReceivedPage): Promise<void>;
  /** Records about the subject, tombstones left out. */
  recordsAbout(subjectId: string, query: ReceivedQuery): Promise<ReceivedRecordPage>;
  /** What the records of an item say that are held of an origin, some at a time, in no order. */
  heldVersions(origin: string, item: string): AsyncIterable<readonly HeldVersion[]>;
  /** Codes of items of which anything is held, or was, sorted. */
  heldItems(origin: string): Promise<readonly string[]>;
  figures(origin: string): Promise<ReceivedFigures>;
  contentOf(record: Pick<ReceivedRecord, keyof ReceivedKey | 'sealed'>): ReceivedContent;
  close(): Promise<void>;
}
