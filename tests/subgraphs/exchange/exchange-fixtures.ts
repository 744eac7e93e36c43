import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql } from 'graphql';
import { keyedAdapter } from '../../../cli/open-store.ts';
import type { Caller, Passport } from '../../../schema/access/passport.ts';
import { openPullers } from '../../../storage/exchange/open-pullers.ts';
import type { ChangeReason, HubStore, RecordChange, RecordContent, Subject } from '../../../storage/port.ts';
import { recordId } from '../../../storage/record-id.ts';
import { accessFor } from '../../../subgraphs/_runtime/access/access.ts';
import { exchangedItems } from '../../../subgraphs/_runtime/exchange.ts';
import { loadSubgraphs } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import { subgraphContext } from '../../../subgraphs/_runtime/subgraph-context.ts';
import { NO_SERVICES } from '../../../subgraphs/_runtime/subgraph-services.ts';
import { NOON } from '../../harness/test-hub.ts';
import { passportWith, type TestGrant } from '../passports.ts';
import { TOWN } from '../small-town.ts';

export const ACCIDENT = { type: 'SafetyAccident', department: 'emergency', scope: 'emergency.accident:read' } as const;

/** A change as the exchange tells it. */
export interface ToldChange {
  readonly operation: 'UPSERT' | 'WITHDRAW';
  readonly reason: string | null;
  readonly item: string;
  readonly recordId: string;
  readonly version: number;
  readonly subject: { readonly id: string } | null;
  readonly record: { readonly __typename: string } | null;
}

export interface ToldPage {
  readonly nodes: readonly ToldChange[];
  readonly rightsChanged: readonly string[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface PageArguments {
  readonly after?: string | null;
  readonly first?: number;
  readonly departments?: readonly string[];
  readonly items?: readonly string[];
}

/** The exchange over a store that is empty but for the subjects of the small town. */
export interface TestExchange {
  readonly store: HubStore;
  /** Where the embedded store and the keys are. */
  readonly folder: string;
  /** The store as another process would open it; to be closed. */
  openAnother(): Promise<HubStore>;
  ask(
    passport: Passport,
    query: string,
    variables?: object,
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is the query's
  ): Promise<{ readonly data?: any; readonly codes: readonly unknown[]; readonly disclosed: readonly string[] }>;
  /** A page; fails where there is an error. */
  page(passport: Passport, args?: PageArguments): Promise<ToldPage>;
  /** Code of the error that a page ends with. */
  refusal(passport: Passport, args: PageArguments): Promise<unknown>;
  [Symbol.asyncDispose](): Promise<void>;
}

const CHANGES = `query ($after: String, $first: Int, $departments: [String!], $items: [String!]) {
  changes(after: $after, first: $first, departments: $departments, items: $items) {
    nodes { operation reason item recordId version subject { id } record { __typename } }
    rightsChanged
    pageInfo { hasNextPage endCursor }
  }
}`;

/** @param location as `--store` gives it, of a place on a server that the test has to itself; none for the embedded engine */
export async function testExchange(location?: string): Promise<TestExchange> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const options = { data: folder, ...(location === undefined ? {} : { store: location }) };
  const { adapter } = await keyedAdapter(options, true);
  const store = await adapter.open();
  await store.saveSubjects(Object.values(TOWN));
  const subgraphs = await departments();
  const pullers = await openPullers(location, folder);
  const services = { ...NO_SERVICES, exchange: { pullers, items: exchangedItems(subgraphs) } };
  const own = subgraphs.find(({ department }) => department.code === 'exchange');
  if (own === undefined) throw new Error('there is no subgraph of the exchange');
  const ask: TestExchange['ask'] = async (passport, source, variables = {}) => {
    const contextValue = subgraphContext({ store, access: accessFor(own, passport), passport, services, now: NOON });
    const { data, errors = [] } = await graphql({
      schema: own.schema(),
      source,
      contextValue,
      variableValues: { ...variables },
    });
    const codes = errors.map(({ originalError }) => (originalError as { code?: unknown } | undefined)?.code);
    return { data: JSON.parse(JSON.stringify(data ?? null)), codes, disclosed: contextValue.disclosed.subjects };
  };
  return {
    folder,
    store,
    openAnother: () => adapter.open(),
    ask,
    page: async (passport, args = {}) => {
      const { data, codes } = await ask(passport, CHANGES, args);
      if (codes.length > 0) throw new Error(`refused: ${codes}`);
      return data.changes;
    },
    refusal: async (passport, args) => (await ask(passport, CHANGES, args)).codes[0],
    [Symbol.asyncDispose]: async () => {
      await pullers.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Read once: they hold nothing of a test's own. */
function departments(): ReturnType<typeof loadSubgraphs> {
  loaded ??= loadSubgraphs();
  return loaded;
}

let loaded: ReturnType<typeof loadSubgraphs> | undefined;

/** A platform with these grants, under its purpose. */
export function platform(...grants: readonly TestGrant[]): Passport {
  return callerWith({ kind: 'platform', id: 'platform:region', department: null, subject: null }, ...grants);
}

export function callerWith(caller: Caller, ...grants: readonly TestGrant[]): Passport {
  const passport = passportWith(...grants);
  const rightsKey = createHash('sha256')
    .update(JSON.stringify([caller, passport.rightsKey]))
    .digest('base64url');
  return { ...passport, caller, purpose: 'platform-exchange', rightsKey };
}

/** What a test says of a record; the rest is filled in. */
export interface Sketch extends Partial<Omit<RecordContent, 'subjectId' | 'subjectKind'>> {
  readonly about?: Subject;
  readonly reason?: ChangeReason;
}

export function idOf(type: string, key: string): string {
  return recordId(type, [key]);
}

/** A published penalty, in publicity, unless the sketch says otherwise. */
export function change(key: string, { about = TOWN.near, reason = 'REPORTED', ...content }: Sketch = {}): RecordChange {
  const type = content.type ?? 'MarketPenalty';
  return {
    id: idOf(type, key),
    operation: content.state === 'WITHDRAWN' ? 'WITHDRAW' : 'UPSERT',
    reason,
    reportedAt: '2026-02-02T01:00:00Z',
    content: {
      type,
      subjectId: about.id,
      subjectKind: about.kind,
      state: 'EFFECTIVE',
      documentNo: key,
      decidingOrgCode: '11451100MB0T010261',
      decisionDate: '2026-02-01',
      publicityStartDate: '2026-02-01',
      publicityEndDate: '2027-06-01',
      fields: {},
      sealed: {},
      ...content,
    },
  };
}

/** Somebody who applies what it is told, as a puller does. */
export class Puller {
  readonly #exchange: TestExchange;
  readonly #passport: Passport;
  readonly #args: PageArguments;
  /** Version of each record that it holds. */
  readonly held = new Map<string, number>();
  cursor: string | null = null;

  constructor(exchange: TestExchange, passport: Passport, args: PageArguments = {}) {
    this.#exchange = exchange;
    this.#passport = passport;
    this.#args = args;
  }

  /** Applies the next page. */
  async pull(): Promise<ToldPage> {
    const page = await this.#exchange.page(this.#passport, { ...this.#args, after: this.cursor });
    for (const { operation, recordId: id, version } of page.nodes) {
      if (operation === 'UPSERT') this.held.set(id, version);
      else this.held.delete(id);
    }
    this.cursor = page.pageInfo.endCursor;
    return page;
  }

  async pullAll(): Promise<void> {
    while ((await this.pull()).pageInfo.hasNextPage);
  }
}
