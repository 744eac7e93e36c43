import type { Collection } from 'mongodb';
import type { KeyRing } from '../key-ring.ts';
import type { Subject, SubjectPage, SubjectSearch } from '../port.ts';
import { CALL, isDuplicateKey } from './connection.ts';
import { NameSearch } from './name-search.ts';
import { type SubjectDocument, toSubject, toSubjectDocument } from './subject-document.ts';

const SAVE_BATCH = 1_000;

/** Reads and writes subjects of the MongoDB store, and searches their names. */
export class SubjectCollection {
  readonly #subjects: Collection<SubjectDocument>;
  readonly #keys: KeyRing;

  constructor(subjects: Collection<SubjectDocument>, keys: KeyRing) {
    this.#subjects = subjects;
    this.#keys = keys;
  }

  async byId(ids: readonly string[]): Promise<Map<string, Subject>> {
    const found = await this.#subjects.find({ _id: { $in: [...ids] } }, CALL).toArray();
    return new Map(found.map((document) => [document._id, toSubject(document)]));
  }

  async byNumber(values: readonly string[]): Promise<Map<string, readonly Subject[]>> {
    const options = { ...CALL, sort: { _id: 1 } } as const;
    const found = await this.#subjects.find({ numbers: { $in: [...values] } }, options).toArray();
    const bearers = (value: string) => found.filter(({ numbers }) => numbers.includes(value)).map(toSubject);
    return new Map(values.map((value) => [value, bearers(value)] as const).filter(([, { length }]) => length > 0));
  }

  search(search: SubjectSearch): Promise<SubjectPage> {
    return new NameSearch(this.#subjects, search).page();
  }

  /** Inserts or replaces; the last of several with one id counts. */
  async save(subjects: readonly Subject[]): Promise<void> {
    const latest = [...new Map(subjects.map((subject) => [subject.id, subject])).values()];
    for (let from = 0; from < latest.length; from += SAVE_BATCH) {
      await this.#saveBatch(latest.slice(from, from + SAVE_BATCH));
    }
  }

  async #saveBatch(subjects: readonly Subject[]): Promise<void> {
    const operations = subjects.map((subject) => {
      const { _id, ...replacement } = toSubjectDocument(this.#keys, subject);
      return { replaceOne: { filter: { _id }, replacement, upsert: true } };
    });
    try {
      await this.#subjects.bulkWrite(operations, CALL);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      // Another writer inserted one of them in the same moment: now there is something to replace.
      await this.#subjects.bulkWrite(operations, CALL);
    }
  }
}
