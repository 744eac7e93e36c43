import { journalEntry } from '../journal-entry.ts';
import type {
  ChangeOperation,
  ChangeReason,
  JournalEntry,
  PreparedChange,
  RecordState,
  WriteOutcome,
} from '../port.ts';
import { recordRow } from '../stored-record.ts';
import { type KnownRecord, planWrite } from '../write-plan.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';
import { RECORD_COLUMNS, recordValues, text } from './record-row.ts';
import { RowInserter } from './row-inserter.ts';

const UPDATE_RECORD = `UPDATE record SET (${RECORD_COLUMNS}) = (${RECORD_COLUMNS.replace(/\w+/g, '?')}) WHERE id = ?`;
const ARCHIVE_RECORD = `INSERT INTO record_version (${RECORD_COLUMNS}) SELECT ${RECORD_COLUMNS} FROM record WHERE id = ?`;
const KNOWN_RECORDS =
  'SELECT id, version, content_hash, state FROM record WHERE id IN (SELECT value FROM json_each(?))';
/** In the order of `entryValues`. */
const ENTRY_COLUMNS = 'department, seq, type, record_id, subject_id, version, operation, reason, at, content_hash';

/** Writes records and their journal entries; every call runs inside a transaction of its caller. */
export class RecordWriter {
  readonly #database: Database;
  readonly #records: RowInserter;
  readonly #versions: RowInserter;
  readonly #entries: RowInserter;

  constructor(database: Database) {
    this.#database = database;
    this.#records = new RowInserter(database, 'record', RECORD_COLUMNS);
    this.#versions = new RowInserter(database, 'record_version', RECORD_COLUMNS);
    this.#entries = new RowInserter(database, 'journal', ENTRY_COLUMNS);
  }

  /** Writes the changes under the next journal numbers, but for those whose content the store holds already. */
  write(department: string, changes: readonly PreparedChange[]): readonly WriteOutcome[] {
    const head = journalHead(this.#database, department);
    const plan = planWrite(department, head, this.#known(changes), changes);
    for (const { id } of plan.replacements) this.#database.statement(ARCHIVE_RECORD).run(id);
    this.#versions.insert(plan.passed.map(recordValues));
    this.#records.insert(plan.inserts.map(recordValues));
    for (const record of plan.replacements) {
      this.#database.statement(UPDATE_RECORD).run(...recordValues(record), record.id);
    }
    this.#entries.insert(plan.entries.map(entryValues));
    return plan.outcomes;
  }

  /** Inserts without looking: for a store that is empty and has no indexes yet. */
  insertNew(department: string, seq: number, change: PreparedChange): void {
    this.#records.insert([recordValues(recordRow(change, 1))]);
    this.#entries.insert([entryValues(journalEntry(department, seq, change, 1))]);
  }

  #known(changes: readonly Pick<PreparedChange, 'id'>[]): ReadonlyMap<string, KnownRecord> {
    const ids = JSON.stringify(changes.map(({ id }) => id));
    const rows = this.#database.statement(KNOWN_RECORDS).all(ids);
    const known = (row: SqlRow): KnownRecord => ({
      version: Number(row.version),
      contentHash: text(row, 'content_hash'),
      state: text(row, 'state') as RecordState, // cast: the column is written from values of this type only
    });
    return new Map(rows.map((row) => [text(row, 'id'), known(row)]));
  }
}

function entryValues(entry: JournalEntry): readonly SqlValue[] {
  return [
    entry.department,
    entry.seq,
    entry.type,
    entry.recordId,
    entry.subjectId,
    entry.version,
    entry.operation,
    entry.reason,
    entry.at,
    entry.contentHash,
  ];
}

/** Highest journal number of the department; 0 where it has none. */
export function journalHead(database: Database, department: string): number {
  return Number(database.first('SELECT max(seq) AS head FROM journal WHERE department = ?', department)?.head ?? 0);
}

/** Journal entries after the number, in order. */
export function readJournal(database: Database, department: string, after: number, limit: number): JournalEntry[] {
  return database
    .statement('SELECT * FROM journal WHERE department = ? AND seq > ? ORDER BY seq LIMIT ?')
    .all(department, after, limit)
    .map(toEntry);
}

function toEntry(row: SqlRow): JournalEntry {
  return {
    department: text(row, 'department'),
    seq: Number(row.seq),
    type: text(row, 'type'),
    recordId: text(row, 'record_id'),
    subjectId: text(row, 'subject_id'),
    version: Number(row.version),
    // casts: these columns are written from values of these types only
    operation: text(row, 'operation') as ChangeOperation,
    reason: text(row, 'reason') as ChangeReason,
    at: text(row, 'at'),
    contentHash: text(row, 'content_hash'),
  };
}
