import type { MongoClient } from 'mongodb';
import type { KeyRing } from '../../key-ring.ts';
import { CALL, guarded, LONG_CALL, MongoPlace } from '../../mongodb/connection.ts';
import { checkPlaceMeta } from '../../mongodb/place-meta.ts';
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
import { BatchCollection } from './batch-collection.ts';
import { ChunkCollection } from './chunk-collection.ts';
import { type Collections, collectionsOf, createIndexes } from './collections.ts';
import { WaitingCollection } from './waiting-collection.ts';
import { ZeroReportCollection } from './zero-report-collection.ts';

/** Version of the documents; a store of another version is refused. */
const FORMAT = '1';

/**
 * Opens the collections in the hub's MongoDB database, or makes them.
 *
 * @throws HubError CONFIG_INVALID for an address that cannot be read, STORE_UNAVAILABLE, STORE_DAMAGED, STORE_WRONG_KEYS.
 */
export async function openMongoCollection(url: string, keys: KeyRing): Promise<CollectionStore> {
  const place = new MongoPlace(url);
  await guarded(() =>
    place.using(LONG_CALL, async ({ client, collections }) => {
      const own = collectionsOf(client.db(collections.meta.dbName));
      await checkPlaceMeta(own.meta, { name: 'collection', format: FORMAT }, keys, place.name);
      await createIndexes(own);
    }),
  );
  const { client, collections } = await place.connect(CALL);
  return new MongoCollection(client, collectionsOf(client.db(collections.meta.dbName)), keys, place.name);
}

/**
 * The collection store in collections beside the records'. Any number of processes may open it. Each thing that must be whole
 * is one document, so that no transactions are needed.
 */
class MongoCollection implements CollectionStore {
  readonly description: string;
  readonly #name: string;
  readonly #client: MongoClient;
  readonly #keys: KeyRing;
  readonly #batches: BatchCollection;
  readonly #chunks: ChunkCollection;
  readonly #zeroReports: ZeroReportCollection;
  readonly #waiting: WaitingCollection;

  /** Takes over the client. */
  constructor(client: MongoClient, collections: Collections, keys: KeyRing, name: string) {
    this.description = `MongoDB collection store ${name}`;
    this.#name = name;
    this.#client = client;
    this.#keys = keys;
    this.#chunks = new ChunkCollection(collections);
    this.#batches = new BatchCollection(collections, this.#chunks);
    this.#zeroReports = new ZeroReportCollection(collections);
    this.#waiting = new WaitingCollection(collections, keys);
  }

  beginBatch(opening: BatchOpening): Promise<Batch> {
    return guarded(() => this.#batches.begin(opening));
  }

  saveChunk(batchId: string, chunk: Chunk): Promise<boolean> {
    return guarded(async () => this.#chunks.save(batchId, await this.#batches.owner(batchId), chunk));
  }

  chunkDigests(batchId: string): Promise<ReadonlyMap<number, string>> {
    return guarded(() => this.#chunks.digests(batchId));
  }

  finishBatch(batchId: string, at: string): Promise<void> {
    return guarded(() => this.#batches.finish(batchId, at));
  }

  batch(id: string): Promise<Batch | null> {
    return guarded(() => this.#batches.byId(id));
  }

  batchByKey(department: string, item: string, key: string): Promise<Batch | null> {
    return guarded(() => this.#batches.byId(batchId(department, item, key)));
  }

  batches(query: BatchQuery): Promise<BatchPage> {
    return guarded(() => this.#batches.page(query));
  }

  problems(batchId: string, query: ProblemQuery): Promise<ProblemPage> {
    return guarded(() => problemPage(this.#chunks.problems(batchId, query.after ?? 0), query));
  }

  figures(filter: MonthFilter): Promise<readonly MonthFigure[]> {
    return guarded(() => this.#chunks.figures(filter));
  }

  reportNothing(report: ZeroReport): Promise<void> {
    return guarded(() => this.#zeroReports.save(report));
  }

  zeroReports(filter: MonthFilter): Promise<readonly ZeroReport[]> {
    return guarded(() => this.#zeroReports.list(filter));
  }

  putWaiting(rows: readonly UnmatchedRow[]): Promise<readonly WaitingState[]> {
    return guarded(() => this.#waiting.put(rows));
  }

  waitingRows(query: WaitingQuery): Promise<WaitingPage> {
    return guarded(() => this.#waiting.page(query));
  }

  waitingRow(id: string): Promise<WaitingRow | null> {
    return guarded(() => this.#waiting.byId(id));
  }

  waitingAbout(abouts: readonly string[]): Promise<readonly WaitingAbout[]> {
    return guarded(() => this.#waiting.about(abouts));
  }

  saveDecision(row: WaitingRow): Promise<void> {
    return guarded(() => this.#waiting.decide(row));
  }

  waitingCounts(): Promise<readonly WaitingCount[]> {
    return guarded(() => this.#waiting.counts());
  }

  unsealCandidate(row: Pick<WaitingRow, 'id' | 'candidate'>): string {
    return unsealCandidate(this.#keys, row, this.#name);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}
