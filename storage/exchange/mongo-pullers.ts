import type { Collection, MongoClient } from 'mongodb';
import { CALL, guarded, isDuplicateKey, MongoPlace } from '../mongodb/connection.ts';
import type { JournalPlace, PullerPlace, PullerStore } from './port.ts';

interface PullerDocument extends Omit<PullerPlace, 'place'> {
  /** JSON of caller and feed. */
  readonly _id: string;
  /** A list, since a department's code is no name of a field. */
  readonly place: readonly { readonly department: string; readonly seq: number }[];
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
    const departments = Object.entries(place).map(([department, seq]) => ({ department, seq }));
    const document = { ...rest, place: departments };
    await guarded(() => this.#save(_id, document));
  }

  /** Of several that make the document at once one succeeds; the others find it there the second time. */
  async #save(_id: string, document: Omit<PullerDocument, '_id'>): Promise<void> {
    const save = () => this.#pullers.replaceOne({ _id }, document, { ...CALL, upsert: true });
    try {
      await save();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await save();
    }
  }

  places(): Promise<readonly PullerPlace[]> {
    return guarded(async () => {
      const found = await this.#pullers.find({}, { ...CALL, sort: { caller: 1, feed: 1 } }).toArray();
      // Documents of before have no receipt.
      return found.map(({ _id, place, receipt, ...rest }) => {
        return { ...rest, place: journalPlace(place), receipt: receipt ?? null };
      });
    });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}

function journalPlace(departments: PullerDocument['place']): JournalPlace {
  return Object.fromEntries(departments.map(({ department, seq }) => [department, seq]));
}
