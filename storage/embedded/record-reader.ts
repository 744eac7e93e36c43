import type { RecordConditions, RecordPage, RecordQuery, StatesOnDay, StoredRecord } from '../port.ts';
import { storedStates } from '../state-on-day.ts';
import type { Database, SqlValue } from './database.ts';
import type { ReadCache } from './read-cache.ts';
import { RECORD_COLUMNS, toRecord } from './record-row.ts';

/** A condition as SQL with the values of its question marks. */
interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Reads records of the embedded store. */
export class RecordReader {
  readonly #database: Database;
  readonly #cache: ReadCache;
  /** Keys of queries that were asked before, which are the same objects then. */
  readonly #keys = new WeakMap<RecordQuery, string>();

  constructor(database: Database, cache: ReadCache) {
    this.#database = database;
    this.#cache = cache;
  }

  bySubject(query: RecordQuery, subjectIds: readonly string[]): Map<string, RecordPage> {
    const key = this.#keyOf(query);
    const pages = new Map<string, RecordPage>();
    for (const subjectId of new Set(subjectIds)) {
      // In this process a small statement per subject is cheaper than one that ranks the rows of all of them.
      const page = this.#cache.find(
        `${key} ${subjectId}`,
        () => this.#page(query, { sql: 'subject_id = ?', values: [subjectId] }),
        ({ records }) => records.length,
      );
      if (page.records.length > 0 || page.totalCount) pages.set(subjectId, page);
    }
    return pages;
  }

  list(query: RecordQuery): RecordPage {
    return this.#cache.find(
      this.#keyOf(query),
      () => this.#page(query),
      ({ records }) => records.length,
    );
  }

  byId(type: string, ids: readonly string[]): Map<string, StoredRecord> {
    const select = this.#database.statement(`SELECT ${RECORD_COLUMNS} FROM record WHERE id = ? AND type = ?`);
    const records = ids.flatMap((id) => select.all(id, type).map(toRecord));
    return new Map(records.map((record) => [record.id, record]));
  }

  versions(type: string, id: string): readonly StoredRecord[] {
    return this.#database
      .statement(
        `SELECT ${RECORD_COLUMNS} FROM record_version WHERE id = ? AND type = ?
         UNION ALL SELECT ${RECORD_COLUMNS} FROM record WHERE id = ? AND type = ? ORDER BY version`,
      )
      .all(id, type, id, type)
      .map(toRecord);
  }

  #keyOf(query: RecordQuery): string {
    const key = this.#keys.get(query) ?? `records ${JSON.stringify(query)}`;
    this.#keys.set(query, key);
    return key;
  }

  #page(query: RecordQuery, owner?: Condition): RecordPage {
    const matching = allOf([
      { sql: 'type = ?', values: [query.type] },
      ...(owner ? [owner] : []),
      ...toSql(query.where),
    ]);
    const following = query.after === undefined ? matching : allOf([matching, isAfter(query.after)]);
    const rows = this.#database
      .statement(`SELECT ${RECORD_COLUMNS} FROM record WHERE ${following.sql} ORDER BY decision_date DESC, id LIMIT ?`)
      .all(...following.values, query.first + 1);
    return {
      records: rows.slice(0, query.first).map(toRecord),
      hasNextPage: rows.length > query.first,
      totalCount: query.withTotal ? this.#count(matching) : null,
    };
  }

  #count(matching: Condition): number {
    const row = this.#database.first(`SELECT count(*) AS n FROM record WHERE ${matching.sql}`, ...matching.values);
    return Number(row?.n);
  }
}

function toSql(where: RecordConditions): readonly Condition[] {
  const conditions: Condition[] = [];
  const add = (sql: string, ...values: SqlValue[]) => conditions.push({ sql, values });
  if (where.states !== undefined) conditions.push(inStates(where.states));
  if (where.decidedFrom !== undefined) add('decision_date >= ?', where.decidedFrom);
  if (where.decidedTo !== undefined) add('decision_date <= ?', where.decidedTo);
  if (where.documentNo !== undefined) add('document_no = ?', where.documentNo);
  if (where.decidingOrgCode !== undefined) add('deciding_org_code = ?', where.decidingOrgCode);
  if (where.subjectKinds !== undefined) add(oneOf('subject_kind', where.subjectKinds.length), ...where.subjectKinds);
  if (where.publicOn !== undefined) {
    add(
      `state IN ('EFFECTIVE', 'UNDER_OBJECTION') AND publicity_start <= ?
       AND (publicity_end IS NULL OR publicity_end >= ?)`,
      where.publicOn,
      where.publicOn,
    );
  }
  return conditions;
}

function inStates({ anyOf: states, day }: StatesOnDay): Condition {
  const { always, afterPublicity, beforeItsEnd } = storedStates(states);
  const cases: Condition[] = [{ sql: oneOf('state', always.length), values: always }];
  if (afterPublicity.length > 0) {
    const sql = `${oneOf('state', afterPublicity.length)} AND publicity_end < ?`;
    cases.push({ sql, values: [...afterPublicity, day] });
  }
  if (beforeItsEnd.length > 0) {
    const sql = `${oneOf('state', beforeItsEnd.length)} AND (publicity_end IS NULL OR publicity_end >= ?)`;
    cases.push({ sql, values: [...beforeItsEnd, day] });
  }
  return anyOf(cases);
}

function isAfter(position: { readonly decisionDate: string; readonly id: string }): Condition {
  return {
    sql: '(decision_date < ? OR (decision_date = ? AND id > ?))',
    values: [position.decisionDate, position.decisionDate, position.id],
  };
}

function allOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

function anyOf(conditions: readonly Condition[]): Condition {
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(' OR ')})`,
    values: conditions.flatMap(({ values }) => values),
  };
}

function oneOf(column: string, count: number): string {
  return count === 0 ? '0' : `${column} IN (${new Array(count).fill('?').join(', ')})`;
}
