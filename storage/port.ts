/**
 * The storage port: what the hub asks of a store, whichever engine keeps it. Every adapter passes one contract suite
 * (tests/storage/store-contract.ts).
 *
 * Promises of every adapter:
 * - identifiers are compared byte by byte; `null` and a missing value are the same;
 * - a record and its journal entry become visible together, and survive a kill of the process at any moment;
 * - journal numbers of a department have no gaps and follow the order of commits; what is compacted is missing at the beginning, and
 *   never all of it;
 * - a record is identified by its id alone, which is made from its natural key (record-id.ts): writing the same content
 *   again changes nothing, writing other content makes the next version;
 * - what is REPORTED of a record that is there is CORRECTED; where the report says EFFECTIVE, which is to say nothing of the
 *   state, the record keeps the state that it has;
 * - every version of a record is kept: the one that another replaces goes to an archive together with the change;
 * - pages come latest decision first, then by id ascending;
 * - personal identifiers (`sealed`) are stored encrypted, and come back encrypted until `unseal` is asked.
 *
 * Errors: HubError with STORE_UNAVAILABLE, STORE_DAMAGED, STORE_NOT_WRITABLE or STORE_WRONG_KEYS.
 */

export type SubjectKind = 'ORGANIZATION' | 'SOLE_TRADER' | 'NATURAL_PERSON';
export type RecordState = 'EFFECTIVE' | 'UNDER_OBJECTION' | 'REPAIRED' | 'EXPIRED' | 'WITHDRAWN';
export type ChangeOperation = 'UPSERT' | 'WITHDRAW';
export type ChangeReason = 'REPORTED' | 'CORRECTED' | 'REPAIRED' | 'EXPIRED' | 'REVOKED' | 'OBJECTION';
export type NumberKind =
  | 'ORG_CODE'
  | 'REGISTRATION_NO'
  | 'TAX_NO'
  | 'INSTITUTION_NO'
  | 'SOCIAL_ORGANIZATION_NO'
  | 'FORMER_USCC';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonFields = Readonly<Record<string, JsonValue>>;

/** Personal identifiers by field name: clear when written, encrypted when read. */
export type SealedFields = Readonly<Record<string, string>>;

/** A number that a subject bore before, or still bears beside its unified social credit code. */
export interface FormerNumber {
  readonly kind: NumberKind;
  readonly value: string;
}

export interface Subject {
  readonly id: string;
  readonly kind: SubjectKind;
  readonly name: string;
  readonly uscc: string | null;
  /** Six digits (GB/T 2260). */
  readonly areaCode: string | null;
  readonly formerNumbers: readonly FormerNumber[];
  readonly sealed: SealedFields;
}

/** What a record says. Dates are YYYY-MM-DD, instants RFC 3339 in UTC. */
export interface RecordContent {
  /** Name of the record type in the graph. */
  readonly type: string;
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  readonly state: RecordState;
  readonly documentNo: string;
  readonly decidingOrgCode: string;
  readonly decisionDate: string;
  readonly publicityStartDate: string | null;
  readonly publicityEndDate: string | null;
  /** All other fields by their names in the graph. */
  readonly fields: JsonFields;
  readonly sealed: SealedFields;
}

export interface StoredRecord extends RecordContent {
  readonly id: string;
  /** From 1. */
  readonly version: number;
  readonly reportedAt: string;
  /** Of the content, sealed fields included by their keyed hash. */
  readonly contentHash: string;
}

/** One record to write. The id must be `recordId` of its natural key. */
export interface RecordChange {
  readonly id: string;
  readonly operation: ChangeOperation;
  readonly reason: ChangeReason;
  readonly reportedAt: string;
  /** Only where the record is in this version when the change is written; its outcome is `conflict` where it is in another one. */
  readonly onVersion?: number;
  readonly content: RecordContent;
}

/**
 * A change with all that can be worked out before the store is looked at: its texts checked, what is personal encrypted, its hash
 * made. Of use to the store only that gave it, or to another one that opened the same place.
 */
export interface PreparedChange extends Omit<RecordChange, 'content'> {
  readonly content: RecordText;
  /** As in `StoredRecord`. */
  readonly contentHash: string;
  /** Keyed hashes of the sealed fields, for the hash of the content in another state; null where it has none. */
  readonly sealedHashes: SealedFields | null;
}

/** What a record says, in the form in which engines keep it: what nothing asks into is JSON text. */
export interface RecordText extends Omit<RecordContent, 'fields' | 'sealed'> {
  readonly fields: string;
  /** Null for nothing sealed. */
  readonly sealed: string | null;
}

export interface WriteOutcome {
  readonly id: string;
  readonly outcome: 'inserted' | 'updated' | 'unchanged' | 'conflict';
  /** That the record is in afterwards; 0 where there is none. */
  readonly version: number;
  /** Journal number of the change; null where nothing changed. */
  readonly seq: number | null;
}

export interface JournalEntry {
  readonly department: string;
  /** From 1, without gaps, in the order of commits. */
  readonly seq: number;
  readonly type: string;
  readonly recordId: string;
  readonly subjectId: string;
  readonly version: number;
  readonly operation: ChangeOperation;
  readonly reason: ChangeReason;
  readonly at: string;
  readonly contentHash: string;
}

/** Any of the states that records are in on a day, which is not always the one that is stored (state-on-day.ts). */
export interface StatesOnDay {
  readonly anyOf: readonly RecordState[];
  readonly day: string;
}

/** Which records of a type; every condition that is given must hold. */
export interface RecordConditions {
  readonly states?: StatesOnDay;
  readonly decidedFrom?: string;
  readonly decidedTo?: string;
  readonly documentNo?: string;
  readonly decidingOrgCode?: string;
  readonly subjectKinds?: readonly SubjectKind[];
  /** Only records in force or under objection whose publicity period holds this day. */
  readonly publicOn?: string;
}

