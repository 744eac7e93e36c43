import type { Collection, MongoClient } from 'mongodb';
import { CALL, guarded, MongoPlace } from '../mongodb/connection.ts';
import type { JournalPlace, PullerPlace, PullerStore } from './port.ts';

interface PullerDocument extends Omit<PullerPlace, 'place'> {
  /** JSON of caller and feed. */
  readonly _id: string;
  /** Pairs, since a department's code is no name of a field. */
  readonly place: readonly (readonly [department: string, seq: number])[];
}

/**
 * Opens the collection of pullers in the hub's MongoDB database, or makes it.
 *
 * @throws HubError CONFIG_INVALID for an address that cannot be read, STORE_UNAVAILABLE.
 */
export async function openMongoPullers(url: string): Promise<PullerStore> {
  const place = new MongoPlace(url);
  const { client, collections } = await place.connect(CALL);
  return new MongoPullers(client, client.db(collections.meta.dbName).collection('exchange_pullers'), place.name);
}

/** Any number of processes may open it. */
class MongoPullers implements PullerStore {
  readonly description: string;
  readonly #client: MongoClient;
  readonly #pullers: Collection<PullerDocument>;

  /** Takes over the client. */
  constructor(client: MongoClient, pullers: Collection<PullerDocument>, name: string) {
    this.description = `MongoDB store of pullers ${name}`;
    this.#client = client;
    this.#pullers = pullers;
  }

  async savePlace({ place, ...rest }: PullerPlace): Promise<void> {
    const _id = JSON.stringify([rest.caller, rest.feed]);
    const document = { ...rest, place: Object.entries(place) };
    await guarded(() => this.#pullers.replaceOne({ _id }, document, { ...CALL, upsert: true }));
  }

  places(): Promise<readonly PullerPlace[]> {
    return guarded(async () => {
      const found = await this.#pullers.find({}, { ...CALL, sort: { caller: 1, feed: 1 } }).toArray();
      return found.map(({ _id, place, ...rest }) => ({ ...rest, place: Object.fromEntries(place) as JournalPlace }));
    });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}
