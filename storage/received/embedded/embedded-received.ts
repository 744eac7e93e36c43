import { join } from 'node:path';
import { HubError } from '../../../schema/errors.ts';
import { Database } from '../../embedded/database.ts';
import { text } from '../../embedded/record-row.ts';
import type { KeyRing } from '../../key-ring.ts';
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
import { PageWriter } from './page-writer.ts';
import { ReceivedReader } from './received-reader.ts';
import { prepareTables } from './tables.ts';

/** Memory for its pages, in MiB: the inner nodes of its indexes, into which ids fall without any order. */
const CACHE_MIB = 32;

/**
 * Opens `received.db` in the data folder, or makes it.
 *
 * @throws HubError STORE_NOT_WRITABLE, STORE_DAMAGED, STORE_WRONG_KEYS, STORE_UNAVAILABLE
 */
export function openEmbeddedReceived(folder: string, keys: KeyRing): ReceivedStore {
  const database = new Database(join(folder, 'received.db'), CACHE_MIB);
  try {
    return new EmbeddedReceived(database, keys);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Received records in a SQLite file of their own. A page, its sweep and its state are one transaction. */
class EmbeddedReceived implements ReceivedStore {
  readonly description: string;
  readonly #database: Database;
  readonly #keys: KeyRing;
  readonly #writer: PageWriter;
  readonly #reader: ReceivedReader;

  constructor(database: Database, keys: KeyRing) {
    this.description = `embedded store of received records ${database.file}`;
    this.#database = database;
    this.#keys = keys;
    prepareTables(database, keys);
    this.#writer = new PageWriter(database, keys);
    this.#reader = new ReceivedReader(database);
  }

  async pullState(origin: string): Promise<PullState | null> {
    const row = this.#database.first('SELECT state FROM pull WHERE origin = ?', origin);
    return row === undefined ? null : (JSON.parse(text(row, 'state')) as PullState); // cast: written below only
  }

  async takePage(page: ReceivedPage): Promise<void> {
    const { state } = page;
    this.#database.transaction(() => {
      const last = this.#database.first('SELECT page FROM pull WHERE origin = ?', state.origin);
      if (Number(last?.page ?? 0) !== state.page - 1) {
        throw new HubError('PULL_CONFLICT', { details: { origin: state.origin } });
      }
      this.#writer.write(page);
      this.#database
        .statement('INSERT OR REPLACE INTO pull (origin, page, state) VALUES (?, ?, ?)')
        .run(state.origin, state.page, JSON.stringify(state));
    });
  }

  async recordsAbout(subjectId: string, query: ReceivedQuery): Promise<ReceivedRecordPage> {
    return this.#reader.about(subjectId, query);
  }

  heldVersions(origin: string, item: string): AsyncIterable<readonly HeldVersion[]> {
    return this.#reader.heldVersions(origin, item);
  }

  async heldItems(origin: string): Promise<readonly string[]> {
    return this.#reader.heldItems(origin);
  }

  async figures(origin: string): Promise<ReceivedFigures> {
    return this.#reader.figures(origin);
  }

  contentOf(record: ReceivedRecord): ReceivedContent {
    return unsealContent(this.#keys, record, this.#database.file);
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}
