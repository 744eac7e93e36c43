import { HubError } from '../../schema/errors.ts';
import type { KeyRing } from '../key-ring.ts';
import type {
  HubStore,
  JournalEntry,
  PreparedChange,
  RecordChange,
  RecordPage,
  RecordQuery,
  SealedFields,
  StoredRecord,
  StoreFigures,
  Subject,
  SubjectPage,
  SubjectSearch,
  WriteOutcome,
} from '../port.ts';
import { preparedChange } from '../prepared-change.ts';
import { sealFields, unsealField } from '../sealing.ts';
import type { Database } from './database.ts';
import { compactJournal } from './journal-compaction.ts';
import { beginEpoch, checkMeta, epochOf } from './meta.ts';
import { MANY, ReadCache } from './read-cache.ts';
import { RecordReader } from './record-reader.ts';
import { journalHead, RecordWriter, readJournal } from './record-writer.ts';
import { createIndexes, createTables, FORMAT } from './schema.ts';
import { SubjectTable } from './subject-table.ts';

/** The store in one SQLite file: several processes may open it, one of them writes at a time. */
export class EmbeddedStore implements HubStore {
  readonly description: string;
  readonly #database: Database;
  readonly #keys: KeyRing;
  readonly #cache: ReadCache;
  readonly #reader: RecordReader;
  readonly #writer: RecordWriter;
  readonly #subjects: SubjectTable;

  /** Takes over the database, makes tables that are missing, refuses other formats and other keys. */
  constructor(database: Database, keys: KeyRing) {
    this.description = `embedded store ${database.file}`;
    this.#database = database;
    this.#keys = keys;
    createTables(database, keys);
    checkMeta(database, keys, FORMAT);
    createIndexes(database);
    this.#cache = new ReadCache(database);
    this.#reader = new RecordReader(database, this.#cache);
    this.#writer = new RecordWriter(database);
    this.#subjects = new SubjectTable(database, keys);
  }

  async recordsBySubject(query: RecordQuery, subjectIds: readonly string[]): Promise<ReadonlyMap<string, RecordPage>> {
    return this.#reader.bySubject(query, subjectIds);
  }

  async listRecords(query: RecordQuery): Promise<RecordPage> {
    return this.#reader.list(query);
  }

  async recordsById(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
    return this.#reader.byId(type, ids);
  }

  async recordVersions(type: string, id: string): Promise<readonly StoredRecord[]> {
    return this.#reader.versions(type, id);
  }

  async write(department: string, changes: readonly RecordChange[]): Promise<readonly WriteOutcome[]> {
    return this.writePrepared(
      department,
      changes.map((change) => this.prepareChange(change)),
    );
  }

  prepareChange(change: RecordChange): PreparedChange {
    return preparedChange(this.#keys, change);
  }

  async writePrepared(department: string, changes: readonly PreparedChange[]): Promise<readonly WriteOutcome[]> {
    return this.#database.transaction(() => this.#writer.write(department, changes));
  }

  async journal(department: string, after: number, limit: number): Promise<readonly JournalEntry[]> {
    return readJournal(this.#database, department, after, limit);
  }

  async journalHead(department: string): Promise<number> {
    return journalHead(this.#database, department);
  }

  seal(ownerId: string, clear: SealedFields): SealedFields {
    return sealFields(this.#keys, ownerId, clear);
  }

  unseal(owner: { readonly id: string; readonly sealed: SealedFields }, field: string): string | null {
    return unsealField(this.#keys, owner, field, this.#database.file);
  }

  async subjectsById(ids: readonly string[]): Promise<ReadonlyMap<string, Subject>> {
    if (ids.length > MANY) return this.#subjects.byIds(ids);
    const found = new Map<string, Subject>();
    for (const id of ids) {
      const read = () => this.#subjects.byId(id);
      const subject = this.#cache.find(`subject ${id}`, read, () => 1);
      if (subject !== null) found.set(id, subject);
    }
    return found;
  }

  async subjectsByNumber(values: readonly string[]): Promise<ReadonlyMap<string, readonly Subject[]>> {
    if (values.length > MANY) return this.#subjects.byNumbers(values);
    const found = new Map<string, readonly Subject[]>();
    for (const value of values) {
      const read = () => this.#subjects.byNumber(value);
      const subjects = this.#cache.find(`number ${value}`, read, ({ length }) => length);
      if (subjects.length > 0) found.set(value, subjects);
    }
    return found;
  }

  async searchSubjects(search: SubjectSearch): Promise<SubjectPage> {
    const read = () => this.#subjects.search(search);
    return this.#cache.find(`search ${JSON.stringify(search)}`, read, ({ hits }) => hits.length);
  }

  async saveSubjects(subjects: readonly Subject[]): Promise<void> {
    this.#database.transaction(() => {
      for (const subject of subjects) this.#subjects.save(subject);
    });
  }

  async epoch(): Promise<string> {
    return epochOf(this.#database);
  }

  async beginEpoch(): Promise<string> {
    return beginEpoch(this.#database);
  }

  async compactJournal(department: string, upTo: number): Promise<number> {
    return compactJournal(this.#database, department, upTo);
  }

  async figures(): Promise<StoreFigures> {
    // The highest row number is the count, because nothing is ever deleted from these tables; counting reads them whole.
    const highest = (table: string) => Number(this.#database.first(`SELECT max(n) AS n FROM ${table}`)?.n ?? 0);
    return { subjects: highest('subject'), records: highest('record') };
  }

  async verify(): Promise<void> {
    const row = this.#database.first('PRAGMA integrity_check(1)');
    if (row?.integrity_check !== 'ok') {
      const details = { file: this.#database.file, problem: 'its content contradicts itself.' };
      throw new HubError('STORE_DAMAGED', { details, cause: row });
    }
  }

  async close(): Promise<void> {
    this.#database.close();
  }
}
