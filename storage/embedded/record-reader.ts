import type { RecordConditions, RecordPage, RecordPosition, RecordQuery, StatesOnDay, StoredRecord } from '../port.ts';
import { storedStates } from '../state-on-day.ts';
import { allOf, anyOf, type Condition, equals, oneOf } from './condition.ts';
import type { Database } from './database.ts';
import { LatestPages } from './latest-pages.ts';
import { MANY, type ReadCache } from './read-cache.ts';
import { RECORD_COLUMNS, toRecord } from './record-row.ts';

/** Asked for by id at once, up to which a statement for each is cheaper than one for all of them. */
const FEW = 4;

const ONE_BY_ID = `SELECT ${RECORD_COLUMNS} FROM record WHERE id = ? AND type = ?`;
const MANY_BY_ID = `SELECT ${RECORD_COLUMNS} FROM (SELECT value AS asked FROM json_each(?)) CROSS JOIN record ON id = asked AND type = ?`;

/** Reads records of the embedded store. */
export class RecordReader {
  readonly #database: Database;
  readonly #cache: ReadCache;
  /** Keys of queries that were asked before, which are the same objects then. */
  readonly #keys = new WeakMap<RecordQuery, string>();
  readonly #latest: LatestPages;

  constructor(database: Database, cache: ReadCache) {
    this.#database = database;
    this.#cache = cache;
    this.#latest = new LatestPages(database);
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
    if (query.first > MANY) {
      const page = this.#page(query);
      this.#latest.note(page.records);
      return page;
    }
    return this.#cache.find(
      this.#keyOf(query),
      () => this.#page(query),
      ({ records }) => records.length,
    );
  }

  byId(type: string, ids: readonly string[]): Map<string, StoredRecord> {
    const latest = this.#latest.find(type, ids);
    if (latest !== null) return latest;
    const records = ids.length > FEW ? this.#many(type, ids) : ids.flatMap((id) => this.#one(type, id));
    return new Map(records.map((record) => [record.id, record]));
  }

  #one(type: string, id: string): readonly StoredRecord[] {
    return this.#database.statement(ONE_BY_ID).allValues(id, type).map(toRecord);
  }

  #many(type: string, ids: readonly string[]): readonly StoredRecord[] {
    return this.#database.statement(MANY_BY_ID).allValues(JSON.stringify(ids), type).map(toRecord);
  }

  versions(type: string, id: string): readonly StoredRecord[] {
    return this.#database
      .statement(
        `SELECT ${RECORD_COLUMNS} FROM record_version WHERE id = ? AND type = ?
         UNION ALL SELECT ${RECORD_COLUMNS} FROM record WHERE id = ? AND type = ? ORDER BY version`,
      )
      .allValues(id, type, id, type)
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
      .allValues(...following.values, query.first + 1);
    return pageOf(rows.map(toRecord), query.first, query.withTotal ? this.#count(matching) : null);
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
      .allValues(JSON.stringify([...new Set(subjectIds)]), ...values, query.first + 1);
    const found = new Map<string, StoredRecord[]>();
    for (const record of rows.map(toRecord)) {
      const own = found.get(record.subjectId);
      if (own === undefined) found.set(record.subjectId, [record]);
      else own.push(record);
    }
    return new Map([...found].map(([subjectId, own]) => [subjectId, pageOf(own, query.first, null)]));
  }

  #count(matching: Condition): number {
    const row = this.#database.first(`SELECT count(*) AS n FROM record WHERE ${matching.sql}`, ...matching.values);
    return Number(row?.n);
  }
}

/** @param found in the order of pages, one more than the page holds where there is a next one */
function pageOf(found: readonly StoredRecord[], first: number, totalCount: number | null): RecordPage {
  return { records: found.slice(0, first), hasNextPage: found.length > first, totalCount };
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

/** The first comparison says nothing more, but lets the engine begin in the index where the page before ended. */
function isAfter({ decisionDate, id }: RecordPosition): Condition {
  return { sql: 'decision_date <= ? AND (decision_date < ? OR id > ?)', values: [decisionDate, decisionDate, id] };
}
