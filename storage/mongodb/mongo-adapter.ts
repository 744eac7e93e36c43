import { HubError } from '../../schema/errors.ts';
import type { KeyRing } from '../key-ring.ts';
import type { HubStore, LoadItem, StoreAdapter, StoreFigures } from '../port.ts';
import { BulkLoader } from './bulk-loader.ts';
import { clear, createIndexes } from './collections.ts';
import { type Connection, guarded, LONG_CALL, MongoPlace } from './connection.ts';
import { MongoStore } from './mongo-store.ts';
import { RecordWriter } from './record-writer.ts';
import { type LoadLease, StoreState } from './store-state.ts';

/**
 * A MongoDB database, or one of a server that speaks its protocol: the commands in use need no transactions, and no
 * indexes but unique `_id` for correctness.
 */
export class MongoAdapter implements StoreAdapter {
  readonly description: string;
  readonly #place: MongoPlace;
  readonly #keys: KeyRing;

  /** @throws HubError CONFIG_INVALID for an address that cannot be read. */
  constructor(url: string, keys: KeyRing) {
    this.#place = new MongoPlace(url);
    this.#keys = keys;
    this.description = `MongoDB store ${this.#place.name}`;
  }

  async exists(): Promise<boolean> {
    return guarded(async () => {
      await using connection = await this.#place.connect();
      return (await this.#state(connection).read())?.state === 'ready';
    });
  }

  async open(): Promise<HubStore> {
    await guarded(() => this.#prepare());
    return new MongoStore(await this.#place.connect(), this.#keys, this.#place.name);
  }

  async load(
    items: AsyncIterable<LoadItem> | Iterable<LoadItem>,
    onProgress: (figures: StoreFigures) => void,
  ): Promise<void> {
    await guarded(async () => {
      await using connection = await this.#place.connect(LONG_CALL);
      const lease = await this.#state(connection).lease();
      if (lease === null) throw new HubError('STORE_NOT_EMPTY', { details: { store: this.#place.name } });
      const { collections } = connection;
      await fill(connection, lease, () =>
        new BulkLoader(collections, this.#keys, () => lease.confirm(), onProgress).load(items),
      );
    });
  }

  /** Makes an empty store where there is none, checks one that is there, and settles what a crash left. */
  async #prepare(): Promise<void> {
    await using connection = await this.#place.connect(LONG_CALL);
    const state = this.#state(connection);
    const lease = await state.lease();
    if (lease !== null) return fill(connection, lease, async () => undefined);
    const known = await state.read();
    if (known === null) return this.#prepare(); // it was there a moment ago, and someone has dropped it
    state.check(known);
    await createIndexes(connection.collections, LONG_CALL);
    await new RecordWriter(connection, this.#keys).recover();
  }

  #state({ collections }: Connection): StoreState {
    return new StoreState(collections.meta, this.#keys, this.#place.name);
  }
}

/** Fills the place, with indexes at the end; what was begun and failed is cleared away. */
async function fill({ collections }: Connection, lease: LoadLease, load: () => Promise<void>): Promise<void> {
  try {
    await clear(collections, LONG_CALL);
    await load();
    await createIndexes(collections, LONG_CALL);
    await lease.complete();
  } catch (error) {
    await clearAway(collections, lease);
    throw error;
  } finally {
    lease.stop();
  }
}

async function clearAway(collections: Connection['collections'], lease: LoadLease): Promise<void> {
  try {
    lease.confirm(); // else the data may be another load's
    await clear(collections, LONG_CALL);
    await lease.abandon();
  } catch {
    // The next load clears it away; the first error is the one to report.
  }
}
