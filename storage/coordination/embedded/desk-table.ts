import type { Database, SqlRow, SqlValue } from '../../embedded/database.ts';
import { text, textOrNull } from '../../embedded/record-row.ts';
import type { DeskEntry, DeskPage, DeskQuery } from '../port.ts';
import { HEAD, toCase } from './case-tables.ts';

/** What lies on the desks of departments. */
export class DeskTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  page(query: DeskQuery): DeskPage {
    const { sql, values } = conditionsOf(query);
    const rows = this.#database
      .statement(
        `SELECT ${HEAD}, d.ref, d.kind AS entry_kind, d.department, d.state, d.due_on, d.open_until, d.since
         FROM desk d JOIN case_head h ON h.id = d.case_id
         WHERE ${sql} ORDER BY d.since, d.case_id, d.ref LIMIT ?`,
      )
      .all(...values, query.first + 1);
    const items = rows.slice(0, query.first).map((row) => ({
      entry: toEntry(row),
      case: toCase(row, this.#database.file),
    }));
    return { items, hasNextPage: rows.length > query.first };
  }
}

function conditionsOf(query: DeskQuery): { readonly sql: string; readonly values: readonly SqlValue[] } {
  const { kind, department, states, dueBefore, notDueBefore, openOn, closedWithin, after } = query;
  const conditions: (readonly [string, readonly SqlValue[]])[] = [['d.kind = ?', [kind]]];
  if (department !== undefined) conditions.push(['d.department = ?', [department]]);
  if (states !== undefined) conditions.push([`d.state IN (${states.map(() => '?').join()})`, states]);
  if (dueBefore !== undefined) conditions.push(['d.due_on < ?', [dueBefore]]);
  if (notDueBefore !== undefined) conditions.push(['(d.due_on IS NULL OR d.due_on >= ?)', [notDueBefore]]);
  if (openOn !== undefined) conditions.push(['(d.open_until IS NULL OR d.open_until >= ?)', [openOn]]);
  if (closedWithin !== undefined) {
    conditions.push(['d.open_until >= ? AND d.open_until < ?', [closedWithin.from, closedWithin.before]]);
  }
  if (after !== undefined) {
    conditions.push(['(d.since, d.case_id, d.ref) > (?, ?, ?)', [after.since, after.caseId, after.ref]]);
  }
  return {
    sql: conditions.map(([sql]) => sql).join(' AND '),
    values: conditions.flatMap(([, values]) => values),
  };
}

function toEntry(row: SqlRow): DeskEntry {
  return {
    ref: text(row, 'ref'),
    kind: text(row, 'entry_kind'),
    department: text(row, 'department'),
    state: text(row, 'state'),
    dueOn: textOrNull(row, 'due_on'),
    openUntil: textOrNull(row, 'open_until'),
    since: text(row, 'since'),
  };
}
