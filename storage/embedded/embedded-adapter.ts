import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HubError } from '../../schema/errors.ts';
import type { KeyRing } from '../key-ring.ts';
import type { HubStore, LoadItem, StoreAdapter, StoreFigures } from '../port.ts';
import { preparedChange } from '../prepared-change.ts';
import { isAlive } from '../process-alive.ts';
import { Database } from './database.ts';
import { EmbeddedStore } from './embedded-store.ts';
import { RecordWriter } from './record-writer.ts';
import { createIndexes, createTables } from './schema.ts';
import { SubjectTable } from './subject-table.ts';

/** Items of one transaction of a bulk load. */
const LOAD_BATCH = 5_000;

/** The embedded engine: one SQLite file, `hub.db`, in the data folder. */
export class EmbeddedAdapter implements StoreAdapter {
  readonly description: string;
  readonly #file: string;
  readonly #keys: KeyRing;

  constructor(folder: string, keys: KeyRing) {
    this.#file = join(folder, 'hub.db');
    this.#keys = keys;
    this.description = `embedded store ${this.#file}`;
  }

  async exists(): Promise<boolean> {
    return existsSync(this.#file);
  }

  async open(cacheMiB?: number): Promise<HubStore> {
    const database = new Database(this.#file, cacheMiB);
    try {
      return new EmbeddedStore(database, this.#keys);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Loads into a file beside, which takes its place only when it is complete. */
  async load(
    items: AsyncIterable<LoadItem> | Iterable<LoadItem>,
    onProgress: (figures: StoreFigures) => void,
  ): Promise<void> {
    if (await this.exists()) throw new HubError('STORE_NOT_EMPTY', { details: { store: this.#file } });
    removeAbandonedLoads(this.#file);
    const unfinished = `${this.#file}.loading-${process.pid}-${randomUUID()}`;
    const database = new Database(unfinished);
    try {
      // A crash only costs this file, which is begun anew: no journal, and nothing waits for the disk until the end.
      database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;');
      createTables(database, this.#keys);
      await new Loader(database, this.#keys, onProgress).load(items);
      createIndexes(database);
      database.exec(`INSERT INTO subject_name (subject_name) VALUES ('optimize')`);
    } catch (error) {
      database.close();
      removeFile(unfinished);
      throw error;
    }
    database.close();
    syncToDisk(unfinished);
    takePlace(unfinished, this.#file);
  }
}

/** Inserts the items in batches, with journal numbers counted per department. */
class Loader {
  readonly #database: Database;
  readonly #keys: KeyRing;
  readonly #subjects: SubjectTable;
  readonly #records: RecordWriter;
  readonly #onProgress: (figures: StoreFigures) => void;
  readonly #heads = new Map<string, number>();
  #figures = { subjects: 0, records: 0 };

  constructor(database: Database, keys: KeyRing, onProgress: (figures: StoreFigures) => void) {
    this.#database = database;
    this.#keys = keys;
    this.#subjects = new SubjectTable(database, keys);
    this.#records = new RecordWriter(database);
    this.#onProgress = onProgress;
  }

  async load(items: AsyncIterable<LoadItem> | Iterable<LoadItem>): Promise<void> {
    let batch: LoadItem[] = [];
    for await (const item of items) {
      batch.push(item);
      if (batch.length < LOAD_BATCH) continue;
      this.#insert(batch);
      batch = [];
    }
    this.#insert(batch);
  }

  #insert(batch: readonly LoadItem[]): void {
    this.#database.transaction(() => {
      for (const item of batch) this.#insertOne(item);
    });
    this.#onProgress({ ...this.#figures });
  }

  #insertOne(item: LoadItem): void {
    if (item.kind === 'subject') {
      this.#subjects.insertNew(item.subject);
      this.#figures.subjects += 1;
      return;
    }
    const seq = (this.#heads.get(item.department) ?? 0) + 1;
    this.#heads.set(item.department, seq);
    this.#records.insertNew(item.department, seq, preparedChange(this.#keys, item.change));
    this.#figures.records += 1;
  }
}

function syncToDisk(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Puts the complete file in its place, unless another one has come there meanwhile. */
function takePlace(complete: string, file: string): void {
  try {
    linkSync(complete, file);
  } catch (cause) {
    throw new HubError('STORE_NOT_EMPTY', { cause, details: { store: file } });
  } finally {
    removeFile(complete);
  }
}

/** Removes what loads of processes that are no more have left behind. */
function removeAbandonedLoads(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const pid = /\.loading-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

function removeFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}
