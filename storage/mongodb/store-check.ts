import { HubError } from '../../schema/errors.ts';
import type { KeyRing } from '../key-ring.ts';
import { contentIsWhole } from '../record-check.ts';
import type { Collections } from './collections.ts';
import type { CommitDocument } from './commit-document.ts';
import { LONG_CALL } from './connection.ts';
import { type RecordDocument, toRecord } from './record-document.ts';
import { toReplacedRecord } from './version-document.ts';

/** Documents of one answer of the server. */
const BATCH = { ...LONG_CALL, batchSize: 500 } as const;

/** Reads the whole store: whether journal and records agree, and records say what their hashes were made of. */
export class StoreCheck {
  readonly #collections: Collections;
  readonly #keys: KeyRing;
  readonly #name: string;

  constructor(collections: Collections, keys: KeyRing, name: string) {
    this.#collections = collections;
    this.#keys = keys;
    this.#name = name;
  }

  /** @throws HubError STORE_DAMAGED that says what is wrong. */
  async run(): Promise<void> {
    const records = await this.#checkRecords();
    await this.#checkVersions();
    const { inserted, isWhole } = await this.#checkJournal();
    // More may have been inserted since the records were read.
    if (isWhole && inserted < records) throw this.#damaged(`${records - inserted} records are in no journal.`);
  }

  /** Number of records. */
  async #checkRecords(): Promise<number> {
    let count = 0;
    for await (const document of this.#collections.records.find({}, BATCH)) {
      count += 1;
      this.#checkContent(document);
    }
    return count;
  }

  async #checkVersions(): Promise<void> {
    for await (const version of this.#collections.versions.find({}, BATCH)) {
      this.#checkContent(toReplacedRecord(version));
    }
  }

  #checkContent(document: RecordDocument): void {
    if (contentIsWhole(this.#keys, toRecord(document), this.#name)) return;
    throw this.#damaged(`version ${document.version} of the record ${document._id} is not what was written.`);
  }

  /** Number of records that the journals insert, and whether none of them was compacted. */
  async #checkJournal(): Promise<{ readonly inserted: number; readonly isWhole: boolean }> {
    let inserted = 0;
    let isWhole = true;
    let before: Pick<CommitDocument, 'department' | 'lastSeq'> = { department: '', lastSeq: 0 };
    for await (const commit of this.#collections.commits.find({}, { ...BATCH, sort: { department: 1, firstSeq: 1 } })) {
      const isFirst = commit.department !== before.department;
      const expected = isFirst ? commit.firstSeq : before.lastSeq + 1;
      if (isFirst && commit.firstSeq > 1) isWhole = false;
      const whole = commit.firstSeq === expected && commit.entries.every(({ seq }, index) => seq === expected + index);
      if (!whole)
        throw this.#damaged(`the journal of ${commit.department} has a gap before number ${commit.firstSeq}.`);
      if (!commit.pending) await this.#checkEntries(commit);
      inserted += commit.entries.filter(({ version }) => version === 1).length;
      before = commit;
    }
    return { inserted, isWhole };
  }

  /** Each record must be there, in the entry's version or a later one. */
  async #checkEntries({ department, entries }: CommitDocument): Promise<void> {
    const ids = [...new Set(entries.map(({ recordId }) => recordId))];
    const projection = { version: 1, contentHash: 1 };
    const found = await this.#collections.records.find({ _id: { $in: ids } }, { ...BATCH, projection }).toArray();
    const records = new Map(found.map((record) => [record._id, record]));
    for (const { seq, recordId, version, contentHash } of entries) {
      const record = records.get(recordId);
      const agrees = record && (record.version > version || record.contentHash === contentHash);
      if (!agrees) throw this.#damaged(`the journal of ${department} and the record of number ${seq} disagree.`);
    }
  }

  #damaged(problem: string): HubError {
    return new HubError('STORE_DAMAGED', { details: { file: this.#name, problem } });
  }
}
