import { HubError } from '../../../schema/errors.ts';
import type { Database } from '../../embedded/database.ts';

/** How long others may write before this one gives up. */
const PATIENCE_MS = 10_000;

/** About as long as a commit takes. */
const PAUSE_MS = 1;

const clock = new Int32Array(new SharedArrayBuffer(4));

/**
 * Makes this connection fail at once where another process writes. SQLite's own way of waiting sleeps longer and longer, up
 * to a tenth of a second, and so would the requests that wait for it.
 */
export function waitByTurns(database: Database): void {
  database.exec('PRAGMA busy_timeout = 0');
}

/** Runs the work in a write transaction as soon as no other process writes. Blocks the thread meanwhile. */
export function inTurn<T>(database: Database, work: () => T): T {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return database.transaction(work);
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
    }
    Atomics.wait(clock, 0, 0, PAUSE_MS);
  }
}

function isBusy(error: unknown): boolean {
  const { code } = (error instanceof HubError ? (error.cause ?? {}) : {}) as { code?: unknown }; // cast: an object of any kind
  return typeof code === 'string' && code.startsWith('SQLITE_BUSY');
}
