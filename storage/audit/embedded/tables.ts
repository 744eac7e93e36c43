import { HubError } from '../../../schema/errors.ts';
import type { Database } from '../../embedded/database.ts';
import { HASH_ALGORITHMS } from '../hash-algorithm.ts';
import type { SealingRule } from '../sealing-rule.ts';

/** Version of the tables; a trail of another version is refused. */
const FORMAT = '2';

/**
 * The tables of a trail. `posting` tells in which of the indexed blocks a term of `entryTerms` stands. `hour` holds, with
 * each hour that entries name, the first and the last of them, so that a time narrows the numbers.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS entry (
    seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, previous TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS segment (
    first INTEGER PRIMARY KEY, last INTEGER NOT NULL, root TEXT NOT NULL, algorithm TEXT NOT NULL, head TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS indexed_block (block INTEGER PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS posting (term TEXT, block INTEGER, PRIMARY KEY (term, block)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS hour (hour TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS usage (
    kind TEXT, key TEXT, hour TEXT, requests INTEGER NOT NULL, subjects INTEGER NOT NULL, last_at TEXT NOT NULL,
    PRIMARY KEY (kind, key, hour)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS usage_by_hour ON usage (hour);
`;

/** Against mistakes at the SQLite prompt; whoever means harm is found by the chain. */
const GUARDS = ['UPDATE', 'DELETE'].map(
  (change) => `
    CREATE TRIGGER IF NOT EXISTS entry_${change.toLowerCase()} BEFORE ${change} ON entry
    BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;`,
);

/** Makes the tables, with the rule where there is none yet. */
export function createTables(database: Database, rule: SealingRule): void {
  database.transaction(() => {
    database.exec(TABLES + GUARDS.join(''));
    const add = database.statement('INSERT OR IGNORE INTO meta VALUES (?, ?)');
    add.run('format', FORMAT);
    add.run('algorithm', rule.algorithm);
    add.run('segment_entries', String(rule.segmentEntries));
  });
}

/**
 * The rule that the trail was made with.
 *
 * @throws HubError STORE_DAMAGED for a file that holds no trail of this format.
 */
export function readRule(database: Database): SealingRule {
  const meta = new Map(
    database
      .statement('SELECT key, value FROM meta')
      .all()
      .map(({ key, value }) => [key, value]),
  );
  const algorithm = HASH_ALGORITHMS.find((known) => known === meta.get('algorithm'));
  const segmentEntries = Number(meta.get('segment_entries'));
  if (meta.get('format') === FORMAT && algorithm !== undefined && segmentEntries >= 1) {
    return { algorithm, segmentEntries };
  }
  const problem = `it is no audit trail of format ${FORMAT}.`;
  throw new HubError('STORE_DAMAGED', { details: { file: database.file, problem } });
}
