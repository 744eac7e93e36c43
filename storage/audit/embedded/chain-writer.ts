import type { Database, SqlRow } from '../../embedded/database.ts';
import { type ChainedText, chained, genesis } from '../chain.ts';
import { readEntry } from '../entry-text.ts';
import type { AuditEntry, AuditReceiptPlace, SealedSegment } from '../port.ts';
import { dueSegment, type SealingRule, sealed } from '../sealing-rule.ts';
import { hourOf, usageOf } from '../usage.ts';
import { indexFilledBlocks } from './term-index.ts';
import { inTurn, waitByTurns } from './write-turn.ts';

const ADD_USAGE = `
  INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, key, hour) DO UPDATE SET
    requests = requests + excluded.requests, subjects = subjects + excluded.subjects,
    last_at = max(last_at, excluded.last_at)`;

const ADD_HOUR = `
  INSERT INTO hour VALUES (?, ?, ?) ON CONFLICT (hour) DO UPDATE SET
    first = min(first, excluded.first), last = max(last, excluded.last)`;

/** Writes into the file of a trail. Each call is one transaction, in which no other process writes. */
export class ChainWriter {
  readonly #database: Database;
  readonly #rule: SealingRule;

  constructor(database: Database, rule: SealingRule) {
    waitByTurns(database);
    this.#database = database;
    this.#rule = rule;
  }

  /** Adds the entries behind the last one, with all that finds and counts them; seals what is due. */
  append(texts: readonly string[]): readonly AuditReceiptPlace[] {
    return inTurn(this.#database, () => {
      const links = chained(this.#rule.algorithm, this.#head(), texts);
      const entries = texts.map(readEntry);
      for (const [index, link] of links.entries()) this.#insert(link, (entries[index] as AuditEntry).at); // cast: one per text
      this.#count(entries);
      this.#addHours(entries, links[0]?.seq ?? 0);
      const head = links.at(-1)?.seq ?? 0;
      indexFilledBlocks(this.#database, head);
      this.#sealDue(head);
      return links.map(({ seq, hash }) => ({ seq, hash }));
    });
  }

  /** Seals what follows the last segment. */
  seal(): SealedSegment | null {
    return inTurn(this.#database, () => this.#seal(this.#sealedTo() + 1, this.#head().seq));
  }

  #head(): AuditReceiptPlace {
    const last = this.#database.first('SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1');
    return last === undefined ? genesis(this.#rule.algorithm) : toPlace(last);
  }

  #insert({ seq, hash, previous, text }: ChainedText, at: string): void {
    this.#database.statement('INSERT INTO entry VALUES (?, ?, ?, ?, ?)').run(seq, hash, previous, at, text);
  }

  /** Entries that come together mostly name the same hour. */
  #addHours(entries: readonly AuditEntry[], from: number): void {
    const add = this.#database.statement(ADD_HOUR);
    const spans = new Map<string, { readonly first: number; last: number }>();
    for (const [index, { at }] of entries.entries()) {
      const [hour, seq] = [hourOf(at), from + index];
      const span = spans.get(hour);
      if (span === undefined) spans.set(hour, { first: seq, last: seq });
      else span.last = seq;
    }
    for (const [hour, { first, last }] of spans) add.run(hour, first, last);
  }

  #count(entries: readonly AuditEntry[]): void {
    const add = this.#database.statement(ADD_USAGE);
    for (const { kind, key, hour, requests, subjects, lastAt } of usageOf(entries)) {
      add.run(kind, key, hour, requests, subjects, lastAt);
    }
  }

  #sealDue(head: number): void {
    const due = dueSegment(this.#rule, this.#sealedTo(), head);
    if (due === null) return;
    this.#seal(due.from, due.to);
    this.#sealDue(head);
  }

  #seal(from: number, to: number): SealedSegment | null {
    const rows = this.#database.statement('SELECT seq, hash FROM entry WHERE seq >= ? AND seq <= ? ORDER BY seq');
    const segment = sealed(this.#rule.algorithm, rows.all(from, to).map(toPlace));
    if (segment === null) return null;
    const { root, algorithm, head } = segment;
    this.#database.statement('INSERT INTO segment VALUES (?, ?, ?, ?, ?)').run(from, to, root, algorithm, head);
    return segment;
  }

  #sealedTo(): number {
    return Number(this.#database.first('SELECT last FROM segment ORDER BY first DESC LIMIT 1')?.last ?? 0);
  }
}

function toPlace({ seq, hash }: SqlRow): AuditReceiptPlace {
  return { seq: Number(seq), hash: String(hash) };
}
