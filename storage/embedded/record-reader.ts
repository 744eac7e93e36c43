import type { RecordConditions, RecordPage, RecordQuery, StatesOnDay, StoredRecord } from '../port.ts';
import { storedStates } from '../state-on-day.ts';
import { allOf, anyOf, type Condition, equals, oneOf } from './condition.ts';
import type { Database, SqlRow } from './database.ts';
import { MANY, type ReadCache } from './read-cache.ts';
import { RECORD_COLUMNS, text, toRecord } from './record-row.ts';

/** Up to so many ids, a statement for each costs less than one that takes them as a list. */
const FEW_IDS = 8;

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
    if (subjectIds.length > MANY && !query.withTotal) return this.#pages(query, subjectIds);
    const key = this.#keyOf(query);
    const pages = new Map<string, RecordPage>();
    for (const subjectId of new Set(subjectIds)) {
      // In this process a small statement per subject is cheaper than one that ranks the rows of all of them.
      const page = this.#cache.find(
        `${key} ${subjectId}`,
        () => this.#page(query, equals('subject_id', subjectId)),
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
    const rows = ids.length > FEW_IDS ? this.#rowsOfMany(type, ids) : this.#rowsOfFew(type, ids);
    return new Map(rows.map((row) => [text(row, 'id'), toRecord(row)]));
  }

  #rowsOfFew(type: string, ids: readonly string[]): readonly SqlRow[] {
    const select = this.#database.statement(`SELECT ${RECORD_COLUMNS} FROM record WHERE id = ? AND type = ?`);
    return ids.flatMap((id) => select.all(id, type));
  }

  /** With one statement, which costs half as much for each. */
  #rowsOfMany(type: string, ids: readonly string[]): readonly SqlRow[] {
    return this.#database
      .statement(
        `SELECT ${RECORD_COLUMNS} FROM (SELECT value AS wanted FROM json_each(?))
         CROSS JOIN record ON id = wanted AND type = ?`,
      )
      .all(JSON.stringify(ids), type);
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
    const matching = allOf([equals('type', query.type), owner, toSql(query.where)]);
    const following = allOf([matching, query.after && isAfter(query.after)]);
    const rows = this.#database
      .statement(`SELECT ${RECORD_COLUMNS} FROM record WHERE ${following.sql} ORDER BY decision_date DESC, id LIMIT ?`)
      .all(...following.values, query.first + 1);
    return pageOf(rows, query.first, query.withTotal ? this.#count(matching) : null);
  }

  /** Pages of many subjects with one statement; subjects without records are missing. */
  #pages(query: RecordQuery, subjectIds: readonly string[]): Map<string, RecordPage> {
    const { sql, values } = allOf([
      equals('type', query.type),
      { sql: 'subject_id = asked', values: [] },
      toSql(query.where),
      query.after && isAfter(query.after),
    ]);
    const rows = this.#database
      .statement(
        `SELECT ${RECORD_COLUMNS} FROM (SELECT value AS asked FROM json_each(?)) CROSS JOIN record
         ON n IN (SELECT n FROM record WHERE ${sql} ORDER BY decision_date DESC, id LIMIT ?)
         ORDER BY decision_date DESC, id`,
      )
      .all(JSON.stringify([...new Set(subjectIds)]), ...values, query.first + 1);
    const found = new Map<string, SqlRow[]>();
    for (const row of rows) {
      const subjectId = text(row, 'subject_id');
      const own = found.get(subjectId);
      if (own === undefined) found.set(subjectId, [row]);
      else own.push(row);
    }
    return new Map([...found].map(([subjectId, own]) => [subjectId, pageOf(own, query.first, null)]));
  }

  #count(matching: Condition): number {
    const row = this.#database.first(`SELECT count(*) AS n FROM record WHERE ${matching.sql}`, ...matching.values);
    return Number(row?.n);
  }
}

/** @param rows in the order of pages, one more than the page holds where there is a next one */
function pageOf(rows: readonly SqlRow[], first: number, totalCount: number | null): RecordPage {
  return { records: rows.slice(0, first).map(toRecord), hasNextPage: rows.length > first, totalCount };
}

function toSql(where: RecordConditions): Condition {
  return allOf([
    where.states && inStates(where.states),
    where.decidedFrom === undefined ? undefined : { sql: 'decision_date >= ?', values: [where.decidedFrom] },
    where.decidedTo === undefined ? undefined : { sql: 'decision_date <= ?', values: [where.decidedTo] },
    equals('document_no', where.documentNo),
    equals('deciding_org_code', where.decidingOrgCode),
    where.subjectKinds && oneOf('subject_kind', where.subjectKinds),
    where.publicOn === undefined ? undefined : publicOn(where.publicOn),
  ]);
}

function inStates({ anyOf: states, day }: StatesOnDay): Condition {
  const { always, afterPublicity, beforeItsEnd } = storedStates(states);
  const cases = [oneOf('state', always)];
  if (afterPublicity.length > 0) {
    cases.push(allOf([oneOf('state', afterPublicity), { sql: 'publicity_end < ?', values: [day] }]));
  }
  if (beforeItsEnd.length > 0) cases.push(allOf([oneOf('state', beforeItsEnd), notEndedBefore(day)]));
  return anyOf(cases);
}

function publicOn(day: string): Condition {
  return allOf([
    { sql: `state IN ('EFFECTIVE', 'UNDER_OBJECTION') AND publicity_start <= ?`, values: [day] },
    notEndedBefore(day),
  ]);
}

function notEndedBefore(day: string): Condition {
  return { sql: '(publicity_end IS NULL OR publicity_end >= ?)', values: [day] };
}

function isAfter(position: { readonly decisionDate: string; readonly id: string }): Condition {
  return {
    sql: '(decision_date < ? OR (decision_date = ? AND id > ?))',
    values: [position.decisionDate, position.decisionDate, position.id],
  };
}
