import type { Filter, MongoClient } from 'mongodb';
import { CALL, guarded, LONG_CALL, MongoPlace } from '../../mongodb/connection.ts';
import { insertOnce } from '../../mongodb/insert-once.ts';
import { refuseOtherFormat } from '../../mongodb/place-meta.ts';
import type {
  CaseEvent,
  CasePage,
  CaseVersion,
  CoordinationStore,
  DeskPage,
  DeskQuery,
  HistoryPage,
  HistoryQuery,
  LogPage,
  LogQuery,
  StoredCase,
  SubjectCaseQuery,
} from '../port.ts';
import { CaseCollection } from './case-collection.ts';
import { CaseLog } from './case-log.ts';
import { type Collections, collectionsOf, createIndexes, type DeskDocument } from './collections.ts';

/** Version of the documents; a store of another version is refused. */
const FORMAT = '2';

/**
 * Opens the collections in the hub's MongoDB database, or makes them.
 *
 * @throws HubError CONFIG_INVALID for an address that cannot be read, STORE_UNAVAILABLE, STORE_DAMAGED.
 */
export async function openMongoCoordination(url: string): Promise<CoordinationStore> {
  const place = new MongoPlace(url);
  await guarded(() =>
    place.using(LONG_CALL, async ({ client, collections }) => {
      const own = collectionsOf(client.db(collections.meta.dbName));
      await checkFormat(own, place.name);
      await createIndexes(own);
    }),
  );
  const { client, collections } = await place.connect(CALL);
  return new MongoCoordination(client, collectionsOf(client.db(collections.meta.dbName)), place.name);
}

async function checkFormat({ meta }: Collections, place: string): Promise<void> {
  await insertOnce(meta, { _id: 'coordination', format: FORMAT });
  refuseOtherFormat((await meta.findOne({ _id: 'coordination' }, CALL))?.format, FORMAT, place);
}

/** Any number of processes may open it. */
class MongoCoordination implements CoordinationStore {
  readonly description: string;
  readonly #client: MongoClient;
  readonly #desks: Collections['desks'];
  readonly #cases: CaseCollection;
  readonly #log: CaseLog;

  /** Takes over the client. */
  constructor(client: MongoClient, collections: Collections, name: string) {
    this.description = `MongoDB coordination store ${name}`;
    this.#client = client;
    this.#desks = collections.desks;
    this.#cases = new CaseCollection(collections, name);
    this.#log = new CaseLog(collections);
  }

  save(version: CaseVersion): Promise<boolean> {
    return guarded(async () => {
      const isSaved = await this.#cases.save(version);
      // It is saved whatever comes of this: who reads the log brings in what is left.
      if (isSaved) await this.#log.bringIn().catch(() => undefined);
      return isSaved;
    });
  }

  case(id: string): Promise<StoredCase | null> {
    return guarded(() => this.#cases.byId(id));
  }

  timeline(id: string): Promise<readonly CaseEvent[]> {
    return guarded(() => this.#cases.timeline(id));
  }

  casesOfSubjects(kind: string, subjectIds: readonly string[]) {
    return guarded(() => this.#cases.ofSubjects(kind, subjectIds));
  }

  subjectCases(query: SubjectCaseQuery): Promise<CasePage> {
    return guarded(() => this.#cases.page(query));
  }

  desk(query: DeskQuery): Promise<DeskPage> {
    return guarded(async () => {
      const options = { ...CALL, sort: { since: 1, caseId: 1, ref: 1 }, limit: query.first + 1 } as const;
      const found = await this.#desks.find(filterOf(query), options).toArray();
      const entries = found.slice(0, query.first);
      const cases = await this.#cases.headsOf(entries.map(({ caseId }) => caseId));
      const items = entries.flatMap(({ _id, caseId, version, ...entry }) => {
        const held = cases.get(caseId);
        return held === undefined ? [] : [{ entry, case: held }]; // a writer is about to put the case
      });
      return { items, hasNextPage: found.length > query.first };
    });
  }

  log(query: LogQuery): Promise<LogPage> {
    return guarded(() => this.#log.page(query));
  }

  histories(query: HistoryQuery): Promise<HistoryPage> {
    return guarded(() => this.#cases.histories(query));
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}

function filterOf(query: DeskQuery): Filter<DeskDocument> {
  const { kind, department, states, dueBefore, notDueBefore, openOn, closedWithin, after } = query;
  const all: Filter<DeskDocument>[] = [{ kind }];
  if (department !== undefined) all.push({ department });
  if (states !== undefined) all.push({ state: { $in: [...states] } });
  if (dueBefore !== undefined) all.push({ dueOn: { $lt: dueBefore } });
  if (notDueBefore !== undefined) all.push({ $or: [{ dueOn: null }, { dueOn: { $gte: notDueBefore } }] });
  if (openOn !== undefined) all.push({ $or: [{ openUntil: null }, { openUntil: { $gte: openOn } }] });
  if (closedWithin !== undefined) all.push({ openUntil: { $gte: closedWithin.from, $lt: closedWithin.before } });
  if (after !== undefined) {
    const { since, caseId, ref } = after;
    all.push({
      $or: [{ since: { $gt: since } }, { since, caseId: { $gt: caseId } }, { since, caseId, ref: { $gt: ref } }],
    });
  }
  return { $and: all };
}
