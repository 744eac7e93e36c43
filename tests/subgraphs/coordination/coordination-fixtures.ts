import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphql } from 'graphql';
import { keyedAdapter } from '../../../cli/open-store.ts';
import type { Caller, Passport } from '../../../schema/access/passport.ts';
import { openTrail } from '../../../storage/audit/open-trail.ts';
import type { AuditTrail } from '../../../storage/audit/port.ts';
import { openCoordination } from '../../../storage/coordination/open-coordination.ts';
import type { CoordinationStore } from '../../../storage/coordination/port.ts';
import type { HubStore, RecordContent, Subject } from '../../../storage/port.ts';
import { recordId } from '../../../storage/record-id.ts';
import { accessFor } from '../../../subgraphs/_runtime/access/access.ts';
import type { CaseWork } from '../../../subgraphs/_runtime/case-work.ts';
import type { Coordination } from '../../../subgraphs/_runtime/coordination.ts';
import { exchangedItems } from '../../../subgraphs/_runtime/exchange.ts';
import { FiguresBook } from '../../../subgraphs/_runtime/figures/figures-book.ts';
import { loadSubgraphs } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import { cityDay, subgraphContext } from '../../../subgraphs/_runtime/subgraph-context.ts';
import { NO_SERVICES } from '../../../subgraphs/_runtime/subgraph-services.ts';
import { caseFacts } from '../../../subgraphs/coordination/case-facts.ts';
import { NOON } from '../../harness/test-hub.ts';
import { passportWith, type TestGrant } from '../passports.ts';
import { TOWN } from '../small-town.ts';

/** What a mutation of the coordination subgraph answers, and what it gave out. */
export interface Told {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is the query's
  readonly data: any;
  readonly codes: readonly unknown[];
  readonly subjects: readonly string[];
  readonly items: readonly string[];
}

/** The coordination over a store that is empty but for the subjects of the small town. */
export interface TestCoordination {
  /** Holds the stores of the embedded engine, and their keys. */
  readonly folder: string;
  readonly store: HubStore;
  readonly cases: CoordinationStore;
  readonly audit: AuditTrail;
  /** The same, as what decided cases are carried out on. */
  readonly work: CaseWork;
  /** On a day of the test's choice, noon of `NOON`'s unless it says; on other records than the town's where it gives them. */
  ask(passport: Passport, query: string, variables?: object, on?: string, records?: HubStore): Promise<Told>;
  /** Enters a subject and lets that take effect. The number of the entry. */
  listed(list: string, keeper: string, about: Subject, input?: object): Promise<string>;
  /** A department's own record of a list. Its id. */
  recorded(type: string, listKind: string, about: Subject, content?: Partial<RecordContent>): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

export const TODAY = cityDay(NOON);

/** Told on 2026-10-20, the subject can object no more on `TODAY`. */
const TOLD_ON = '2026-10-20';

/**
 * @param location of the cases, as `--store` gives it; empty for the embedded engine
 * @param setting what of the coordination is not as usual
 */
export async function testCoordination(location = '', setting: Partial<Coordination> = {}): Promise<TestCoordination> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const { adapter } = await keyedAdapter({ data: folder }, true);
  const store = await adapter.open();
  await store.saveSubjects(Object.values(TOWN));
  const subgraphs = await departments();
  const cases = await openCoordination(location === '' ? undefined : location, folder);
  const audit = await openTrail(undefined, folder);
  const figures = new FiguresBook({ store: cases, subjects: store, factsOf: caseFacts, freshForMs: 0 });
  const services = {
    ...NO_SERVICES,
    audit,
    coordination: { store: cases, items: exchangedItems(subgraphs), figures, ...setting },
  };
  const own = subgraphs.find(({ department }) => department.code === 'coordination');
  if (own === undefined) throw new Error('there is no subgraph of coordination');
  const ask: TestCoordination['ask'] = async (passport, source, variables = {}, on = TODAY, records = store) => {
    const now = new Date(`${on}T04:00:00Z`);
    const contextValue = subgraphContext({ store: records, access: accessFor(own, passport), passport, services, now });
    const { data, errors = [] } = await graphql({
      schema: own.schema(),
      source,
      contextValue,
      variableValues: { ...variables },
    });
    const codes = errors.map(
      ({ originalError, message }) => (originalError as { code?: unknown } | null)?.code ?? message,
    );
    const { subjects, items = [] } = contextValue.disclosed;
    return { data: JSON.parse(JSON.stringify(data ?? null)), codes, subjects, items };
  };
  return {
    folder,
    store,
    cases,
    audit,
    work: { store, coordination: services.coordination, audit, exchange: null },
    ask,
    listed: async (list, keeper, about, input = {}) => {
      const decision = {
        list,
        subject: about.id,
        documentNo: `${list}1号`,
        decidedOn: TOLD_ON,
        reason: '事由',
        legalBasis: '依据',
      };
      const { data } = await ask(officer(keeper), INITIATE, { input: { ...decision, ...input } }, TOLD_ON);
      const { listing, problems } = data.initiateListing;
      if (listing === null) throw new Error(JSON.stringify(problems));
      const effect = (await ask(officer(keeper), EFFECT, { id: listing.id })).data.makeListingEffective;
      if (effect.problems.length > 0) throw new Error(JSON.stringify(effect.problems));
      return listing.id;
    },
    recorded: async (type, listKind, about, content = {}) => {
      const id = recordId(type, [listKind, about.id, content.documentNo ?? '']);
      const record = {
        type,
        subjectId: about.id,
        subjectKind: about.kind,
        state: 'EFFECTIVE',
        documentNo: '1号',
        decidingOrgCode: '11451100MB0T010261',
        decisionDate: '2026-02-01',
        publicityStartDate: '2026-02-01',
        publicityEndDate: '2029-02-01',
        sealed: {},
        ...content,
        fields: { listKind, removedDate: null, plannedRemovalDate: null, ...content.fields },
      } as const;
      const change = { id, operation: 'UPSERT', reason: 'REPORTED', reportedAt: '2026-02-02T01:00:00Z' } as const;
      await store.write('market', [{ ...change, content: record }]);
      return id;
    },
    [Symbol.asyncDispose]: async () => {
      await cases.close();
      await audit.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const INITIATE = `mutation ($input: InitiateListingInput!) {
  initiateListing(input: $input) { listing { id } problems { code field message } }
}`;

const EFFECT = `mutation ($id: ID!) { makeListingEffective(id: $id, version: 1) { problems { code message } } }`;

/** Read once: they hold nothing of a test's own. */
function departments(): ReturnType<typeof loadSubgraphs> {
  loaded ??= loadSubgraphs();
  return loaded;
}

let loaded: ReturnType<typeof loadSubgraphs> | undefined;

export function officer(department: string, ...grants: readonly TestGrant[]): Passport {
  return callerWith(
    { kind: 'officer', id: `officer:${department}`, department, subject: null },
    'joint-action',
    grants,
  );
}

export function application(department: string, purpose: string, ...grants: readonly TestGrant[]): Passport {
  return callerWith({ kind: 'application', id: `app:${department}`, department, subject: null }, purpose, grants);
}

export function callerWith(caller: Caller, purpose: string, grants: readonly TestGrant[] = []): Passport {
  const passport = passportWith(...grants);
  const rightsKey = createHash('sha256')
    .update(JSON.stringify([caller, passport.rightsKey]))
    .digest('base64url');
  return { ...passport, caller, purpose, rightsKey };
}

/** May read natural persons. */
export const PERSONS: TestGrant = { clear: ['subjects.person:read'] };
