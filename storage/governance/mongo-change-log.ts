import type { Collection, MongoClient } from 'mongodb';
import { CALL, guarded, isDuplicateKey, MongoPlace } from '../mongodb/connection.ts';
import type { ChangeLog, LoggedChange } from './change-log.ts';

/** A change as the collection keeps it. The unique `_id` is all that the order of saves rests on. */
interface ChangeDocument {
  readonly _id: number;
  readonly text: string;
}

/** The log in a collection of the hub's MongoDB database. Any number of processes may open it. */
export class MongoChangeLog implements ChangeLog {
  readonly description: string;
  readonly #client: MongoClient;
  readonly #changes: Collection<ChangeDocument>;

  private constructor(name: string, client: MongoClient, database: string) {
    this.description = `MongoDB governance store ${name}`;
    this.#client = client;
    this.#changes = client.db(database).collection('governance_changes');
  }

  /** @throws HubError CONFIG_INVALID for an address that cannot be read, STORE_UNAVAILABLE. */
  static async open(url: string): Promise<MongoChangeLog> {
    const place = new MongoPlace(url);
    const { client, collections } = await place.connect(CALL);
    return new MongoChangeLog(place.name, client, collections.meta.dbName);
  }

  async from(seq: number): Promise<readonly LoggedChange[]> {
    const find = () => this.#changes.find({ _id: { $gte: seq } }, { ...CALL, sort: { _id: 1 } }).toArray();
    return (await guarded(find)).map(({ _id, text }) => ({ seq: _id, text }));
  }

  append({ seq, text }: LoggedChange): Promise<boolean> {
    return guarded(async () => {
      try {
        await this.#changes.insertOne({ _id: seq, text }, CALL);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}
