import type { MongoClient } from 'mongodb';
import type { KeyRing } from '../../key-ring.ts';
import { CALL, guarded, LONG_CALL, MongoPlace } from '../../mongodb/connection.ts';
import { checkPlaceMeta } from '../../mongodb/place-meta.ts';
import type {
  HeldVersion,
  PullState,
  ReceivedContent,
  ReceivedFigures,
  ReceivedPage,
  ReceivedQuery,
  ReceivedRecord,
  ReceivedRecordPage,
  ReceivedStore,
} from '../port.ts';
import { unsealContent } from '../sealed-content.ts';
import { type Collections, collectionsOf, createIndexes } from './collections.ts';
import { pageDocument } from './page-document.ts';
import { PageLog } from './page-log.ts';
import { ReceivedReader } from './received-reader.ts';

/** Version of the documents; a store of another version is refused. */
const FORMAT = '1';

/**
 * Opens the collections in the hub's MongoDB database, or makes them.
 *
 * @throws HubError CONFIG_INVALID for an address that cannot be read, STORE_UNAVAILABLE, STORE_DAMAGED, STORE_WRONG_KEYS.
 */
export async function openMongoReceived(url: string, keys: KeyRing): Promise<ReceivedStore> {
  const place = new MongoPlace(url);
  await guarded(() =>
    place.using(LONG_CALL, async ({ client, collections }) => {
      const own = collectionsOf(client.db(collections.meta.dbName));
      await checkPlaceMeta(own.meta, { name: 'received', format: FORMAT }, keys, place.name);
      await createIndexes(own);
    }),
  );
  const { client, collections } = await place.connect(CALL);
  return new MongoReceived(client, collectionsOf(client.db(collections.meta.dbName)), keys, place.name);
}

/** Received records in collections beside the hub's own. */
class MongoReceived implements ReceivedStore {
  readonly description: string;
  readonly #name: string;
  readonly #client: MongoClient;
  readonly #keys: KeyRing;
  readonly #log: PageLog;
  readonly #reader: ReceivedReader;

  /** Takes over the client. */
  constructor(client: MongoClient, collections: Collections, keys: KeyRing, name: string) {
    this.description = `MongoDB store of received records ${name}`;
    this.#name = name;
    this.#client = client;
    this.#keys = keys;
    this.#log = new PageLog(collections);
    this.#reader = new ReceivedReader(collections);
  }

  pullState(origin: string): Promise<PullState | null> {
    return guarded(() => this.#log.state(origin));
  }

  takePage(page: ReceivedPage): Promise<void> {
    return guarded(() => this.#log.take(pageDocument(this.#keys, page)));
  }

  recordsAbout(subjectId: string, query: ReceivedQuery): Promise<ReceivedRecordPage> {
    return guarded(() => this.#reader.about(subjectId, query));
  }

  async *heldVersions(origin: string, item: string): AsyncGenerator<readonly HeldVersion[]> {
    const turns = this.#reader.heldVersions(origin, item);
    const next = () => guarded(() => turns.next());
    for (let turn = await next(); turn.done !== true; turn = await next()) yield turn.value;
  }

  heldItems(origin: string): Promise<readonly string[]> {
    return guarded(() => this.#reader.heldItems(origin));
  }

  figures(origin: string): Promise<ReceivedFigures> {
    return guarded(() => this.#reader.figures(origin));
  }

  contentOf(record: ReceivedRecord): ReceivedContent {
    return unsealContent(this.#keys, record, this.#name);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}
