import type { Database } from '../../embedded/database.ts';
import { checkMeta, noteMeta } from '../../embedded/meta.ts';
import type { KeyRing } from '../../key-ring.ts';

/** Version of the tables below; a file of another version is refused. */
const FORMAT = '1';

const TABLES = `
  CREATE TABLE IF NOT EXISTS batch (
    id TEXT PRIMARY KEY,
    department TEXT NOT NULL,
    item TEXT NOT NULL,
    at TEXT NOT NULL,
    finished_at TEXT,
    told TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS batch_by_time ON batch (at DESC, id);
  CREATE INDEX IF NOT EXISTS batch_by_item ON batch (department, item, at DESC, id);

  CREATE TABLE IF NOT EXISTS chunk (
    batch_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    department TEXT NOT NULL,
    item TEXT NOT NULL,
    month TEXT NOT NULL,
    at TEXT NOT NULL,
    tallies TEXT NOT NULL,
    first_row INTEGER,
    last_row INTEGER,
    problems TEXT,
    PRIMARY KEY (batch_id, number)
  );
  CREATE INDEX IF NOT EXISTS chunk_by_month ON chunk (month, department, item);

  CREATE TABLE IF NOT EXISTS chunk_digest (
    batch_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (batch_id, number)
  ) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS zero_report (
    department TEXT NOT NULL,
    item TEXT NOT NULL,
    month TEXT NOT NULL,
    reported_by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (department, item, month)
  ) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS waiting (
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    department TEXT NOT NULL,
    item TEXT NOT NULL,
    type TEXT NOT NULL,
    batch_id TEXT NOT NULL,
    row INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    received_at TEXT NOT NULL,
    reasons TEXT NOT NULL,
    decision TEXT NOT NULL,
    candidate TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS waiting_about (
    about TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (about, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS waiting_by_age ON waiting (received_at, id);
  CREATE INDEX IF NOT EXISTS waiting_by_state ON waiting (state, received_at, id);
  CREATE INDEX IF NOT EXISTS waiting_by_department ON waiting (department, state, received_at, id);
  CREATE INDEX IF NOT EXISTS waiting_by_item ON waiting (department, item, state);
`;

/** Makes the tables that are missing; refuses a file of another format or other keys. */
export function prepareTables(database: Database, keys: KeyRing): void {
  noteMeta(database, keys, FORMAT);
  checkMeta(database, keys, FORMAT);
  database.exec(TABLES);
}
