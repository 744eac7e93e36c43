import type { Collection, Document } from 'mongodb';
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
import { refuseUnstorableSubject } from '../unstorable.ts';
import { CommitLog } from './commit-log.ts';
import { CALL, type Connection, guarded } from './connection.ts';
import { beginJournalEpoch, journalEpoch } from './journal-epoch.ts';
import { RecordReader } from './record-reader.ts';
import { RecordWriter } from './record-writer.ts';
import { StoreCheck } from './store-check.ts';
import { SubjectCollection } from './subject-collection.ts';
import { VersionArchive } from './version-archive.ts';

/** The store in a MongoDB database: any number of processes may open it and write. */
export class MongoStore implements HubStore {
  readonly description: string;
  readonly #name: string;
  readonly #connection: Connection;
  readonly #keys: KeyRing;
  readonly #reader: RecordReader;
  readonly #writer: RecordWriter;
  readonly #archive: VersionArchive;
  readonly #journal: CommitLog;
  readonly #subjects: SubjectCollection;

  /** Takes over the connection. */
  constructor(connection: Connection, keys: KeyRing, name: string) {
    this.description = `MongoDB store ${name}`;
    this.#name = name;
    this.#connection = connection;
    this.#keys = keys;
    this.#reader = new RecordReader(connection.collections.records);
    this.#writer = new RecordWriter(connection);
    this.#archive = new VersionArchive(connection.collections);
    this.#journal = new CommitLog(connection.collections.commits);
    this.#subjects = new SubjectCollection(connection.collections.subjects, keys);
  }

  recordsBySubject(query: RecordQuery, subjectIds: readonly string[]): Promise<ReadonlyMap<string, RecordPage>> {
    return guarded(() => this.#reader.bySubject(query, subjectIds));
  }

  listRecords(query: RecordQuery): Promise<RecordPage> {
    return guarded(() => this.#reader.list(query));
  }

  recordsById(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRecord>> {
    return guarded(() => this.#reader.byId(type, ids));
  }

  recordVersions(type: string, id: string): Promise<readonly StoredRecord[]> {
    return guarded(() => this.#archive.versions(type, id));
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
    return guarded(() => this.#writer.write(department, changes));
  }

  journal(department: string, after: number, limit: number): Promise<readonly JournalEntry[]> {
    return guarded(() => this.#journal.entries(department, after, limit));
  }

  journalHead(department: string): Promise<number> {
    return guarded(() => this.#journal.head(department));
  }

  seal(ownerId: string, clear: SealedFields): SealedFields {
    return sealFields(this.#keys, ownerId, clear);
  }

  unseal(owner: { readonly id: string; readonly sealed: SealedFields }, field: string): string | null {
    return unsealField(this.#keys, owner, field, this.#name);
  }

  subjectsById(ids: readonly string[]): Promise<ReadonlyMap<string, Subject>> {
    return guarded(() => this.#subjects.byId(ids));
  }

  subjectsByNumber(values: readonly string[]): Promise<ReadonlyMap<string, readonly Subject[]>> {
    return guarded(() => this.#subjects.byNumber(values));
  }

  searchSubjects(search: SubjectSearch): Promise<SubjectPage> {
    return guarded(() => this.#subjects.search(search));
  }

  async saveSubjects(subjects: readonly Subject[]): Promise<void> {
    subjects.forEach(refuseUnstorableSubject);
    await guarded(() => this.#subjects.save(subjects));
  }

  epoch(): Promise<string> {
    return guarded(() => journalEpoch(this.#connection.collections.epochs));
  }

  beginEpoch(): Promise<string> {
    return guarded(() => beginJournalEpoch(this.#connection.collections.epochs));
  }

  compactJournal(department: string, upTo: number): Promise<number> {
    return guarded(() => this.#journal.compact(department, upTo));
  }

  figures(): Promise<StoreFigures> {
    const { subjects, records } = this.#connection.collections;
    return guarded(async () => ({ subjects: await figureOf(subjects), records: await figureOf(records) }));
  }

  verify(): Promise<void> {
    return guarded(() => new StoreCheck(this.#connection.collections, this.#keys, this.#name).run());
  }

  async close(): Promise<void> {
    await this.#connection.client.close();
  }
}

/**
 * How many documents a collection holds, from the server's own figures, since counting reads it whole. Some compatible servers
 * renew those now and then only, and say none of a collection that was just filled; then it is counted.
 */
async function figureOf<Kind extends Document>(collection: Collection<Kind>): Promise<number> {
  return (await collection.estimatedDocumentCount(CALL)) || collection.countDocuments({}, CALL);
}
