import { journalEntry } from '../journal-entry.ts';
import type { KeyRing } from '../key-ring.ts';
import type { JournalEntry, LoadItem, RecordChange, StoreFigures } from '../port.ts';
import { preparedChange } from '../prepared-change.ts';
import { recordRow } from '../stored-record.ts';
import { refuseUnstorableSubject } from '../unstorable.ts';
import type { Collections } from './collections.ts';
import { type CommitDocument, commitKey, MAX_COMMIT_ENTRIES, toCommitEntry } from './commit-document.ts';
import { CALL } from './connection.ts';
import { type RecordDocument, toRecordDocument } from './record-document.ts';
import { type SubjectDocument, toSubjectDocument } from './subject-document.ts';

/** Items that are inserted together. */
const LOAD_BATCH = 2_000;

const UNORDERED = { ...CALL, ordered: false } as const;

/** Fills an empty store: inserts without looking, the journal as commits that are settled. */
export class BulkLoader {
  readonly #collections: Collections;
  readonly #keys: KeyRing;
  /** Asked before each batch; throws where the load may not go on. */
  readonly #confirm: () => void;
  readonly #onProgress: (figures: StoreFigures) => void;
  readonly #figures = { subjects: 0, records: 0 };
  readonly #heads = new Map<string, number>();
  #subjects: SubjectDocument[] = [];
  #records: RecordDocument[] = [];
  #commits: CommitDocument[] = [];
  /** Per department, entries that do not fill a commit yet. */
  readonly #open = new Map<string, JournalEntry[]>();

  constructor(
    collections: Collections,
    keys: KeyRing,
    confirm: () => void,
    onProgress: (figures: StoreFigures) => void,
  ) {
    this.#collections = collections;
    this.#keys = keys;
    this.#confirm = confirm;
    this.#onProgress = onProgress;
  }

  async load(items: AsyncIterable<LoadItem> | Iterable<LoadItem>): Promise<void> {
    for await (const item of items) {
      if (item.kind === 'subject') this.#addSubject(item);
      else this.#addRecord(item.department, item.change);
      if (this.#subjects.length + this.#records.length >= LOAD_BATCH) await this.#insert();
    }
    for (const department of this.#open.keys()) this.#closeCommit(department);
    await this.#insert();
  }

  #addSubject({ subject }: Extract<LoadItem, { kind: 'subject' }>): void {
    refuseUnstorableSubject(subject);
    this.#subjects.push(toSubjectDocument(this.#keys, subject));
    this.#figures.subjects += 1;
  }

  #addRecord(department: string, reported: RecordChange): void {
    const change = preparedChange(this.#keys, reported);
    this.#records.push(toRecordDocument(recordRow(change, 1)));
    this.#figures.records += 1;
    const seq = (this.#heads.get(department) ?? 0) + 1;
    this.#heads.set(department, seq);
    const entries = this.#open.get(department) ?? [];
    this.#open.set(department, entries);
    entries.push(journalEntry(department, seq, change, 1));
    if (entries.length === MAX_COMMIT_ENTRIES) this.#closeCommit(department);
  }

  #closeCommit(department: string): void {
    const entries = this.#open.get(department) ?? [];
    this.#open.delete(department);
    const firstSeq = entries[0]?.seq ?? 0;
    const lastSeq = firstSeq + entries.length - 1;
    const _id = commitKey(department, firstSeq);
    this.#commits.push({ _id, department, firstSeq, lastSeq, entries: entries.map(toCommitEntry) });
  }

  async #insert(): Promise<void> {
    this.#confirm();
    const { subjects, records, commits } = this.#collections;
    const [newSubjects, newRecords, newCommits] = [this.#subjects, this.#records, this.#commits];
    [this.#subjects, this.#records, this.#commits] = [[], [], []];
    // One after the other: a failed one must not leave another one under way, which would land after the clearing.
    if (newSubjects.length > 0) await subjects.insertMany(newSubjects, UNORDERED);
    if (newRecords.length > 0) await records.insertMany(newRecords, UNORDERED);
    if (newCommits.length > 0) await commits.insertMany(newCommits, UNORDERED);
    this.#onProgress({ ...this.#figures });
  }
}
