import DataLoader from 'dataloader';
import type { Passport } from '../../schema/access/passport.ts';
import type { HubStore, RecordPage, RecordQuery, StoredRecord, Subject } from '../../storage/port.ts';
import type { Access } from './access/access.ts';
import { Disclosed } from './disclosed.ts';
import { NO_SERVICES, type SubgraphServices } from './subgraph-services.ts';
import { NO_SUCCESSIONS, type Successions } from './succession/lineage-watch.ts';

/** What a context is made of. */
export interface ContextSetting {
  readonly store: HubStore;
  readonly access: Access;
  readonly passport: Passport;
  /** None unless given. */
  readonly services?: SubgraphServices;
  /** None unless given. */
  readonly successions?: Successions;
  /** The instant of the request. */
  readonly now: Date;
}

/** What every resolver of a subgraph is given, made anew for each request, so that nothing is cached between callers. */
export interface SubgraphContext extends SubgraphServices {
  readonly store: HubStore;
  /** What the caller may see of this department. */
  readonly access: Access;
  /** Who asks, what for, with which rights. */
  readonly passport: Passport;
  /** What the answer gives out. */
  readonly disclosed: Disclosed;
  /** Who succeeds whom. */
  readonly successions: Successions;
  /** The instant of the request. */
  readonly now: Date;
  /** Its day in the city (UTC+8), YYYY-MM-DD: what publicity periods are held against. */
  readonly today: string;
  readonly load: RequestLoaders;
}

/** Batches and remembers reads within one request. */
export interface RequestLoaders {
  subject(id: string): Promise<Subject | null>;
  record(type: string, id: string): Promise<StoredRecord | null>;
  /** All subjects that ask with the same query in the same tick are read in one call. */
  recordPage(query: RecordQuery, subjectId: string): Promise<RecordPage | null>;
}

/** Context of one attempt to answer a request. */
export function subgraphContext({
  store,
  access,
  passport,
  services = NO_SERVICES,
  successions = NO_SUCCESSIONS,
  now,
}: ContextSetting): SubgraphContext {
  const disclosed = new Disclosed();
  const today = cityDay(now);
  return { store, access, passport, disclosed, successions, ...services, now, today, load: requestLoaders(store) };
}

const CITY_OFFSET_MS = 8 * 3_600_000;

const DAY_MS = 24 * 3_600_000;

/** The day that was asked last; nearly every request asks for today's. */
let lastDay = { number: Number.NaN, text: '' };

/** The calendar day in China Standard Time, which has no daylight saving. */
export function cityDay(instant: Date): string {
  const number = Math.floor((instant.getTime() + CITY_OFFSET_MS) / DAY_MS);
  if (number !== lastDay.number) lastDay = { number, text: new Date(number * DAY_MS).toISOString().slice(0, 10) };
  return lastDay.text;
}

function requestLoaders(store: HubStore): RequestLoaders {
  const subjects = new DataLoader<string, Subject | null>(async (ids) => {
    const found = await store.subjectsById(ids);
    return ids.map((id) => found.get(id) ?? null);
  });
  const records = perKey(
    (type) =>
      new DataLoader<string, StoredRecord | null>(async (ids) => {
        const found = await store.recordsById(type, ids);
        return ids.map((id) => found.get(id) ?? null);
      }),
  );
  const pages = perKey(
    (key) =>
      new DataLoader<string, RecordPage | null>(async (subjectIds) => {
        const query = JSON.parse(key) as RecordQuery; // cast: the key is a query's JSON, written below
        const found = await store.recordsBySubject(query, subjectIds);
        return subjectIds.map((id) => found.get(id) ?? null);
      }),
  );
  return {
    subject: (id) => subjects.load(id),
    record: (type, id) => records(type).load(id),
    recordPage: (query, subjectId) => pages(JSON.stringify(query)).load(subjectId),
  };
}

function perKey<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
