import type { Database } from '../../embedded/database.ts';

interface Waiting {
  readonly work: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One transaction for all that is to be written in the same turn of the event loop: many officers share the wait for the disk,
 * which is the dear part of a write. Where it fails, it fails for all of them, and nothing is written.
 */
export class SharedCommit {
  readonly #database: Database;
  #waiting: Waiting[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  /** Resolves when what the work wrote is durable. */
  run<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let result: T;
      if (this.#waiting.length === 0) setImmediate(() => this.flush());
      this.#waiting.push({
        work: () => {
          result = work();
        },
        resolve: () => resolve(result),
        reject,
      });
    });
  }

  /** Writes what waits. */
  flush(): void {
    const together = this.#waiting;
    this.#waiting = [];
    if (together.length === 0) return;
    try {
      this.#database.transaction(() => {
        for (const { work } of together) work();
      });
    } catch (error) {
      for (const { reject } of together) reject(error);
      return;
    }
    for (const { resolve } of together) resolve();
  }
}
