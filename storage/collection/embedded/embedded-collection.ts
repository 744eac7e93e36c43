import { join } from 'node:path';
import { Database } from '../../embedded/database.ts';
import type { KeyRing } from '../../key-ring.ts';
import { batchId } from '../batch-id.ts';
import type {
  Batch,
  BatchOpening,
  BatchPage,
  BatchQuery,
  Chunk,
  CollectionStore,
  MonthFigure,
  MonthFilter,
  ProblemPage,
  ProblemQuery,
  UnmatchedRow,
  WaitingAbout,
  WaitingCount,
  WaitingPage,
  WaitingQuery,
  WaitingRow,
  WaitingState,
  ZeroReport,
} from '../port.ts';
import { problemPage } from '../problem-page.ts';
import { unsealCandidate } from '../stored-waiting-row.ts';
import { unknownBatch } from '../unknown-batch.ts';
import { BatchTable } from './batch-table.ts';
import { ChunkTable } from './chunk-table.ts';
import { prepareTables } from './tables.ts';
import { WaitingTable } from './waiting-table.ts';
import { ZeroReportTable } from './zero-report-table.ts';

/** Memory for its pages, in MiB: rows are written once, and read when an officer asks. */
const CACHE_MIB = 4;

/**
 * Opens `collection.db` in the data folder, or makes it.
 *
 * @throws HubError STORE_NOT_WRITABLE, STORE_DAMAGED, STORE_WRONG_KEYS, STORE_UNAVAILABLE
 */
export function openEmbeddedCollection(folder: string, keys: KeyRing): CollectionStore {
  const database = new Database(join(folder, 'collection.db'), CACHE_MIB);
  try {
    return new EmbeddedCollection(database, keys);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The collection store in a SQLite file of its own. Several processes may open it, one of them writes at a time. */
class EmbeddedCollection implements CollectionStore {
  readonly description: string;
  readonly #database: Database;
  readonly #keys: KeyRing;
  readonly #batches: BatchTable;
  readonly #chunks: ChunkTable;
  readonly #zeroReports: ZeroReportTable;
  readonly #waiting: WaitingTable;

  constructor(database: Database, keys: KeyRing) {
    this.description = `embedded collection store ${database.file}`;
    this.#database = database;
    this.#keys = keys;
    prepareTables(database, keys);
    this.#chunks = new ChunkTable(database);
    this.#batches = new BatchTable(database, this.#chunks);
    this.#zeroReports = new ZeroReportTable(database);
    this.#waiting = new WaitingTable(database, keys);
  }

  async beginBatch(opening: BatchOpening): Promise<Batch> {
    return this.#batches.begin(opening);
  }

  async saveChunk(batchId: string, chunk: Chunk): Promise<boolean> {
    return this.#database.transaction(() => {
      const owner = this.#batches.owner(batchId);
      if (owner === undefined) throw unknownBatch();
      return this.#chunks.save(batchId, owner, chunk);
    });
  }

  async chunkDigests(batchId: string): Promise<ReadonlyMap<number, string>> {
    return this.#chunks.digests(batchId);
  }

  async finishBatch(batchId: string, at: string): Promise<void> {
    this.#batches.finish(batchId, at);
  }

  async batch(id: string): Promise<Batch | null> {
    return this.#batches.byId(id);
  }

  async batchByKey(department: string, item: string, key: string): Promise<Batch | null> {
    return this.#batches.byId(batchId(department, item, key));
  }

  async batches(query: BatchQuery): Promise<BatchPage> {
    return this.#batches.page(query);
  }

  async problems(batchId: string, query: ProblemQuery): Promise<ProblemPage> {
    return problemPage(this.#chunks.problems(batchId, query.after ?? 0), query);
  }

  async figures(filter: MonthFilter): Promise<readonly MonthFigure[]> {
    return this.#chunks.figures(filter);
  }

  async reportNothing(report: ZeroReport): Promise<void> {
    this.#zeroReports.save(report);
  }

  async zeroReports(filter: MonthFilter): Promise<readonly ZeroReport[]> {
    return this.#zeroReports.list(filter);
  }

  async putWaiting(rows: readonly UnmatchedRow[]): Promise<readonly WaitingState[]> {
    return this.#database.transaction(() => rows.map((row) => this.#waiting.put(row)));
  }

  async waitingRows(query: WaitingQuery): Promise<WaitingPage> {
    return this.#waiting.page(query);
  }

  async waitingRow(id: string): Promise<WaitingRow | null> {
    return this.#waiting.byId(id);
  }

  async waitingAbout(abouts: readonly string[]): Promise<readonly WaitingAbout[]> {
    return this.#waiting.about(abouts);
  }

  async saveDecision(row: WaitingRow): Promise<void> {
    this.#database.transaction(() => this.#waiting.decide(row));
  }

  async waitingCounts(): Promise<readonly WaitingCount[]> {
    return this.#waiting.counts();
  }

  unsealCandidate(row: Pick<WaitingRow, 'id' | 'candidate'>): string {
    return unsealCandidate(this.#keys, row, this.#database.file);
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}
