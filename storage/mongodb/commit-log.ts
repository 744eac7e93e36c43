import type { ClientSession, Collection } from 'mongodb';
import type { JournalEntry } from '../port.ts';
import { type CommitDocument, commitKey, lastCommitKey, MAX_COMMIT_ENTRIES, toEntry } from './commit-document.ts';
import { CALL, isDuplicateKey } from './connection.ts';

/** The latest commit of a department, without its entries. */
export type LatestCommit = Omit<CommitDocument, 'entries'>;

/** The commits of all departments, in which their journals lie. */
export class CommitLog {
  readonly #commits: Collection<CommitDocument>;

  constructor(commits: Collection<CommitDocument>) {
    this.#commits = commits;
  }

  async latest(department: string, session?: ClientSession): Promise<LatestCommit | null> {
    return this.#commits.findOne(commitsOf(department, 1), {
      ...CALL,
      ...(session ? { session } : {}),
      projection: { entries: 0 },
      sort: { _id: -1 },
    });
  }

  /** False where another writer was first. */
  async append(commit: CommitDocument, session?: ClientSession): Promise<boolean> {
    try {
      await this.#commits.insertOne(commit, { ...CALL, ...(session ? { session } : {}) });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Makes the entries of a commit visible, whose records are written. */
  async settle(key: string, session?: ClientSession): Promise<void> {
    await this.#commits.updateOne(
      { _id: key },
      { $unset: { pending: '', passed: '', inserts: '', replacements: '' } },
      { ...CALL, ...(session ? { session } : {}) },
    );
  }

  /** Commits of all departments whose records may not be written. */
  async pending(): Promise<readonly LatestCommit[]> {
    return this.#commits.find({ pending: true }, { ...CALL, projection: { entries: 0 } }).toArray();
  }

  /** Visible entries after the number, in order. */
  async entries(department: string, after: number, limit: number): Promise<readonly JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for await (const commit of this.#commitsAfter(department, after)) {
      // Asking the server for settled commits instead would leave a gap: this one may be settled and the next one
      // written while the server is between the two.
      if (commit.pending) break;
      for (const entry of commit.entries) if (entry.seq > after) entries.push(toEntry(department, entry));
      if (entries.length >= limit) break;
    }
    return entries.slice(0, limit);
  }

  /** The highest visible number; 0 for an empty journal. */
  async head(department: string): Promise<number> {
    const options = { ...CALL, projection: { lastSeq: 1, pending: 1 }, sort: { _id: -1 }, limit: 2 } as const;
    const latest = await this.#commits.find(commitsOf(department, 1), options).toArray();
    return latest.find(({ pending }) => !pending)?.lastSeq ?? 0;
  }

  /**
   * Forgets whole commits that end at the number or before, the oldest first; the one with the highest visible number stays. How many
   * entries were forgotten.
   */
  async compact(department: string, upTo: number): Promise<number> {
    const last = Math.min(upTo, (await this.head(department)) - 1);
    const filter = { ...commitsOf(department, 1), lastSeq: { $lte: last } };
    const projection = { firstSeq: 1, lastSeq: 1 };
    let forgotten = 0;
    for await (const { _id, firstSeq, lastSeq } of this.#commits.find(filter, {
      ...CALL,
      projection,
      sort: { _id: 1 },
    })) {
      const { deletedCount } = await this.#commits.deleteOne({ _id }, CALL);
      forgotten += deletedCount * (lastSeq - firstSeq + 1);
    }
    return forgotten;
  }

  #commitsAfter(department: string, after: number) {
    // A commit that begins earlier than this ends before the number.
    const earliest = Math.max(1, after + 2 - MAX_COMMIT_ENTRIES);
    return this.#commits.find(
      { ...commitsOf(department, earliest), lastSeq: { $gt: after } },
      { ...CALL, projection: { passed: 0, inserts: 0, replacements: 0 }, sort: { _id: 1 } },
    );
  }
}

/** By the range of keys, so that the index of `_id` serves; the department itself, should its code hold a slash. */
function commitsOf(department: string, firstSeq: number) {
  return { _id: { $gte: commitKey(department, firstSeq), $lte: lastCommitKey(department) }, department };
}
