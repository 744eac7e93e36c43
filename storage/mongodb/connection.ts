import { MongoClient, type MongoClientOptions, MongoError } from 'mongodb';
import { HubError } from '../../schema/errors.ts';
import { type Collections, collectionsOf } from './collections.ts';

const DEFAULT_DATABASE = 'credit_hub';
const MAX_CONNECTIONS = 20;
const CONNECT_MS = 10_000;

/** The server gives an ordinary call up after this time; the socket, should the server not answer at all, after twice. */
export const CALL = { maxTimeMS: 15_000 } as const;

/** The same for calls that read or write everything: indexes, clearing, checking. */
export const LONG_CALL = { maxTimeMS: 2 * 60 * 60 * 1000 } as const;

/**
 * How every call reads and writes. `majority` on both sides: what was acknowledged or read once is never rolled back by
 * a change of the primary, so no journal number is given twice. `j` makes it survive the loss of power. Reads go to the
 * primary, because a secondary may lack what this hub has just written. Servers that stand alone take all of it.
 */
const CONCERNS = {
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: CALL.maxTimeMS },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  retryReads: true,
} as const satisfies MongoClientOptions;

/** An open connection. */
export interface Connection {
  readonly client: MongoClient;
  readonly collections: Collections;
}

/** Where a store lies. */
export class MongoPlace {
  /** Hosts and database, never the user or the password. */
  readonly name: string;
  readonly #url: string;
  readonly #database: string;

  /** @throws HubError CONFIG_INVALID, without the address, which may hold a password. */
  constructor(url: string) {
    this.#url = url;
    this.#database = databaseOf(url);
    const { hosts, srvHost } = newClient(url, CALL.maxTimeMS).options;
    const scheme = srvHost === undefined ? 'mongodb' : 'mongodb+srv';
    this.name = `${scheme}://${srvHost ?? hosts.join(',')}/${this.#database}`;
  }

  /**
   * Connects, for calls of which each takes at most `maxTimeMS`.
   *
   * @throws HubError STORE_UNAVAILABLE
   */
  async connect({ maxTimeMS }: { readonly maxTimeMS: number }): Promise<Connection> {
    const client = newClient(this.#url, maxTimeMS);
    try {
      await client.connect();
    } catch (cause) {
      throw new HubError('STORE_UNAVAILABLE', { cause });
    }
    return { client, collections: collectionsOf(client.db(this.#database)) };
  }

  /** Connects for this work only. */
  async using<T>(limit: { readonly maxTimeMS: number }, work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.connect(limit);
    try {
      return await work(connection);
    } finally {
      await connection.client.close();
    }
  }
}

/** Ends the driver's failures as STORE_UNAVAILABLE; all others are passed on. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof MongoError ? new HubError('STORE_UNAVAILABLE', { cause }) : cause;
  }
}

/** Whether a call failed for nothing but keys that are there already. */
export function isDuplicateKey(error: unknown): boolean {
  const { code, writeErrors } = error as { code?: unknown; writeErrors?: unknown };
  if (!(error instanceof MongoError) || code !== 11000) return false;
  // cast: the driver's bulk errors have a code each
  return !Array.isArray(writeErrors) || writeErrors.every((each) => (each as { code?: unknown }).code === 11000);
}

function newClient(url: string, maxTimeMS: number): MongoClient {
  try {
    return new MongoClient(url, {
      appName: 'credit-hub',
      connectTimeoutMS: CONNECT_MS,
      serverSelectionTimeoutMS: CONNECT_MS,
      waitQueueTimeoutMS: CONNECT_MS,
      socketTimeoutMS: 2 * maxTimeMS,
      ...(/[?&]maxPoolSize=/i.test(url) ? {} : { maxPoolSize: MAX_CONNECTIONS }),
      ...CONCERNS,
    });
  } catch {
    // The driver's message may quote the address, so it is not passed on.
    const problem =
      'the MongoDB address of --store cannot be read. It has the form mongodb://user:password@host:27017/database; ' +
      'write special characters of the password percent-encoded.';
    throw new HubError('CONFIG_INVALID', { details: { problem } });
  }
}

function databaseOf(url: string): string {
  const address = url.replace(/^[^:]*:\/\//, '').replace(/[?#].*$/s, '');
  const path = address.slice(address.lastIndexOf('@') + 1).split('/')[1];
  return path ? decodeURIComponent(path) : DEFAULT_DATABASE;
}
