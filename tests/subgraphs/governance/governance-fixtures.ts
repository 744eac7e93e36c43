import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localSource } from '../../../gateway/sources/local-source.ts';
import type { DataSource } from '../../../gateway/sources/source.ts';
import type { Caller, Passport } from '../../../schema/access/passport.ts';
import { PUBLIC_PASSPORT } from '../../../schema/access/passport.ts';
import type { Rights } from '../../../schema/access/sight.ts';
import { packageRoot } from '../../../schema/package-root.ts';
import { readSupergraph, type Supergraph } from '../../../schema/supergraph/supergraph.ts';
import type { AuditTrail } from '../../../storage/audit/port.ts';
import { openGovernance } from '../../../storage/governance/open-governance.ts';
import type { GovernanceStore } from '../../../storage/governance/port.ts';
import { accessFor } from '../../../subgraphs/_runtime/access/access.ts';
import { departmentRun } from '../../../subgraphs/_runtime/batch/department-run.ts';
import { loadSubgraph } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import { subgraphContext } from '../../../subgraphs/_runtime/subgraph-context.ts';
import { NO_SERVICES } from '../../../subgraphs/_runtime/subgraph-services.ts';

/** Noon of a Monday in the city. */
export const NOON = new Date('2026-11-02T04:00:00.000Z');

export function caller(sketch: Partial<Caller> & Pick<Caller, 'kind' | 'id'>): Caller {
  return { department: null, subject: null, ...sketch };
}

export const APPROVAL = caller({ kind: 'application', id: 'app:approval', department: 'development-reform' });
export const OTHER_APPLICATION = caller({ kind: 'application', id: 'app:finance', department: 'finance' });
export const TAX_OFFICER = caller({ kind: 'officer', id: 'officer:tax', department: 'tax' });
export const COURT_OFFICER = caller({ kind: 'officer', id: 'officer:court', department: 'court' });
export const AUDITOR = caller({ kind: 'auditor', id: 'auditor:city' });
export const OPERATOR = caller({ kind: 'operator', id: 'operator:hub' });
export const SUBJECT = caller({ kind: 'subject', id: 'subject:self', subject: 'o.1' });
export const PLATFORM = caller({ kind: 'platform', id: 'platform:guangxi' });
export const AGENCY = caller({ kind: 'agency', id: 'agency:one' });
export const PUBLIC = PUBLIC_PASSPORT.caller;

/** The passport that a gateway would write for the caller; the public's for the public. */
export function passportOf(
  who: Caller,
  rights: Rights = { authenticated: true, grants: [] },
  purpose = 'sharing-governance',
): Passport {
  if (who.kind === 'anonymous') return PUBLIC_PASSPORT;
  const rightsKey = JSON.stringify([who, rights]);
  return { caller: who, purpose, caseNumber: null, rights, rightsKey };
}

/** A request to the subgraph. */
export interface Asked {
  readonly as: Caller;
  readonly rights?: Rights;
  /** `sharing-governance` unless given. */
  readonly purpose?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly now?: Date;
}

/** The governance subgraph over a store of its own. */
export interface GovernanceBench extends AsyncDisposable {
  readonly store: GovernanceStore;
  readonly supergraph: Supergraph;
  /** The subgraph as a gateway asks it, in this process. */
  readonly source: DataSource;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is the query's
  ask(query: string, asked: Asked): Promise<{ readonly data: any; readonly codes: readonly unknown[] }>;
}

/** Opens an empty store in a folder that goes with the bench. */
export async function governanceBench(audit: AuditTrail | null = null): Promise<GovernanceBench> {
  const folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
  const store = await openGovernance(undefined, folder);
  const supergraph = readSupergraph(readFileSync(join(packageRoot, 'schema', 'supergraph.graphql'), 'utf8'));
  const subgraph = await loadSubgraph('governance');
  const contextOf = (passport: Passport, now: Date) => {
    const services = { ...NO_SERVICES, audit, governance: store, supergraph };
    // cast: this subgraph has no records
    return subgraphContext({ store: {} as never, access: accessFor(subgraph, passport), passport, services, now });
  };
  return {
    store,
    supergraph,
    source: localSource(
      {
        publicName: 'governance',
        timeoutMs: 60_000,
        prepare: ({ text }) => {
          const run = departmentRun(subgraph.schema(), text);
          return (variables, { passport }) => run(variables, () => contextOf(passport, NOON));
        },
      },
      () => undefined,
    ),
    ask: async (query, { as, rights, purpose, now = NOON, variables = {} }) => {
      const run = departmentRun(subgraph.schema(), query);
      const { data, errors = [] } = await run(variables, () => contextOf(passportOf(as, rights, purpose), now));
      return { data, codes: errors.map(({ originalError, message }) => codeOf(originalError) ?? message) };
    },
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown } | undefined)?.code;
}
