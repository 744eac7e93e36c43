import type { ClientSession } from 'mongodb';
import type { StoredRecord } from '../port.ts';
import type { Collections } from './collections.ts';
import type { LatestCommit } from './commit-log.ts';
import { CALL, isDuplicateKey } from './connection.ts';
import { type RecordDocument, toRecord } from './record-document.ts';
import { toReplacedRecord, toVersionDocument, versionKey } from './version-document.ts';

/** How a call of the writer runs. */
interface CallOptions {
  readonly maxTimeMS: number;
  readonly ordered: boolean;
  readonly session?: ClientSession;
}

/** The versions of records that others have replaced. */
export class VersionArchive {
  readonly #records: Collections['records'];
  readonly #versions: Collections['versions'];

  constructor({ records, versions }: Collections) {
    this.#records = records;
    this.#versions = versions;
  }

  /**
   * Keeps what the commit replaces; to be called before its records are written, any number of times. A record that is past
   * the commit already was kept by whoever has written it.
   */
  async keep({ passed = [], replacements = [] }: LatestCommit, options: CallOptions): Promise<void> {
    const replaced = await this.#stillThere(replacements, options);
    const versions = [...replaced, ...passed].map(toVersionDocument);
    if (versions.length === 0) return;
    try {
      await this.#versions.insertMany(versions, options);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error; // what is there was kept from this commit
    }
  }

  /** All versions of a record, oldest first. */
  async versions(type: string, id: string): Promise<readonly StoredRecord[]> {
    // The record first: what it replaces is in the archive by then. What others replace meanwhile is not looked at.
    const current = await this.#records.findOne({ _id: id, type }, CALL);
    if (current === null) return [];
    const keys = { $gte: versionKey(id, 0), $lt: versionKey(id, current.version) };
    const replaced = await this.#versions
      .find({ _id: keys, recordId: id, type }, { ...CALL, sort: { _id: 1 } })
      .toArray();
    return [...replaced.map(toReplacedRecord), current].map(toRecord);
  }

  async #stillThere(
    replacements: readonly RecordDocument[],
    { maxTimeMS, session }: CallOptions,
  ): Promise<readonly RecordDocument[]> {
    if (replacements.length === 0) return [];
    const versions = new Map(replacements.map(({ _id, version }) => [_id, version]));
    const found = await this.#records
      .find({ _id: { $in: [...versions.keys()] } }, { maxTimeMS, ...(session ? { session } : {}) })
      .toArray();
    return found.filter(({ _id, version }) => version < (versions.get(_id) ?? 0));
  }
}
