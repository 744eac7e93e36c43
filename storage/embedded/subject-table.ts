import { HubError } from '../../schema/errors.ts';
import type { KeyRing } from '../key-ring.ts';
import { nameGrams, searchGrams } from '../name-grams.ts';
import type { FormerNumber, Subject, SubjectHit, SubjectKind, SubjectPage, SubjectSearch } from '../port.ts';
import { parseSealed, sealedText } from '../sealed-text.ts';
import { sealFields } from '../sealing.ts';
import { refuseUnstorableSubject } from '../unstorable.ts';
import type { Database, SqlRow, SqlValue } from './database.ts';
import { text, textOrNull } from './record-row.ts';

const COLUMNS = 'id, kind, name, uscc, area_code, former_numbers, sealed';
const INSERT = `INSERT INTO subject (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING n`;
const REPLACE = `UPDATE subject SET (${COLUMNS}) = (?, ?, ?, ?, ?, ?, ?) WHERE n = ?`;

const BY_IDS = `SELECT ${COLUMNS} FROM subject WHERE id IN (SELECT value FROM json_each(?))`;
const BY_NUMBERS = `
  SELECT number, ${COLUMNS}
  FROM (SELECT value AS number FROM json_each(?))
  CROSS JOIN subject_number ON value = number
  CROSS JOIN subject ON id = subject_id
  ORDER BY id`;

/** Names that begin with the text come in the first part of the results, all others in the second. */
const PARTS = ['start', 'inside'] as const;

/** Reads and writes subjects of the embedded store, and searches their names. */
export class SubjectTable {
  readonly #database: Database;
  readonly #keys: KeyRing;

  constructor(database: Database, keys: KeyRing) {
    this.#database = database;
    this.#keys = keys;
  }

  byId(id: string): Subject | null {
    const row = this.#database.first(`SELECT ${COLUMNS} FROM subject WHERE id = ?`, id);
    return row === undefined ? null : toSubject(row);
  }

  byNumber(value: string): readonly Subject[] {
    return this.#database
      .statement(
        `SELECT ${COLUMNS} FROM subject WHERE id IN (SELECT subject_id FROM subject_number WHERE value = ?) ORDER BY id`,
      )
      .all(value)
      .map(toSubject);
  }

  /** With one statement. Those that nobody has are missing. */
  byIds(ids: readonly string[]): ReadonlyMap<string, Subject> {
    const rows = this.#database.statement(BY_IDS).all(JSON.stringify(ids));
    return new Map(rows.map(toSubject).map((subject) => [subject.id, subject]));
  }

  /** With one statement. Those that nobody bears are missing. */
  byNumbers(values: readonly string[]): ReadonlyMap<string, readonly Subject[]> {
    const found = new Map<string, Subject[]>();
    for (const row of this.#database.statement(BY_NUMBERS).all(JSON.stringify([...new Set(values)]))) {
      const number = text(row, 'number');
      const bearers = found.get(number);
      if (bearers === undefined) found.set(number, [toSubject(row)]);
      else bearers.push(toSubject(row));
    }
    return found;
  }

  /** Inserts or replaces; runs inside a transaction of its caller. */
  save(subject: Subject): void {
    refuseUnstorableSubject(subject);
    const known = this.#database.first('SELECT n, name FROM subject WHERE id = ?', subject.id);
    if (known === undefined) {
      this.insertNew(subject);
      return;
    }
    const n = Number(known.n);
    this.#database.statement(REPLACE).run(...this.#values(subject), n);
    this.#database.statement('DELETE FROM subject_number WHERE subject_id = ?').run(subject.id);
    this.#database.statement('DELETE FROM subject_name WHERE rowid = ?').run(n);
    this.#index(subject, n);
  }

