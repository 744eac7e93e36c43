import type { KeyRing } from '../key-ring.ts';
import type { Database } from './database.ts';
import { noteMeta } from './meta.ts';

/**
 * Version of the tables below; a file of another version is refused. One that only lacks tables is completed when it is
 * opened, and keeps its version.
 */
export const FORMAT = '1';

/** What is kept of a record in each of its versions. */
const RECORD = `
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    state TEXT NOT NULL,
    document_no TEXT NOT NULL,
    deciding_org_code TEXT NOT NULL,
    decision_date TEXT NOT NULL,
    publicity_start TEXT,
    publicity_end TEXT,
    version INTEGER NOT NULL,
    reported_at TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    fields TEXT NOT NULL,
    sealed TEXT`;

const TABLES = `
  CREATE TABLE IF NOT EXISTS subject (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    uscc TEXT,
    area_code TEXT,
    former_numbers TEXT,
    sealed TEXT
  );
  CREATE TABLE IF NOT EXISTS subject_number (
    value TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    PRIMARY KEY (value, subject_id)
  ) WITHOUT ROWID;
  CREATE VIRTUAL TABLE IF NOT EXISTS subject_name
    USING fts5(grams, content='', contentless_delete=1, tokenize='ascii');

  CREATE TABLE IF NOT EXISTS record (
    n INTEGER PRIMARY KEY,${RECORD}
  );
  CREATE TABLE IF NOT EXISTS record_version (${RECORD},
    PRIMARY KEY (id, version)
  );
  CREATE TABLE IF NOT EXISTS journal (
    department TEXT NOT NULL,
    seq INTEGER NOT NULL,
    type TEXT NOT NULL,
    record_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    operation TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    PRIMARY KEY (department, seq)
  ) WITHOUT ROWID;
`;

const INDEXES = `
  CREATE UNIQUE INDEX IF NOT EXISTS subject_by_id ON subject (id);
  CREATE UNIQUE INDEX IF NOT EXISTS record_by_id ON record (id);
  CREATE INDEX IF NOT EXISTS record_by_subject ON record (type, subject_id, decision_date DESC, id);
  CREATE INDEX IF NOT EXISTS record_by_date ON record (type, decision_date DESC, id);
  CREATE INDEX IF NOT EXISTS record_by_document ON record (type, document_no);
`;

/** Makes the tables, without the indexes that a bulk load builds at its end. */
export function createTables(database: Database, keys: KeyRing): void {
  noteMeta(database, keys, FORMAT);
  database.exec(TABLES);
}

/** Makes the indexes; those that are there stay. */
export function createIndexes(database: Database): void {
  database.exec(INDEXES);
}
