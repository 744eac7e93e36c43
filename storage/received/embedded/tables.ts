import type { Database } from '../../embedded/database.ts';
import { checkMeta, noteMeta } from '../../embedded/meta.ts';
import type { KeyRing } from '../../key-ring.ts';

/** Version of the tables below; a file of another version is refused. */
const FORMAT = '1';

/** Tombstones have no subject, and records without content neither, so that neither stands in `received_by_subject`. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS pull (
    origin TEXT PRIMARY KEY,
    page INTEGER NOT NULL,
    state TEXT NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS received (
    origin TEXT NOT NULL,
    item TEXT NOT NULL,
    record_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    removed INTEGER NOT NULL,
    type TEXT,
    subject_id TEXT,
    subject_kind TEXT,
    state TEXT,
    decision_date TEXT,
    publicity_start TEXT,
    publicity_end TEXT,
    sealed TEXT
  );
  CREATE UNIQUE INDEX IF NOT EXISTS received_by_key ON received (origin, item, record_id);
  CREATE INDEX IF NOT EXISTS received_by_subject ON received (subject_id, decision_date DESC, origin, item, record_id)
    WHERE subject_id IS NOT NULL;
`;

/** Makes the tables that are missing; refuses a file of another format or other keys. */
export function prepareTables(database: Database, keys: KeyRing): void {
  noteMeta(database, keys, FORMAT);
  checkMeta(database, keys, FORMAT);
  database.exec(TABLES);
}
