import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import { HubError } from '../../schema/errors.ts';

/** Waits this long for another process that writes. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Pages that the log of changes takes before they are copied into the file (64 MiB). Each commit is on the disk in either
 * place; pages that many commits change, as those of indexes, are copied once for all of them.
 */
const CHECKPOINT_PAGES = 16_384;

/** Memory for pages of the file unless told otherwise. */
const CACHE_MIB = 64;

/** One column value as SQLite gives and takes it. */
export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A prepared statement. */
export interface Statement {
  all(...values: readonly SqlValue[]): readonly SqlRow[];
  /** The values of each row in the order of its columns, which costs a quarter less than rows by name. */
  allValues(...values: readonly SqlValue[]): readonly (readonly SqlValue[])[];
  run(...values: readonly SqlValue[]): void;
}

/** Transactions that stores of this process have committed, by file. */
const commits = new Map<string, number>();

/** One open file of the embedded engine; every error that it throws is a HubError. */
export class Database {
  readonly file: string;
  readonly #libsql: Libsql.Database;
  readonly #statements = new Map<string, Statement>();
  /** What `PRAGMA data_version` said in this turn of the event loop. */
  #foreignVersion: number | undefined;

  /**
   * Opens the file or makes a new one, in a folder that is made where it is missing.
   *
   * @param cacheMiB memory for pages of the file
   */
  constructor(file: string, cacheMiB = CACHE_MIB) {
    this.file = file;
    prepareFolder(dirname(file));
    const existed = existsSync(file) && statSync(file).size > 0;
    this.#libsql = this.#guard(() => new Libsql(file));
    this.exec(`
      PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS};
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
      PRAGMA cache_size = -${cacheMiB * 1024};
      PRAGMA temp_store = FILE;
    `);
    if (existed) this.#refuseTruncated();
  }

  /** Runs statements that give no rows. */
  exec(sql: string): void {
    this.#guard(() => this.#libsql.exec(sql));
  }

  /** The statement, prepared once. */
  statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#guard(() => this.#libsql.prepare(sql));
    let unnamed: Libsql.Statement | undefined;
    const statement: Statement = {
      // cast: the adapter's columns are all text, integer or null
      all: (...values) => this.#guard(() => prepared.all(values) as readonly SqlRow[]),
      allValues: (...values) =>
        this.#guard(() => {
          unnamed ??= this.#libsql.prepare(sql).raw(true);
          return unnamed.all(values) as readonly (readonly SqlValue[])[];
        }),
      run: (...values) => void this.#guard(() => prepared.run(values)),
    };
    this.#statements.set(sql, statement);
    return statement;
  }

  /** First row, or undefined. */
  first(sql: string, ...values: readonly SqlValue[]): SqlRow | undefined {
    return this.statement(sql).all(...values)[0];
  }

  /** Runs `work` in a write transaction: all of it happens or nothing does. */
  transaction<T>(work: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      commits.set(this.file, (commits.get(this.file) ?? 0) + 1);
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /**
   * Another text whenever something may have been written since. Commits of this process count at once. Those of others are
   * looked for once in a turn of the event loop: news of them can reach this process only in a later one.
   */
  version(): string {
    if (this.#foreignVersion === undefined) {
      this.#foreignVersion = Number(this.first('PRAGMA data_version')?.data_version);
      setImmediate(() => {
        this.#foreignVersion = undefined;
      });
    }
    return `${this.#foreignVersion} ${commits.get(this.file) ?? 0}`;
  }

  close(): void {
    this.#statements.clear();
    this.#libsql.close();
  }

  #rollBack(): void {
    try {
      this.#libsql.exec('ROLLBACK');
    } catch {
      // The engine has rolled back by itself; the first error is the one to report.
    }
  }

  /** A file that lost its end opens without a word and fails on some later read. */
  #refuseTruncated(): void {
    const { page_count: pages } = this.first('SELECT page_count FROM pragma_page_count()') ?? {};
    const { page_size: size } = this.first('SELECT page_size FROM pragma_page_size()') ?? {};
    const wal = `${this.file}-wal`;
    const checkpointed = !existsSync(wal) || statSync(wal).size === 0;
    if (checkpointed && statSync(this.file).size < Number(pages) * Number(size)) {
      throw new HubError('STORE_DAMAGED', { details: { file: this.file, problem: 'its end is missing.' } });
    }
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw storeError(cause, this.file);
    }
  }
}

function storeError(cause: unknown, file: string): HubError {
  if (cause instanceof HubError) return cause;
  const { code } = cause as { code?: unknown };
  switch (code) {
    case 'SQLITE_NOTADB':
      return new HubError('STORE_DAMAGED', { cause, details: { file, problem: 'it is not a data file of the hub.' } });
    case 'SQLITE_CORRUPT':
      return new HubError('STORE_DAMAGED', { cause, details: { file, problem: 'its content contradicts itself.' } });
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_FULL':
      return notWritable(dirname(file), code === 'SQLITE_FULL' ? 'the disk is full.' : 'it is read-only.', cause);
    default:
      return new HubError('STORE_UNAVAILABLE', { cause });
  }
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    const { code } = cause as { code?: unknown };
    throw notWritable(folder, code === 'ENOTDIR' || code === 'EEXIST' ? 'it is a file.' : 'access is denied.', cause);
  }
}

function notWritable(folder: string, problem: string, cause: unknown): HubError {
  return new HubError('STORE_NOT_WRITABLE', { cause, details: { folder, problem } });
}
