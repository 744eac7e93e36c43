import { setTimeout as wait } from 'node:timers/promises';
import { CALL, isDuplicateKey } from '../../mongodb/connection.ts';
import { genesis } from '../chain.ts';
import type { AuditReceiptPlace } from '../port.ts';
import type { SealingRule } from '../sealing-rule.ts';
import { usageOf } from '../usage.ts';
import { commitAfter, entriesOf } from './commit-document.ts';
import type { SegmentLog } from './segment-log.ts';
import type { CommitDocument, TrailCollections } from './trail-collections.ts';
import type { UsageCounters } from './usage-counters.ts';

/** A writer that others keep from every number gives up after this time. */
const CONTEST_MS = 15_000;
const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 100;

/**
 * Writes entries without transactions of many documents, which not every server has.
 *
 * A commit is inserted under the number after the last one: from then on its entries are in the chain. It is counted, and
 * due segments are sealed, after that, which may be done any number of times and by anyone; then it is settled. Every
 * writer first settles what another one left behind, so that at most the last commit is not settled.
 */
export class TrailWriter {
  readonly #commits: TrailCollections['commits'];
  readonly #rule: SealingRule;
  readonly #segments: SegmentLog;
  readonly #usage: UsageCounters;
  /** The last entry, as this process knows it; another writer may have come after it. */
  #known: AuditReceiptPlace | undefined;
  /** Settles this process's last commit while its requests are answered already. */
  #settling: Promise<void> = Promise.resolve();

  constructor(commits: TrailCollections['commits'], rule: SealingRule, segments: SegmentLog, usage: UsageCounters) {
    this.#commits = commits;
    this.#rule = rule;
    this.#segments = segments;
    this.#usage = usage;
  }

  /** Appends the texts together. Not to be called again before it has ended. */
  async append(texts: readonly string[]): Promise<readonly AuditReceiptPlace[]> {
    await this.#settling;
    const end = performance.now() + CONTEST_MS;
    for (let pauseMs = FIRST_PAUSE_MS; performance.now() < end; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const head = this.#known ?? (await this.#settledHead());
      const commit = commitAfter(this.#rule.algorithm, head, texts);
      this.#known = undefined; // until it is certain that the commit is the last one
      if (await this.#insert(commit)) {
        this.#settling = this.#settleInBackground(commit);
        return commit.entries.map(({ hash }, index) => ({ seq: commit.firstSeq + index, hash }));
      }
      await wait(pauseMs * Math.random());
    }
    throw new Error('other writers were always first');
  }

  /** Resolves when nothing goes on behind what was answered. */
  async idle(): Promise<void> {
    await this.#settling;
  }

  /** Settles what is open. Resolves to the number of the last entry, 0 for none. */
  async settle(): Promise<number> {
    await this.#settling;
    return (await this.#settledHead()).seq;
  }

  async #settledHead(): Promise<AuditReceiptPlace> {
    const last = await this.#commits.findOne({}, { ...CALL, sort: { _id: -1 } });
    if (last === null) return genesis(this.#rule.algorithm);
    if (last.pending) await this.#settle(last);
    return { seq: last.lastSeq, hash: last.head };
  }

  /** False where another writer was first. */
  async #insert(commit: CommitDocument): Promise<boolean> {
    try {
      await this.#commits.insertOne(commit, CALL);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async #settleInBackground(commit: CommitDocument): Promise<void> {
    try {
      await this.#settle(commit);
      this.#known = { seq: commit.lastSeq, hash: commit.head };
    } catch {
      // The entries are safe. The next commit finds this one unsettled, and says what is wrong if it still is.
    }
  }

  async #settle(commit: CommitDocument): Promise<void> {
    const usage = usageOf(entriesOf(commit).map(({ entry }) => entry));
    await this.#usage.add(usage, commit.firstSeq, commit.lastSeq);
    await this.#segments.sealDue(commit.lastSeq);
    await this.#commits.updateOne({ _id: commit._id }, { $unset: { pending: '' } }, CALL);
  }
}
