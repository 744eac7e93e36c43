import { CALL } from '../../mongodb/connection.ts';
import { entryTerms, queryTerms } from '../entry-terms.ts';
import type { AuditPage, AuditQuery, AuditReceiptPlace, ChainedEntry } from '../port.ts';
import { queryMatch } from '../query-match.ts';
import { MAX_COMMIT_ENTRIES } from '../sealing-rule.ts';
import { entriesOf } from './commit-document.ts';
import { seqKey, type TrailCollections } from './trail-collections.ts';

/** What is read of a commit; its terms may be many. */
const PROJECTION = { firstSeq: 1, lastSeq: 1, entries: 1 } as const;

/** Commits of one answer of the server. */
const BATCH_SIZE = 50;

/** Reads the entries of a trail. */
export class TrailReader {
  readonly #commits: TrailCollections['commits'];

  constructor(commits: TrailCollections['commits']) {
    this.#commits = commits;
  }

  async entry(seq: number): Promise<ChainedEntry | null> {
    const [found] = await this.entries(seq - 1, 1);
    return found?.seq === seq ? found : null;
  }

  async entries(after: number, limit: number): Promise<readonly ChainedEntry[]> {
    const entries: ChainedEntry[] = [];
    for await (const commit of this.#commitsAfter(after)) {
      entries.push(...entriesOf(commit).filter(({ seq }) => seq > after));
      if (entries.length >= limit) break;
    }
    return entries.slice(0, limit);
  }

  async places(from: number, to: number): Promise<readonly AuditReceiptPlace[]> {
    const places: AuditReceiptPlace[] = [];
    for await (const commit of this.#commitsAfter(from - 1)) {
      places.push(...commit.entries.map(({ hash }, index) => ({ seq: commit.firstSeq + index, hash })));
      if (commit.lastSeq >= to) break;
    }
    return places.filter(({ seq }) => seq >= from && seq <= to);
  }

  async find(query: AuditQuery): Promise<AuditPage> {
    const matches = queryMatch(query);
    const entries: ChainedEntry[] = [];
    const options = { ...CALL, projection: PROJECTION, sort: { _id: -1 }, batchSize: BATCH_SIZE } as const;
    for await (const commit of this.#commits.find(commitFilter(query), options)) {
      entries.push(...entriesOf(commit).filter(matches).reverse());
      if (entries.length > query.first) break;
    }
    return { entries: entries.slice(0, query.first), hasNextPage: entries.length > query.first };
  }

  /** By what stands in the commits, which is what they are found by. */
  async firstHidden(entries: readonly ChainedEntry[]): Promise<number | null> {
    const [from, to] = [entries[0]?.seq ?? 0, entries.at(-1)?.seq ?? 0];
    const earliest = Math.max(1, from + 1 - MAX_COMMIT_ENTRIES);
    const commits = await this.#commits
      .find(
        { _id: { $gte: seqKey(earliest), $lte: seqKey(to) } },
        { ...CALL, projection: { firstSeq: 1, lastSeq: 1, terms: 1, firstAt: 1, lastAt: 1 } },
      )
      .toArray();
    const isFound = ({ seq, entry }: ChainedEntry) => {
      const commit = commits.find(({ firstSeq, lastSeq }) => firstSeq <= seq && seq <= lastSeq);
      if (commit === undefined || entry.at < commit.firstAt || entry.at > commit.lastAt) return false;
      return entryTerms(entry).every((term) => commit.terms.includes(term));
    };
    return entries.find((entry) => !isFound(entry))?.seq ?? null;
  }

  #commitsAfter(after: number) {
    // A commit that begins earlier than this ends before the number.
    const earliest = Math.max(1, after + 2 - MAX_COMMIT_ENTRIES);
    return this.#commits.find(
      { _id: { $gte: seqKey(earliest) }, lastSeq: { $gt: after } },
      { ...CALL, projection: PROJECTION, sort: { _id: 1 }, batchSize: BATCH_SIZE },
    );
  }
}

/** Commits that may hold an entry that matches. */
function commitFilter({ before, since, until, ...query }: AuditQuery) {
  const terms = queryTerms(query);
  return {
    ...(before === undefined ? {} : { _id: { $lt: seqKey(before) } }),
    ...(terms.length === 0 ? {} : { terms: { $all: [...terms] } }),
    ...(since === undefined ? {} : { lastAt: { $gte: since } }),
    ...(until === undefined ? {} : { firstAt: { $lt: until } }),
  };
}
