import { HubError } from '../../../schema/errors.ts';
import type { Database } from '../../embedded/database.ts';

/** Version of the tables below; a file of another version is refused. */
const FORMAT = '2';

const TABLES = `
  CREATE TABLE IF NOT EXISTS case_event (
    case_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (case_id, version)
  ) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS case_log (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    notices TEXT NOT NULL
  );

  CREATE TABLE IF NOT EXISTS case_notice (
    department TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (department, place)
  ) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS case_head (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    subjects TEXT NOT NULL,
    text TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS case_by_age ON case_head (opened_at, id);

  CREATE TABLE IF NOT EXISTS case_subject (
    subject_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    case_id TEXT NOT NULL,
    PRIMARY KEY (subject_id, kind, opened_at, case_id)
  ) WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS desk (
    case_id TEXT NOT NULL,
    ref TEXT NOT NULL,
    kind TEXT NOT NULL,
    department TEXT NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT,
    open_until TEXT,
    since TEXT NOT NULL,
    PRIMARY KEY (case_id, ref)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS desk_by_age ON desk (kind, since, case_id, ref);
  CREATE INDEX IF NOT EXISTS desk_of_department ON desk (department, kind, since, case_id, ref);
  CREATE INDEX IF NOT EXISTS desk_by_due_day ON desk (department, kind, due_on);
`;

/** Makes the tables that are missing; refuses a file of another format. */
export function prepareTables(database: Database): void {
  database.exec('CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
  database.statement("INSERT OR IGNORE INTO meta (name, value) VALUES ('format', ?)").run(FORMAT);
  const format = database.first("SELECT value FROM meta WHERE name = 'format'")?.value;
  if (format !== FORMAT) {
    const problem = `it has format ${format}, this hub writes format ${FORMAT}.`;
    throw new HubError('STORE_DAMAGED', { details: { file: database.file, problem } });
  }
  database.exec(TABLES);
}
