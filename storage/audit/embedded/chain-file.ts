import { existsSync, statSync } from 'node:fs';
import { Database } from '../../embedded/database.ts';

/** A file, and what was made of it when it was opened. */
interface Opened<T> {
  readonly database: Database;
  readonly made: T;
  readonly identity: string;
}

/**
 * The file of a trail, held open. SQLite goes on writing into a file that was removed, and says that all is well; so each
 * use ends with a look at whether the file is still in its place. After a failure the file is opened anew.
 */
export class ChainFile<T> {
  readonly #file: string;
  readonly #make: (database: Database) => T;
  #opened: Opened<T> | undefined;

  /** @param make makes what works on the file, each time it is opened */
  constructor(file: string, make: (database: Database) => T) {
    this.#file = file;
    this.#make = make;
  }

  /** Does the work; what it gives counts only when the file was in its place afterwards. */
  use<Result>(work: (made: T) => Result): Result {
    try {
      this.#opened ??= this.#open();
      const result = work(this.#opened.made);
      if (identityOf(this.#file) !== this.#opened.identity) throw new Error('the file was removed or replaced');
      return result;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#opened?.database.close();
    this.#opened = undefined;
  }

  #open(): Opened<T> {
    // Opening would make an empty file, and an empty trail is not the one that was there.
    if (!existsSync(this.#file)) throw new Error('the file is not there');
    const database = new Database(this.#file);
    try {
      return { database, made: this.#make(database), identity: identityOf(this.#file) };
    } catch (error) {
      database.close();
      throw error;
    }
  }
}

/** Of the file and of its write-ahead log, without which the latest entries are lost. */
function identityOf(file: string): string {
  return [file, `${file}-wal`].map(inode).join(' ');
}

function inode(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? 'none' : `${found.dev}:${found.ino}`;
}
