/**
 * The collection port: what the hub keeps of what departments report, whichever engine keeps it: intake batches with what
 * became of their rows, monthly figures, reports of nothing, and the rows that wait for somebody to match them with a subject.
 * Every adapter passes one contract suite (tests/storage/collection/collection-contract.ts).
 *
 * Promises of every adapter:
 * - what a call has saved is durable when the call resolves, and whole: a chunk is there with all it holds, or not at all;
 * - sums follow from the chunks that are saved, and from nothing else;
 * - candidates of waiting rows are stored encrypted, and come back encrypted until `unsealCandidate` is asked.
 *
 * Instants are RFC 3339 in UTC, all with the same number of digits, since they are ordered as texts. Months are YYYY-MM.
 *
 * Errors: HubError with STORE_UNAVAILABLE, STORE_DAMAGED, STORE_NOT_WRITABLE or STORE_WRONG_KEYS, and those named below.
 */

export type BatchSource = 'file' | 'graph' | 'upload';

/** A department's delivery of rows for one item of the catalogue. */
export interface BatchOpening {
  readonly department: string;
  readonly item: string;
  /** Known to the reporter: the same key of the department and item is the same batch. */
  readonly key: string;
  readonly source: BatchSource;
  /** Id of the officer or application. */
  readonly reportedBy: string;
  readonly at: string;
}

/** Numbers of rows. Each one that was received is accepted, refused or waiting. */
export interface Counts {
  readonly received: number;
  readonly accepted: number;
  readonly refused: number;
  readonly waiting: number;
  /** Rows that a rule has found something in, by its code; warnings too, but of refused rows only what refuses them. */
  readonly byRule: Readonly<Record<RuleCode, number>>;
}

/** Code of a rule of the standard. */
export type RuleCode = `R${string}`;

/** Something that a rule says of a row. It never holds a value of the row. */
export interface Finding {
  readonly rule: RuleCode;
  /** Field of the graph; null where it is about the row as a whole. */
  readonly field: string | null;
}

export type RowOutcome = 'accepted' | 'refused' | 'waiting';

/** A row that something was found in. */
export interface RowProblem {
  /** Where it stands in the delivery, from 1. */
  readonly row: number;
  readonly outcome: RowOutcome;
  readonly findings: readonly Finding[];
}

/** Some rows of a batch, at most about a thousand. No row stands in two chunks. */
export interface Chunk {
  /** Place in the batch. */
  readonly number: number;
  readonly at: string;
  /** In the city, of the figures that it counts for. */
  readonly month: string;
  readonly counts: Counts;
  readonly problems: readonly RowProblem[];
  /** Keyed hash of the rows, by which they are known again; null where nobody has to. */
  readonly digest: string | null;
}

export interface Batch extends BatchOpening {
  readonly id: string;
  /** Over the chunks that are saved. */
  readonly counts: Counts;
  /** How many are saved. */
  readonly chunks: number;
  /** When the reporter was done; null until then. */
  readonly finishedAt: string | null;
}

/** Place of a batch in the order of pages: the latest first, then by id. */
export interface BatchPosition {
  readonly at: string;
  readonly id: string;
}

export interface BatchQuery {
  readonly department?: string;
  readonly item?: string;
  /** At least 1. */
  readonly first: number;
  readonly after?: BatchPosition;
}

export interface BatchPage {
  readonly batches: readonly Batch[];
  readonly hasNextPage: boolean;
}

export interface ProblemQuery {
  /** At least 1. */
  readonly first: number;
  /** The row that the page before ended with. */
  readonly after?: number;
}

export interface ProblemPage {
  readonly problems: readonly RowProblem[];
  readonly hasNextPage: boolean;
}

/** Both months are included. */
export interface MonthFilter {
  readonly fromMonth: string;
  readonly toMonth: string;
  readonly department?: string;
  readonly item?: string;
}

export interface MonthFigure {
  readonly department: string;
  readonly item: string;
  readonly month: string;
  readonly counts: Counts;
}

/** Says that there was nothing to report. */
export interface ZeroReport {
  readonly department: string;
  readonly item: string;
  readonly month: string;
  /** Id of the officer or application. */
  readonly by: string;
  readonly at: string;
}

export type WaitingState = 'WAITING' | 'MATCHED' | 'DISCARDED';

