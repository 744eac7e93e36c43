import type { Database, SqlValue } from '../../embedded/database.ts';
import { text } from '../../embedded/record-row.ts';
import type { HeldVersion, ReceivedFigures, ReceivedQuery, ReceivedRecordPage } from '../port.ts';
import { RECEIVED_COLUMNS, toReceived } from './received-row.ts';

/** Rows read at once for digests. */
const READ_AT_ONCE = 5_000;

/** Reads received records. */
export class ReceivedReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  about(subjectId: string, { origins, items, first, after }: ReceivedQuery): ReceivedRecordPage {
    const conditions = ['subject_id = ?', 'item IN (SELECT value FROM json_each(?))'];
    const values: SqlValue[] = [subjectId, JSON.stringify(items)];
    if (origins !== undefined) {
      conditions.push('origin IN (SELECT value FROM json_each(?))');
      values.push(JSON.stringify(origins));
    }
    if (after !== undefined) {
      conditions.push('(decision_date < ? OR (decision_date = ? AND (origin, item, record_id) > (?, ?, ?)))');
      values.push(after.decisionDate, after.decisionDate, after.origin, after.item, after.recordId);
    }
    const rows = this.#database
      .statement(
        `SELECT ${RECEIVED_COLUMNS} FROM received WHERE ${conditions.join(' AND ')}
         ORDER BY decision_date DESC, origin, item, record_id LIMIT ?`,
      )
      .all(...values, first + 1);
    return { records: rows.slice(0, first).map(toReceived), hasNextPage: rows.length > first };
  }

  /** Each turn is a read of its own: a pull may go on meanwhile. */
  async *heldVersions(origin: string, item: string): AsyncGenerator<readonly HeldVersion[]> {
    for (let after = ''; ; ) {
      const rows = this.#database
        .statement(
          `SELECT record_id, version, removed, substr(decision_date, 1, 7) AS month FROM received
           WHERE origin = ? AND item = ? AND record_id > ? ORDER BY record_id LIMIT ${READ_AT_ONCE}`,
        )
        .all(origin, item, after);
      yield rows.flatMap((row) => {
        const recordId = text(row, 'record_id');
        after = recordId;
        const month = typeof row.month === 'string' ? row.month : null;
        return row.removed === 0 ? [{ recordId, version: Number(row.version), month }] : [];
      });
      if (rows.length < READ_AT_ONCE) return;
    }
  }

  heldItems(origin: string): readonly string[] {
    return this.#database
      .statement('SELECT DISTINCT item FROM received WHERE origin = ? ORDER BY item')
      .all(origin)
      .map((row) => text(row, 'item'));
  }

  figures(origin: string): ReceivedFigures {
    const row = this.#database.first(
      'SELECT count(*) AS n, coalesce(sum(removed), 0) AS tombstones FROM received WHERE origin = ?',
      origin,
    );
    const tombstones = Number(row?.tombstones ?? 0);
    return { held: Number(row?.n ?? 0) - tombstones, tombstones };
  }
}
