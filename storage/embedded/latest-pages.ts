import type { StoredRecord } from '../port.ts';
import type { Database } from './database.ts';

/** Records by their ids. */
type Page = ReadonlyMap<string, StoredRecord>;

/** Pages that are remembered, which those who go through the whole store at the same time share. */
const PAGES = 3;

/**
 * The long pages of records that were read last, as long as nobody has written: whoever goes through the store page by page asks for
 * the records of each page once more by their ids, when the graph leads from them to their department.
 */
export class LatestPages {
  readonly #database: Database;
  #pages: readonly Page[] = [];
  #version = '';

  constructor(database: Database) {
    this.#database = database;
  }

  note(records: readonly StoredRecord[]): void {
    const others = this.#current().slice(1 - PAGES);
    this.#pages = [...others, new Map(records.map((record) => [record.id, record]))];
  }

  /** The records, where one of the pages holds all of them. */
  find(type: string, ids: readonly string[]): Map<string, StoredRecord> | null {
    for (const page of this.#pages.length === 0 ? this.#pages : this.#current()) {
      const found = allOf(page, type, ids);
      if (found !== null) return found;
    }
    return null;
  }

  #current(): readonly Page[] {
    const version = this.#database.version();
    if (version !== this.#version) this.#pages = [];
    this.#version = version;
    return this.#pages;
  }
}

function allOf(page: Page, type: string, ids: readonly string[]): Map<string, StoredRecord> | null {
  const found = new Map<string, StoredRecord>();
  for (const id of ids) {
    const record = page.get(id);
    if (record?.type !== type) return null;
    found.set(id, record);
  }
  return found;
}
