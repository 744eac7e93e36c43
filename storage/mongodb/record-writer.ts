import { setTimeout as wait } from 'node:timers/promises';
import type { ClientSession } from 'mongodb';
import { HubError } from '../../schema/errors.ts';
import type { PreparedChange, WriteOutcome } from '../port.ts';
import { type KnownRecord, planWrite } from '../write-plan.ts';
import type { Collections } from './collections.ts';
import { CommitLog, type LatestCommit } from './commit-log.ts';
import { batches, commitOf } from './commit-plan.ts';
import { CALL, type Connection, isDuplicateKey } from './connection.ts';
import type { RecordDocument } from './record-document.ts';
import { VersionArchive } from './version-archive.ts';

/** A writer that others keep from every journal number gives up after this time. */
const CONTEST_MS = 30_000;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 250;

/**
 * Writes records and their journal entries without transactions of many documents, which not every server has.
 *
 * A commit is inserted under the next journal number: the point at which the change has happened. Its records are
 * written from it, which may be done any number of times and by anyone, and then it is settled. Every writer first
 * settles what another one left behind; so at most the last commit is not settled, and a settled one has its records.
 * What its records replace is in the archive before they are written.
 *
 * Two departments never write the same record; nothing here would put their changes in an order.
 */
export class RecordWriter {
  readonly #client: Connection['client'];
  readonly #records: Collections['records'];
  readonly #archive: VersionArchive;
  readonly #log: CommitLog;
  /** The last write of each department in this process: they would only compete with each other. */
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor({ client, collections }: Connection) {
    this.#client = client;
    this.#records = collections.records;
    this.#archive = new VersionArchive(collections);
    this.#log = new CommitLog(collections.commits);
  }

  write(department: string, changes: readonly PreparedChange[]): Promise<readonly WriteOutcome[]> {
    const before = this.#queues.get(department) ?? Promise.resolve();
    const written = before.then(() => this.#writeAll(department, changes));
    const settled = written.catch(() => undefined); // it is reported to the caller, and does not stop the next one
    this.#queues.set(department, settled);
    return written;
  }

  /** Writes the records of commits that a crash left unsettled. */
  async recover(): Promise<void> {
    for (const commit of await this.#log.pending()) await this.#apply(commit);
  }

  async #writeAll(department: string, changes: readonly PreparedChange[]): Promise<readonly WriteOutcome[]> {
    const outcomes: WriteOutcome[] = [];
    for (const batch of batches(changes)) outcomes.push(...(await this.#writeBatch(department, batch)));
    return outcomes;
  }

  async #writeBatch(department: string, changes: readonly PreparedChange[]): Promise<readonly WriteOutcome[]> {
    const end = performance.now() + CONTEST_MS;
    for (let pauseMs = FIRST_PAUSE_MS; performance.now() < end; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      // In a causally consistent session a new primary, too, shows the records of the commit that was read before.
      const outcomes = await this.#client.withSession({ causalConsistency: true }, (session) =>
        this.#tryBatch(department, changes, session),
      );
      if (outcomes !== null) return outcomes;
      await wait(pauseMs * Math.random());
    }
    throw new HubError('STORE_UNAVAILABLE', { cause: new Error(`other writers of ${department} were always first`) });
  }

  /** Null where another writer took the journal number. */
  async #tryBatch(
    department: string,
    changes: readonly PreparedChange[],
    session: ClientSession,
  ): Promise<readonly WriteOutcome[] | null> {
    const latest = await this.#log.latest(department, session);
    if (latest?.pending) await this.#apply(latest, session);
    const known = await this.#known(changes, session);
    const plan = planWrite(department, latest?.lastSeq ?? 0, known, changes);
    const commit = commitOf(department, plan);
    if (commit === null) return plan.outcomes;
    if (!(await this.#log.append(commit, session))) return null;
    await this.#apply(commit, session);
    return plan.outcomes;
  }

  async #known(changes: readonly PreparedChange[], session: ClientSession): Promise<Map<string, KnownRecord>> {
    const ids = [...new Set(changes.map(({ id }) => id))];
    const [only] = ids;
    const filter = ids.length === 1 && only !== undefined ? { _id: only } : { _id: { $in: ids } };
    const projection = { version: 1, contentHash: 1, state: 1 };
    const found = await this.#records.find(filter, { ...CALL, session, projection }).toArray();
    return new Map(found.map((record) => [record._id, record]));
  }

  async #apply(commit: LatestCommit, session?: ClientSession): Promise<void> {
    const options = { ...CALL, ...(session ? { session } : {}), ordered: false };
    await this.#archive.keep(commit, options);
    await this.#insert(commit.inserts ?? [], options);
    await this.#replace(commit.replacements ?? [], options);
    await this.#log.settle(commit._id, session);
  }

  async #insert(records: readonly RecordDocument[], options: { ordered: boolean }): Promise<void> {
    if (records.length === 0) return;
    try {
      await this.#records.insertMany(records, options);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error; // what is there was inserted from this commit
    }
  }

  /** Leaves what a later commit has written. */
  async #replace(records: readonly RecordDocument[], options: { ordered: boolean }): Promise<void> {
    if (records.length === 0) return;
    const operations = records.map(({ _id, ...replacement }) => ({
      replaceOne: { filter: { _id, version: { $lt: replacement.version } }, replacement },
    }));
    await this.#records.bulkWrite(operations, options);
  }
}