  /** Inserts without looking whether it is there. */
  insertNew(subject: Subject): void {
    refuseUnstorableSubject(subject);
    const n = Number(this.#database.first(INSERT, ...this.#values(subject))?.n);
    this.#index(subject, n);
  }

  search(search: SubjectSearch): SubjectPage {
    const from = parseCursor(search.after);
    const hits: SubjectHit[] = [];
    for (let part = from.part; part < PARTS.length && hits.length <= search.first; part += 1) {
      const after = part === from.part ? from.n : 0;
      hits.push(...this.#searchPart(search, part, after, search.first + 1 - hits.length));
    }
    return { hits: hits.slice(0, search.first), hasNextPage: hits.length > search.first };
  }

  #searchPart(search: SubjectSearch, part: number, after: number, limit: number): readonly SubjectHit[] {
    return this.#database
      .statement(
        `SELECT n, ${COLUMNS.replace('name', 'subject.name AS name')} FROM subject_name JOIN subject ON subject.n = subject_name.rowid
         WHERE subject_name MATCH ? AND subject_name.rowid > ? ORDER BY subject_name.rowid LIMIT ?`,
      )
      .all(matchText(search, part), after, limit)
      .map((row) => ({ subject: toSubject(row), cursor: `${part}-${row.n}` }));
  }

  #index(subject: Subject, n: number): void {
    const insert = this.#database.statement('INSERT OR IGNORE INTO subject_number (value, subject_id) VALUES (?, ?)');
    if (subject.uscc !== null) insert.run(subject.uscc, subject.id);
    for (const { value } of subject.formerNumbers) insert.run(value, subject.id);
    if (subject.kind === 'NATURAL_PERSON') return; // persons are never found by name
    const marks = [kindMark(subject.kind), ...(subject.areaCode === null ? [] : [areaMark(subject.areaCode)])];
    this.#database
      .statement('INSERT INTO subject_name (rowid, grams) VALUES (?, ?)')
      .run(n, [...nameGrams(subject.name), ...marks].join(' '));
  }

  #values(subject: Subject): readonly SqlValue[] {
    return [
      subject.id,
      subject.kind,
      subject.name,
      subject.uscc,
      subject.areaCode,
      subject.formerNumbers.length === 0 ? null : JSON.stringify(subject.formerNumbers),
      sealedText(sealFields(this.#keys, subject.id, subject.sealed)),
    ];
  }
}

/** Query of the full-text index; made of tokens of our own only, so nothing in it can be an operator. */
function matchText(search: SubjectSearch, part: number): string {
  const phrase = (atStart: boolean) => `"${searchGrams(search.text, atStart).join(' ')}"`;
  const name = PARTS[part] === 'start' ? phrase(true) : `(${phrase(false)} NOT ${phrase(true)})`;
  const areas = (search.areaCodes ?? []).map(areaMark).join(' OR ');
  return [
    name,
    ...(search.kind === undefined ? [] : [kindMark(search.kind)]),
    ...(search.areaCodes === undefined ? [] : [`(${areas === '' ? 'nowhere' : areas})`]),
  ].join(' AND ');
}

function kindMark(kind: SubjectKind): string {
  return `kind${kind.replaceAll('_', '')}`;
}

function areaMark(areaCode: string): string {
  return `area${areaCode}`;
}

function parseCursor(cursor: string | undefined): { readonly part: number; readonly n: number } {
  if (cursor === undefined) return { part: 0, n: 0 };
  const [part, n] = cursor.split('-').map(Number);
  if (!/^[01]-\d{1,15}$/.test(cursor) || part === undefined || n === undefined) throw new HubError('INVALID_CURSOR');
  return { part, n };
}

function toSubject(row: SqlRow): Subject {
  const former = textOrNull(row, 'former_numbers');
  return {
    id: text(row, 'id'),
    kind: text(row, 'kind') as SubjectKind, // cast: written from values of this type only
    name: text(row, 'name'),
    uscc: textOrNull(row, 'uscc'),
    areaCode: textOrNull(row, 'area_code'),
    formerNumbers: former === null ? [] : (JSON.parse(former) as FormerNumber[]),
    sealed: parseSealed(textOrNull(row, 'sealed')),
  };
}
