import type { Database, SqlRow } from '../../embedded/database.ts';
import { text } from '../../embedded/record-row.ts';
import { noticesOf } from '../notices-of.ts';
import type { CaseVersion, LogEntry, LogPage, LogQuery, Notice } from '../port.ts';

/** The order in which events were saved. The engine lets one writer in at a time, so the order of places is that of commits. */
export class LogTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** To be called in the transaction that saves the event. */
  append(saved: CaseVersion): void {
    const { id, version } = saved;
    const notices = noticesOf(saved);
    const inserted = 'INSERT INTO case_log (case_id, version, notices) VALUES (?, ?, ?) RETURNING place';
    const place = Number(this.#database.first(inserted, id, version, JSON.stringify(notices))?.place);
    for (const department of new Set(notices.map((notice) => notice.department))) {
      this.#database.statement('INSERT INTO case_notice (department, place) VALUES (?, ?)').run(department, place);
    }
  }

  page({ after, department, first }: LogQuery): LogPage {
    const head = Number(this.#database.first('SELECT MAX(place) AS head FROM case_log')?.head ?? 0);
    const rows = this.#rows(department, after, head, first + 1);
    const entries = rows.slice(0, first).map(toEntry);
    const hasNextPage = rows.length > first;
    return { entries, hasNextPage, upTo: hasNextPage ? (entries.at(-1)?.place ?? after) : Math.max(after, head) };
  }

  #rows(department: string | undefined, after: number, head: number, limit: number): readonly SqlRow[] {
    const columns = 'l.place, l.case_id, h.kind, l.version, e.at, h.opened_at, l.notices';
    const joined = `JOIN case_event e ON e.case_id = l.case_id AND e.version = l.version
      JOIN case_head h ON h.id = l.case_id`;
    if (department === undefined) {
      return this.#database
        .statement(
          `SELECT ${columns} FROM case_log l ${joined} WHERE l.place > ? AND l.place <= ? ORDER BY l.place LIMIT ?`,
        )
        .all(after, head, limit);
    }
    return this.#database
      .statement(
        `SELECT ${columns} FROM case_notice n JOIN case_log l ON l.place = n.place ${joined}
         WHERE n.department = ? AND n.place > ? AND n.place <= ? ORDER BY n.place LIMIT ?`,
      )
      .all(department, after, head, limit);
  }
}

function toEntry(row: SqlRow): LogEntry {
  return {
    place: Number(row.place),
    caseId: text(row, 'case_id'),
    kind: text(row, 'kind'),
    version: Number(row.version),
    at: text(row, 'at'),
    openedAt: text(row, 'opened_at'),
    notices: JSON.parse(text(row, 'notices')) as Notice[], // cast: the column is written above only
  };
}
