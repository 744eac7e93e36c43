import type { Database, SqlRow } from '../../embedded/database.ts';
import { text } from '../../embedded/record-row.ts';
import { caseText, parseCase, parseEvent } from '../case-text.ts';
import type {
  CaseEvent,
  CasePage,
  CaseVersion,
  HistoryPage,
  HistoryQuery,
  StoredCase,
  SubjectCaseQuery,
} from '../port.ts';
import { LogTable } from './log-table.ts';

/** Columns of a case's head. */
export const HEAD = 'h.id, h.kind, h.version, h.opened_at, h.subjects, h.text';

/** Cases and their events. */
export class CaseTables {
  readonly #database: Database;
  readonly #log: LogTable;

  constructor(database: Database) {
    this.#database = database;
    this.#log = new LogTable(database);
  }

  /** To be called in a transaction. False where the version is not the next one. */
  save(version: CaseVersion): boolean {
    const known = this.#database.first('SELECT version FROM case_head WHERE id = ?', version.id)?.version;
    if (Number(known ?? 0) !== version.version - 1) return false;
    this.#database
      .statement('INSERT INTO case_event (case_id, version, at, event) VALUES (?, ?, ?, ?)')
      .run(version.id, version.version, version.at, JSON.stringify(version.event));
    this.#log.append(version);
    if (version.version === 1) this.#open(version);
    else {
      this.#database
        .statement('UPDATE case_head SET version = ?, text = ? WHERE id = ?')
        .run(version.version, caseText(version), version.id);
    }
    for (const { ref, kind, department, state, dueOn, openUntil, since } of version.desks) {
      this.#database
        .statement(
          'INSERT OR REPLACE INTO desk (case_id, ref, kind, department, state, due_on, open_until, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(version.id, ref, kind, department, state, dueOn, openUntil, since);
    }
    return true;
  }

  byId(id: string): StoredCase | null {
    const row = this.#database.first(`SELECT ${HEAD} FROM case_head h WHERE h.id = ?`, id);
    return row === undefined ? null : toCase(row, this.#database.file);
  }

  timeline(id: string): readonly CaseEvent[] {
    return this.#database
      .statement('SELECT version, at, event FROM case_event WHERE case_id = ? ORDER BY version')
      .all(id)
      .map((row) => ({
        version: Number(row.version),
        at: text(row, 'at'),
        event: parseEvent(text(row, 'event'), this.#database.file),
      }));
  }

  ofSubject(kind: string, subjectId: string): readonly StoredCase[] {
    return this.#database
      .statement(
        `SELECT ${HEAD} FROM case_subject s JOIN case_head h ON h.id = s.case_id
         WHERE s.subject_id = ? AND s.kind = ? ORDER BY s.opened_at DESC, s.case_id DESC`,
      )
      .all(subjectId, kind)
      .map((row) => toCase(row, this.#database.file));
  }

  page({ kind, subjectId, first, after }: SubjectCaseQuery): CasePage {
    const rows = this.#database
      .statement(
        `SELECT ${HEAD} FROM case_subject s JOIN case_head h ON h.id = s.case_id
         WHERE s.subject_id = ? AND s.kind = ? ${after === undefined ? '' : 'AND (s.opened_at, s.case_id) < (?, ?)'}
         ORDER BY s.opened_at DESC, s.case_id DESC LIMIT ?`,
      )
      .all(subjectId, kind, ...(after === undefined ? [] : [after.openedAt, after.id]), first + 1);
    const cases = rows.slice(0, first).map((row) => toCase(row, this.#database.file));
    return { cases, hasNextPage: rows.length > first };
  }

  histories({ from, before, first, after }: HistoryQuery): HistoryPage {
    const rows = this.#database
      .statement(
        `SELECT ${HEAD} FROM case_head h WHERE h.opened_at >= ? AND h.opened_at < ?
         ${after === undefined ? '' : 'AND (h.opened_at, h.id) > (?, ?)'} ORDER BY h.opened_at, h.id LIMIT ?`,
      )
      .all(from, before, ...(after === undefined ? [] : [after.openedAt, after.id]), first + 1);
    const cases = rows.slice(0, first).map((row) => toCase(row, this.#database.file));
    const histories = cases.map((held) => ({ case: held, events: this.timeline(held.id) }));
    return { histories, hasNextPage: rows.length > first };
  }

  #open(version: CaseVersion): void {
    const { id, kind, openedAt, subjects } = version;
    this.#database
      .statement('INSERT INTO case_head (id, kind, version, opened_at, subjects, text) VALUES (?, ?, 1, ?, ?, ?)')
      .run(id, kind, openedAt, JSON.stringify(subjects), caseText(version));
    for (const subject of new Set(subjects)) {
      this.#database
        .statement('INSERT INTO case_subject (subject_id, kind, opened_at, case_id) VALUES (?, ?, ?, ?)')
        .run(subject, kind, openedAt, id);
    }
  }
}

/** The case in the columns of `HEAD`. */
export function toCase(row: SqlRow, place: string): StoredCase {
  return {
    id: text(row, 'id'),
    kind: text(row, 'kind'),
    version: Number(row.version),
    openedAt: text(row, 'opened_at'),
    subjects: JSON.parse(text(row, 'subjects')) as string[], // cast: the column is written above only
    ...parseCase(text(row, 'text'), place),
  };
}
