import { contentHash } from '../content-hash.ts';
import type { KeyRing } from '../key-ring.ts';
import type { ChangeOperation, ChangeReason, JournalEntry, RecordChange, StoredRecord, WriteOutcome } from '../port.ts';
import { journalEntry, refuseUnstorableRecord, storedRecord } from '../stored-record.ts';
import type { Database, SqlRow } from './database.ts';
import { RECORD_COLUMNS, recordValues, text } from './record-row.ts';

const INSERT_RECORD = `INSERT INTO record (${RECORD_COLUMNS}) VALUES (${RECORD_COLUMNS.replace(/\w+/g, '?')})`;
const UPDATE_RECORD = `UPDATE record SET (${RECORD_COLUMNS}) = (${RECORD_COLUMNS.replace(/\w+/g, '?')}) WHERE id = ?`;
const ARCHIVE_RECORD = `INSERT INTO record_version (${RECORD_COLUMNS}) SELECT ${RECORD_COLUMNS} FROM record WHERE id = ?`;
const INSERT_ENTRY = `INSERT INTO journal
  (department, seq, type, record_id, subject_id, version, operation, reason, at, content_hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Writes records and their journal entries; every call runs inside a transaction of its caller. */
export class RecordWriter {
  readonly #database: Database;
  readonly #keys: KeyRing;

  constructor(database: Database, keys: KeyRing) {
    this.#database = database;
    this.#keys = keys;
  }

  /** Writes the change under the next journal number, unless the store holds that content already. */
  write(department: string, change: RecordChange): WriteOutcome {
    refuseUnstorableRecord(change);
    const hash = contentHash(this.#keys, change.content);
    const known = this.#database.first('SELECT version, content_hash FROM record WHERE id = ?', change.id);
    const version = Number(known?.version ?? 0);
    if (known?.content_hash === hash) return { id: change.id, outcome: 'unchanged', version, seq: null };
    const seq = journalHead(this.#database, department) + 1;
    const record = storedRecord(this.#keys, change, version + 1, hash);
    if (known === undefined) this.#database.statement(INSERT_RECORD).run(...recordValues(record));
    else this.#replace(record);
    this.#append(journalEntry(department, seq, change, record));
    return { id: change.id, outcome: known === undefined ? 'inserted' : 'updated', version: version + 1, seq };
  }

  /** Inserts without looking: for a store that is empty and has no indexes yet. */
  insertNew(department: string, seq: number, change: RecordChange): void {
    refuseUnstorableRecord(change);
    const record = storedRecord(this.#keys, change, 1, contentHash(this.#keys, change.content));
    this.#database.statement(INSERT_RECORD).run(...recordValues(record));
    this.#append(journalEntry(department, seq, change, record));
  }

  #replace(record: StoredRecord): void {
    this.#database.statement(ARCHIVE_RECORD).run(record.id);
    this.#database.statement(UPDATE_RECORD).run(...recordValues(record), record.id);
  }

  #append(entry: JournalEntry): void {
    this.#database
      .statement(INSERT_ENTRY)
      .run(
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
      );
  }
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
