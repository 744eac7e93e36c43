import { HubError } from '../../schema/errors.ts';
import type { KeyRing } from '../key-ring.ts';
import type { HubStore, LoadItem, StoreAdapter, StoreFigures } from '../port.ts';
import { BulkLoader } from './bulk-loader.ts';
import { clear, createIndexes } from './collections.ts';
import { CALL, type Connection, guarded, LONG_CALL, MongoPlace } from './connection.ts';
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
    const state = await guarded(() => this.#place.using(CALL, (connection) => this.#state(connection).read()));
    return state?.state === 'ready';
  }

  async open(): Promise<HubStore> {
    await guarded(() => this.#place.using(LONG_CALL, (connection) => this.#prepare(connection)));
    return new MongoStore(await this.#place.connect(CALL), this.#keys, this.#place.name);
  }

  async load(
    items: AsyncIterable<LoadItem> | Iterable<LoadItem>,
    onProgress: (figures: StoreFigures) => void,
  ): Promise<void> {
    const loadThrough = async (connection: Connection) => {
      const lease = await this.#state(connection).lease();
      if (lease === null) throw new HubError('STORE_NOT_EMPTY', { details: { store: this.#place.name } });
      const confirm = () => lease.confirm();
      const loader = new BulkLoader(connection.collections, this.#keys, confirm, onProgress);
      await fill(connection, lease, () => loader.load(items));
    };
    await guarded(() => this.#place.using(LONG_CALL, loadThrough));
  }

  /** Makes an empty store where there is none, checks one that is there, and settles what a crash left. */
  async #prepare(connection: Connection): Promise<void> {
    const state = this.#state(connection);
    const known = await state.read();
    if (known?.state === 'ready') {
      state.check(known);
      await createIndexes(connection.collections, LONG_CALL);
      await new RecordWriter(connection).recover();
      return;
    }
    const lease = await state.lease();
    if (lease === null) return this.#prepare(connection); // another process was first
    await fill(connection, lease, async () => undefined);
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
