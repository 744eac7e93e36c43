import type { Database, SqlRow } from '../../embedded/database.ts';
import { withEntry } from '../chain.ts';
import type { AuditFigure, AuditPage, AuditQuery, ChainedEntry, SealedSegment } from '../port.ts';
import { queryMatch } from '../query-match.ts';
import { hourOf, hoursOfDay, type UsageKind } from '../usage.ts';
import { isIndexed } from './index-check.ts';
import { rangesWithTerms, type SeqRange } from './term-search.ts';

/** Reads from the file of a trail. */
export class ChainReader {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  entry(seq: number): ChainedEntry | null {
    const row = this.#database.first('SELECT * FROM entry WHERE seq = ?', seq);
    return row === undefined ? null : toEntry(row);
  }

  entries(after: number, limit: number): readonly ChainedEntry[] {
    return this.#database
      .statement('SELECT * FROM entry WHERE seq > ? ORDER BY seq LIMIT ?')
      .all(after, limit)
      .map(toEntry);
  }

  find(query: AuditQuery): AuditPage {
    const matches = queryMatch(query);
    const found: ChainedEntry[] = [];
    const between = this.#database.statement('SELECT * FROM entry WHERE seq BETWEEN ? AND ? ORDER BY seq DESC');
    for (const { from, to } of rangesWithTerms(this.#database, query, this.#bounds(query))) {
      found.push(...between.all(from, to).map(toEntry).filter(matches));
      if (found.length > query.first) break;
    }
    return { entries: found.slice(0, query.first), hasNextPage: found.length > query.first };
  }

  firstHidden(entries: readonly ChainedEntry[]): number | null {
    return entries.find((entry) => !isIndexed(this.#database, entry))?.seq ?? null;
  }

  segments(): readonly SealedSegment[] {
    return this.#database.statement('SELECT * FROM segment ORDER BY first').all().map(toSegment);
  }

  uses(agreement: string, day: string): number {
    const { from, until } = hoursOfDay(day);
    const sql = `SELECT sum(requests) AS uses FROM usage WHERE kind = 'agreement' AND key = ? AND hour >= ? AND hour < ?`;
    return Number(this.#database.first(sql, agreement, from, until)?.uses ?? 0);
  }

  figures(by: UsageKind, since: string): readonly AuditFigure[] {
    // "+" keeps the engine from reading all hours of the kind instead of those that are asked for.
    const sql = `
      SELECT key, sum(requests) AS requests, sum(subjects) AS subjects, max(last_at) AS last_at
      FROM usage WHERE hour >= ? AND +kind = ? GROUP BY key ORDER BY requests DESC, key`;
    return this.#database.statement(sql).all(hourOf(since), by).map(toFigure);
  }

  /** From the table of hours, which is written beside the entries. */
  head(): number {
    return Number(this.#database.first('SELECT max(last) AS head FROM hour')?.head ?? 0);
  }

  /** What the query says of numbers and times, as numbers. */
  #bounds({ before = Number.MAX_SAFE_INTEGER, since, until }: AuditQuery): SeqRange {
    const last = until === undefined ? this.head() : this.#lastUntil(until);
    return { from: since === undefined ? 1 : this.#firstSince(since), to: Math.min(before - 1, last) };
  }

  /** No entry before this number is of the instant or later. */
  #firstSince(since: string): number {
    const row = this.#database.first('SELECT min(first) AS seq FROM hour WHERE hour >= ?', hourOf(since));
    return Number(row?.seq ?? Number.MAX_SAFE_INTEGER);
  }

  /** No entry after this number is of an instant before. */
  #lastUntil(until: string): number {
    return Number(this.#database.first('SELECT max(last) AS seq FROM hour WHERE hour <= ?', hourOf(until))?.seq ?? 0);
  }
}

function toEntry({ seq, hash, previous, text }: SqlRow): ChainedEntry {
  return withEntry({ seq: Number(seq), hash: String(hash), previous: String(previous), text: String(text) });
}

function toSegment({ first, last, root, algorithm, head }: SqlRow): SealedSegment {
  return {
    from: Number(first),
    to: Number(last),
    root: String(root),
    algorithm: algorithm as SealedSegment['algorithm'], // cast: verification compares it with the rule's
    head: String(head),
  };
}

function toFigure({ key, requests, subjects, last_at: lastAt }: SqlRow): AuditFigure {
  return { key: String(key), requests: Number(requests), subjects: Number(subjects), lastAt: String(lastAt) };
}
