import { HubError } from '../../../schema/errors.ts';
import { allOf, equals } from '../../embedded/condition.ts';
import type { Database, SqlRow, SqlValue } from '../../embedded/database.ts';
import { text } from '../../embedded/record-row.ts';
import type { KeyRing } from '../../key-ring.ts';
import type {
  UnmatchedRow,
  WaitingAbout,
  WaitingCount,
  WaitingPage,
  WaitingQuery,
  WaitingRow,
  WaitingState,
} from '../port.ts';
import {
  beginningToWait,
  decisionText,
  isReplacedBy,
  reportedAgain,
  type StoredWaitingRow,
  toWaitingRow,
} from '../stored-waiting-row.ts';

/** In the order of `values`. */
const COLUMNS =
  'id, version, department, item, type, batch_id, row, content_hash, state, received_at, reasons, decision, candidate';
const MARKS = COLUMNS.replace(/\w+/g, '?');

/** Rows that wait to be matched, and those that did. */
export class WaitingTable {
  readonly #database: Database;
  readonly #keys: KeyRing;

  constructor(database: Database, keys: KeyRing) {
    this.#database = database;
    this.#keys = keys;
  }

  /** Runs inside a transaction of its caller. */
  put(row: UnmatchedRow): WaitingState {
    if (row.about !== null) {
      this.#database.statement('INSERT OR IGNORE INTO waiting_about (about, id) VALUES (?, ?)').run(row.about, row.id);
    }
    const known = this.#stored(row.id);
    if (known === undefined) this.#insert(beginningToWait(this.#keys, row));
    else if (isReplacedBy(this.#keys, known, row)) this.#replace(reportedAgain(this.#keys, known, row));
    return known?.state ?? 'WAITING';
  }

  /** Runs inside a transaction of its caller. */
  decide(row: WaitingRow): void {
    const known = this.#stored(row.id);
    if (known?.version !== row.version - 1) throw new HubError('CONFLICT');
    this.#replace({ ...known, version: row.version, state: row.state, decision: decisionText(row) });
  }

  byId(id: string): WaitingRow | null {
    const stored = this.#stored(id);
    return stored === undefined ? null : toWaitingRow(stored);
  }

  about(abouts: readonly string[]): readonly WaitingAbout[] {
    return this.#database
      .statement(
        // CROSS JOIN keeps the order: from the few that are asked for to the queue, which may be long
        `SELECT about, waiting.id AS id FROM (SELECT value AS asked FROM json_each(?))
         CROSS JOIN waiting_about ON about = asked
         CROSS JOIN waiting ON waiting.id = waiting_about.id AND state = 'WAITING'
         ORDER BY waiting.id, about`,
      )
      .all(JSON.stringify(abouts))
      .map((row) => ({ id: text(row, 'id'), about: text(row, 'about') }));
  }

  page({ department, item, state, first, after }: WaitingQuery): WaitingPage {
    const { sql, values } = allOf([
      equals('department', department),
      equals('item', item),
      equals('state', state),
      after && { sql: '(received_at, id) > (?, ?)', values: [after.receivedAt, after.id] },
    ]);
    const rows = this.#database
      .statement(`SELECT ${COLUMNS} FROM waiting WHERE ${sql} ORDER BY received_at, id LIMIT ?`)
      .all(...values, first + 1);
    return { rows: rows.slice(0, first).map((row) => toWaitingRow(toStored(row))), hasNextPage: rows.length > first };
  }

  counts(): readonly WaitingCount[] {
    return this.#database
      .statement(
        `SELECT department, item, state, count(*) AS rows FROM waiting
         GROUP BY department, item, state ORDER BY department, item, state`,
      )
      .all()
      .map((row) => ({
        department: text(row, 'department'),
        item: text(row, 'item'),
        state: text(row, 'state') as WaitingState, // cast: written from values of this type only
        rows: Number(row.rows),
      }));
  }

  #stored(id: string): StoredWaitingRow | undefined {
    const row = this.#database.first(`SELECT ${COLUMNS} FROM waiting WHERE id = ?`, id);
    return row && toStored(row);
  }

  #insert(stored: StoredWaitingRow): void {
    this.#database.statement(`INSERT INTO waiting (${COLUMNS}) VALUES (${MARKS})`).run(...values(stored));
  }

  #replace(stored: StoredWaitingRow): void {
    this.#database
      .statement(`UPDATE waiting SET (${COLUMNS}) = (${MARKS}) WHERE id = ?`)
      .run(...values(stored), stored.id);
  }
}

function values(row: StoredWaitingRow): readonly SqlValue[] {
  return [
    row.id,
    row.version,
    row.department,
    row.item,
    row.type,
    row.batchId,
    row.row,
    row.contentHash,
    row.state,
    row.receivedAt,
    row.reasons,
    row.decision,
    row.candidate,
  ];
}

function toStored(row: SqlRow): StoredWaitingRow {
  return {
    id: text(row, 'id'),
    version: Number(row.version),
    department: text(row, 'department'),
    item: text(row, 'item'),
    type: text(row, 'type'),
    batchId: text(row, 'batch_id'),
    row: Number(row.row),
    contentHash: text(row, 'content_hash'),
    state: text(row, 'state') as WaitingState, // cast: written from values of this type only
    receivedAt: text(row, 'received_at'),
    reasons: text(row, 'reasons'),
    decision: text(row, 'decision'),
    candidate: text(row, 'candidate'),
  };
}
