import { LRUCache } from 'lru-cache';
import type { Database } from './database.ts';

/** Room for what was read, in records and subjects; one takes about 1.5 kB. */
const MAX_ROWS = 20_000;

/**
 * Asked for at once, from which on things are read with one statement, and not remembered: an import asks so, and would push out
 * what requests ask for.
 */
export const MANY = 100;

/** What a read found; null is an answer too. */
type Found = object | null;

/**
 * Remembers what reads found for as long as nobody has written to the file, be it this store, another one in this process
 * or another process: whoever reads after a write has ended finds what was written. What is remembered must not be changed.
 */
export class ReadCache {
  readonly #database: Database;
  readonly #found = new LRUCache<string, { readonly value: Found }>({ maxSize: MAX_ROWS });
  #version = '';

  constructor(database: Database) {
    this.#database = database;
  }

  /** What was found under the key, or what `read` finds now. `rows` says how many rows that is. */
  find<T extends Found>(key: string, read: () => T, rows: (value: T) => number): T {
    const version = this.#database.version();
    if (version !== this.#version) {
      this.#found.clear();
      this.#version = version;
    }
    const known = this.#found.get(key);
    if (known !== undefined) return known.value as T; // cast: a key always stands for the same read
    const value = read();
    this.#found.set(key, { value }, { size: rows(value) + 1 });
    return value;
  }
}