/** A row that matches no subject, as it came in. */
export interface UnmatchedRow {
  /** The same row has the same id whenever it is reported. */
  readonly id: string;
  readonly department: string;
  readonly item: string;
  /** Name of the record type in the graph. */
  readonly type: string;
  /** Batch and row that it came with last. */
  readonly batchId: string;
  readonly row: number;
  /** JSON text, which may say anything of a person. */
  readonly candidate: string;
  /** Why it matches nothing. */
  readonly reasons: readonly string[];
  readonly receivedAt: string;
  /** The same for rows that say the same, but for the numbers by which they are matched; null where it does not tell. */
  readonly about: string | null;
}

/** A row in the queue; `candidate` is encrypted, `receivedAt` is since when it waits. */
export interface WaitingRow extends Omit<UnmatchedRow, 'about'> {
  /** From 1. */
  readonly version: number;
  readonly state: WaitingState;
  readonly subjectId: string | null;
  readonly recordId: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly note: string | null;
}

/** A row that waits, and what it is about. */
export interface WaitingAbout {
  readonly id: string;
  readonly about: string;
}

/** Place of a row in the queue: the oldest first, then by id. */
export interface WaitingPosition {
  readonly receivedAt: string;
  readonly id: string;
}

export interface WaitingQuery {
  readonly department?: string;
  readonly item?: string;
  readonly state?: WaitingState;
  /** At least 1. */
  readonly first: number;
  readonly after?: WaitingPosition;
}

export interface WaitingPage {
  readonly rows: readonly WaitingRow[];
  readonly hasNextPage: boolean;
}

export interface WaitingCount {
  readonly department: string;
  readonly item: string;
  readonly state: WaitingState;
  readonly rows: number;
}

export interface IntakeBatches {
  /** The batch of the key, which is made once: a later opening of it changes nothing. */
  beginBatch(opening: BatchOpening): Promise<Batch>;
  /**
   * False where the batch has a chunk of that number already: the first one that was saved counts.
   *
   * @throws HubError INVALID_ARGUMENT where there is no such batch.
   */
  saveChunk(batchId: string, chunk: Chunk): Promise<boolean>;
  /** Digests of the batch's chunks by their numbers; chunks without one are missing. */
  chunkDigests(batchId: string): Promise<ReadonlyMap<number, string>>;
  /**
   * Notes that the reporter is done; the first time counts.
   *
   * @throws HubError INVALID_ARGUMENT where there is no such batch.
   */
  finishBatch(batchId: string, at: string): Promise<void>;
  batch(id: string): Promise<Batch | null>;
  batchByKey(department: string, item: string, key: string): Promise<Batch | null>;
  /** Newest first. */
  batches(query: BatchQuery): Promise<BatchPage>;
  /** In the order of rows. */
  problems(batchId: string, query: ProblemQuery): Promise<ProblemPage>;
}

export interface MonthlyFigures {
  /** Ordered by department, item and month; months without rows are missing. */
  figures(filter: MonthFilter): Promise<readonly MonthFigure[]>;
  /** The first report for a department, item and month counts. */
  reportNothing(report: ZeroReport): Promise<void>;
  /** Ordered by department, item and month. */
  zeroReports(filter: MonthFilter): Promise<readonly ZeroReport[]>;
}

export interface MatchingQueue {
  /**
   * Puts rows into the queue, and tells the state of each in their order. What is there with the same content stays as it is,
   * other content makes the next version of a row that still waits; one that was decided on is left alone.
   */
  putWaiting(rows: readonly UnmatchedRow[]): Promise<readonly WaitingState[]>;
  /** Oldest first. */
  waitingRows(query: WaitingQuery): Promise<WaitingPage>;
  waitingRow(id: string): Promise<WaitingRow | null>;
  /** The rows that still wait and were put with one of these as `about`, in the order of their ids, each with its own. */
  waitingAbout(abouts: readonly string[]): Promise<readonly WaitingAbout[]>;
  /**
   * Saves what was decided on a row; nothing else of it changes.
   *
   * @param row in the version after the one that the decision was made on
   * @throws HubError CONFLICT where the row is in another version.
   */
  saveDecision(row: WaitingRow): Promise<void>;
  /** Ordered by department, item and state; states without rows are missing. */
  waitingCounts(): Promise<readonly WaitingCount[]>;
  /** The clear text of the candidate of a row that this store gave out. */
  unsealCandidate(row: Pick<WaitingRow, 'id' | 'candidate'>): string;
}

export interface CollectionStore extends IntakeBatches, MonthlyFigures, MatchingQueue {
  /** Engine and place, for people. */
  readonly description: string;
  close(): Promise<void>;
}
