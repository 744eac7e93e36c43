import { HubError } from '../../../schema/errors.ts';
import { CALL, type Connection, isDuplicateKey, LONG_CALL, MongoPlace } from '../../mongodb/connection.ts';
import { audited } from '../audited.ts';
import { entryText } from '../entry-text.ts';
import { GroupCommit } from '../group-commit.ts';
import { HASH_ALGORITHMS } from '../hash-algorithm.ts';
import type {
  AuditEntry,
  AuditFigure,
  AuditLedger,
  AuditPage,
  AuditQuery,
  AuditReceiptPlace,
  ChainedEntry,
  SealedSegment,
} from '../port.ts';
import type { SealingRule } from '../sealing-rule.ts';
import type { UsageKind } from '../usage.ts';
import { SegmentLog } from './segment-log.ts';
import { createTrailIndexes, type TrailCollections, trailCollections } from './trail-collections.ts';
import { TrailReader } from './trail-reader.ts';
import { TrailWriter } from './trail-writer.ts';
import { UsageCounters } from './usage-counters.ts';

/** Version of the documents; a trail of another version is refused. */
const FORMAT = '1';

/**
 * Opens the trail of a MongoDB database, or makes a new one by the rule; one that is there keeps its own.
 *
 * @throws HubError CONFIG_INVALID, STORE_DAMAGED, AUDIT_UNAVAILABLE
 */
export async function openMongoTrail(url: string, rule: SealingRule): Promise<AuditLedger> {
  const place = new MongoPlace(url);
  const kept = await audited(() => place.using(LONG_CALL, (connection) => prepare(connection, rule)));
  if (kept === null) {
    const problem = `it is no audit trail of format ${FORMAT}.`;
    throw new HubError('STORE_DAMAGED', { details: { file: place.name, problem } });
  }
  return new MongoTrail(await audited(() => place.connect(CALL)), kept, place.name);
}

/** Whether the database holds a trail. */
export async function mongoTrailExists(url: string): Promise<boolean> {
  const place = new MongoPlace(url);
  const find = (connection: Connection) => collectionsOf(connection).meta.findOne({ _id: 'trail' }, CALL);
  return (await audited(() => place.using(CALL, find))) !== null;
}

/** The trail in a MongoDB database. Any number of processes may append to it. */
class MongoTrail implements AuditLedger {
  readonly description: string;
  readonly rule: SealingRule;
  readonly #client: Connection['client'];
  readonly #reader: TrailReader;
  readonly #segments: SegmentLog;
  readonly #usage: UsageCounters;
  readonly #writer: TrailWriter;
  readonly #group: GroupCommit;

  constructor(connection: Connection, rule: SealingRule, name: string) {
    const { commits, segments, usage } = collectionsOf(connection);
    this.description = `audit trail ${name}`;
    this.rule = rule;
    this.#client = connection.client;
    this.#reader = new TrailReader(commits);
    this.#segments = new SegmentLog(segments, rule, (from, to) => this.#reader.places(from, to));
    this.#usage = new UsageCounters(usage);
    this.#writer = new TrailWriter(commits, rule, this.#segments, this.#usage);
    this.#group = new GroupCommit((texts) => this.#writer.append(texts));
  }

  append(entry: AuditEntry): Promise<AuditReceiptPlace> {
    return this.#group.append(entryText(entry));
  }

  entry(seq: number): Promise<ChainedEntry | null> {
    return audited(() => this.#reader.entry(seq));
  }

  entries(after: number, limit: number): Promise<readonly ChainedEntry[]> {
    return audited(() => this.#reader.entries(after, limit));
  }

  find(query: AuditQuery): Promise<AuditPage> {
    return audited(() => this.#reader.find(query));
  }

  segments(): Promise<readonly SealedSegment[]> {
    return audited(() => this.#segments.all());
  }

  uses(agreement: string, day: string): Promise<number> {
    return audited(() => this.#usage.uses(agreement, day));
  }

  figures(by: UsageKind, since: string): Promise<readonly AuditFigure[]> {
    return audited(() => this.#usage.figures(by, since));
  }

  head(): Promise<number> {
    return audited(() => this.#writer.settle());
  }

  firstHidden(entries: readonly ChainedEntry[]): Promise<number | null> {
    return audited(() => this.#reader.firstHidden(entries));
  }

  seal(): Promise<SealedSegment | null> {
    return audited(async () => this.#segments.sealUpTo(await this.#writer.settle()));
  }

  async close(): Promise<void> {
    await this.#group.close();
    await this.#writer.idle();
    await this.#client.close();
  }
}

function collectionsOf({ client, collections }: Connection): TrailCollections {
  return trailCollections(client.db(collections.meta.dbName));
}

/** The rule of the trail, which is made where there is none; null for one of another format. */
async function prepare(connection: Connection, rule: SealingRule): Promise<SealingRule | null> {
  const collections = collectionsOf(connection);
  try {
    await collections.meta.insertOne({ _id: 'trail', format: FORMAT, ...rule }, CALL);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  await createTrailIndexes(collections, LONG_CALL);
  const kept = await collections.meta.findOne({ _id: 'trail' }, CALL);
  const algorithm = HASH_ALGORITHMS.find((known) => known === kept?.algorithm);
  if (kept?.format !== FORMAT || algorithm === undefined) return null;
  return { algorithm, segmentEntries: kept.segmentEntries };
}