/** Place of a record in the order of pages. */
export interface RecordPosition {
  readonly decisionDate: string;
  readonly id: string;
}

export interface RecordQuery {
  readonly type: string;
  readonly where: RecordConditions;
  /** At least 1. */
  readonly first: number;
  readonly after?: RecordPosition;
  /** Whether to count all that match; costs time. */
  readonly withTotal: boolean;
}

export interface RecordPage {
  readonly records: readonly StoredRecord[];
  readonly hasNextPage: boolean;
  /** Null unless it was asked for. */
  readonly totalCount: number | null;
}

export interface SubjectSearch {
  /** Part of the name; compared without regard to width, case and spaces. */
  readonly text: string;
  readonly kind?: 'ORGANIZATION' | 'SOLE_TRADER';
  /** Any of these areas. */
  readonly areaCodes?: readonly string[];
  readonly first: number;
  /** Cursor of an earlier page of the same search. */
  readonly after?: string;
}

export interface SubjectHit {
  readonly subject: Subject;
  readonly cursor: string;
}

export interface SubjectPage {
  readonly hits: readonly SubjectHit[];
  readonly hasNextPage: boolean;
}

export interface RecordStore {
  /** One page per subject in one call; subjects without records are missing from the map. */
  recordsBySubject(query: RecordQuery, subjectIds: readonly string[]): Promise<ReadonlyMap<string, RecordPage>>;
  /** Across all subjects. */
  listRecords(query: RecordQuery): Promise<RecordPage>;
  recordsById(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>>;
  /**
   * All versions of a record, oldest first, the current one last; none for an id that is unknown under the type. What a hub
   * without an archive replaced is missing.
   */
  recordVersions(type: string, id: string): Promise<readonly StoredRecord[]>;
  /** All or, after a crash, a first part of the changes, in order; outcomes in the order of the changes. */
  write(department: string, changes: readonly RecordChange[]): Promise<readonly WriteOutcome[]>;
  /**
   * The larger part of the work of `write`, which needs no more of the store than its keys, for `writePrepared`.
   *
   * @throws HubError RECORD_INVALID
   */
  prepareChange(change: RecordChange): PreparedChange;
  /** As `write`. */
  writePrepared(department: string, changes: readonly PreparedChange[]): Promise<readonly WriteOutcome[]>;
  /** Entries after the number, in order. The first one is not the next where that was compacted. */
  journal(department: string, after: number, limit: number): Promise<readonly JournalEntry[]>;
  /** Highest number that a reader can see; 0 for an empty journal. */
  journalHead(department: string): Promise<number>;
  /** Encrypts fields of an owner that need not be a record, as those of records are: for what only this store shall read again. */
  seal(ownerId: string, clear: SealedFields): SealedFields;
  /** The clear text of a sealed field of a record, subject or other owner that this store gave out. */
  unseal(owner: { readonly id: string; readonly sealed: SealedFields }, field: string): string | null;
}

export interface SubjectStore {
  subjectsById(ids: readonly string[]): Promise<ReadonlyMap<string, Subject>>;
  /** Subjects that carry the number as unified social credit code or as an old number. */
  subjectsByNumber(values: readonly string[]): Promise<ReadonlyMap<string, readonly Subject[]>>;
  /** Never finds natural persons. Names that begin with the text come first. */
  searchSubjects(search: SubjectSearch): Promise<SubjectPage>;
  /** Inserts or replaces. */
  saveSubjects(subjects: readonly Subject[]): Promise<void>;
}

/** What a bulk load brings in. */
export type LoadItem =
  | { readonly kind: 'subject'; readonly subject: Subject }
  | { readonly kind: 'record'; readonly department: string; readonly change: RecordChange };

export interface StoreFigures {
  readonly subjects: number;
  readonly records: number;
}

export interface HubStore extends RecordStore, SubjectStore {
  /** Engine and place, for people. */
  readonly description: string;
  /**
   * Id of the journals' epoch: the numbers of one epoch mean the same changes for ever. A store begins with one, and keeps it until
   * `beginEpoch`.
   */
  epoch(): Promise<string>;
  /** To be called where journals may have gone back, as after a backup was restored. The id of the new epoch. */
  beginEpoch(): Promise<string>;
  /**
   * Forgets entries up to the number, the oldest first, so that a cut leaves no gap; the latest entry stays, and the adapter may keep
   * some more that lie with others. Records and their versions are not touched. How many were forgotten.
   */
  compactJournal(department: string, upTo: number): Promise<number>;
  figures(): Promise<StoreFigures>;
  /** Reads everything that can be checked; ends with STORE_DAMAGED where something is wrong. */
  verify(): Promise<void>;
  close(): Promise<void>;
}

/** How a store comes into being. */
export interface StoreAdapter {
  /** Engine and place, for people. */
  readonly description: string;
  /** False for a place where nothing was ever completely loaded. */
  exists(): Promise<boolean>;
  /**
   * Opens what is there, or makes an empty store.
   *
   * @param cacheMiB most memory for pages of the file, where the engine keeps any in this process; it has a default
   */
  open(cacheMiB?: number): Promise<HubStore>;
  /**
   * Fills an empty place in constant memory, faster than `write`, and leaves nothing half done: a load that is cut off
   * does not count as a store. Ends with STORE_NOT_EMPTY where one is.
   */
  load(items: AsyncIterable<LoadItem> | Iterable<LoadItem>, onProgress: (figures: StoreFigures) => void): Promise<void>;
}
