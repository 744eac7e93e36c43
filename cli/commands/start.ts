import type { Authority } from '../../gateway/authority.ts';
import { buildGateway, type RunningGateway } from '../../gateway/build-gateway.ts';
import { type Handler, type RunningServer, startHttpServer } from '../../gateway/http-server.ts';
import { createLog, type Log } from '../../gateway/log.ts';
import type { Variables } from '../../gateway/sources/source.ts';
import { fillDemoGovernance } from '../../seeds/governance/demo-agreements.ts';
import type { AuditLedger } from '../../storage/audit/port.ts';
import type { GovernanceStore } from '../../storage/governance/port.ts';
import type { KeyRing } from '../../storage/key-ring.ts';
import type { HubStore } from '../../storage/port.ts';
import type { Exchange } from '../../subgraphs/_runtime/exchange.ts';
import { loadSubgraphs, SUBGRAPHS_FOLDER } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { startPush } from '../../subgraphs/_runtime/push/start-push.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { subjectReferences } from '../../subgraphs/_runtime/subject-references.ts';
import { LineageWatch } from '../../subgraphs/_runtime/succession/lineage-watch.ts';
import { successionSources } from '../../subgraphs/_runtime/succession/succession-source.ts';
import { type OpenAuthority, openAuthority } from '../authority.ts';
import { refuseBusyPort } from '../busy-port.ts';
import { committedSupergraph, composeFolder, DEFAULT_URL } from '../compose-folder.ts';
import { demoConsentIssuer, demoIssuer } from '../demo/issuer.ts';
import { changeExport } from '../exports/change-export.ts';
import { gatewayLimits } from '../gateway-limits-file.ts';
import { localDepartments } from '../local-departments.ts';
import { type BesideRecords, openBesideRecords } from '../open-beside-records.ts';
import type { Coordinating, CoordinatingOptions } from '../open-coordinating.ts';
import { type KeyedAdapter, keyedAdapter } from '../open-store.ts';
import { startPage } from '../pages/start-page.ts';
import { DEFAULT_VISITS_PER_MINUTE, publicSite, type SiteLimits } from '../public-site/public-site.ts';
import { recordReports } from '../reports/record-reports.ts';
import { signingKey } from '../signing-key.ts';
import { statisticsDocument } from '../statistics/statistics-document.ts';
import { unaskedWork } from '../unasked-work.ts';
import { untilStopped } from '../until-stopped.ts';
import { seedCity } from './seed.ts';

export interface StartOptions extends CoordinatingOptions, Partial<SiteLimits> {
  readonly port: number;
  readonly subjects: number;
  /** File with limits that differ from the defaults. */
  readonly limits?: string;
}

/** The demo hub listens here only. */
const HOST = '127.0.0.1';

/** Where the page for developers stands. */
const DEVELOPERS = '/dev';

const DEMO_NOTICE = '演示系统：所有主体和记录均为合成数据，与真实组织无关。';

/** Runs the whole hub in demo mode until it is told to stop. */
export async function start(options: StartOptions): Promise<void> {
  const hub = await startHub(options);
  const stopped = untilStopped(() => hub.close()); // listens for signals from before anybody knows that it runs
  console.log(
    `\ncredit-hub is running: ${hub.url}  (developers: ${hub.url}${DEVELOPERS}, graph: ${hub.url}/graphql, stop with Ctrl-C)`,
  );
  console.log('DEMO MODE: synthetic data, keys in the data folder, local address only. Not for real records.');
  await stopped;
}

/** A running hub: the gateway over all departments of the folder, in this process. */
export interface RunningHub extends RunningServer {
  readonly store: HubStore;
  readonly audit: AuditLedger;
  readonly governance: GovernanceStore;
}

/** What tests and benches change about a hub: what it is made of, and what time it is. */
export interface HubSetting {
  readonly folder?: string;
  readonly now?: () => Date;
  readonly log?: Log;
  /** In place of what the folder holds. */
  readonly subgraphs?: readonly Subgraph[];
  readonly supergraph?: string;
  /** In place of the hub's own, which is given. */
  readonly authority?: (own: Authority) => Authority;
  /** Stands between departments and store. */
  readonly wrapStore?: (store: HubStore) => HubStore;
  /** Told of whatever a department is asked, before it answers. */
  readonly onFetch?: (department: string, document: string, variables: Variables) => void;
}

/** Seeds the store where it is empty, opens it, and serves. */
export async function startHub(options: StartOptions, setting: HubSetting = {}): Promise<RunningHub> {
  const now = setting.now ?? (() => new Date());
  await refuseBusyPort(options.port); // before a long seeding, not after it
  const subgraphs = setting.subgraphs ?? (await loadSubgraphs(setting.folder ?? SUBGRAPHS_FOLDER));
  const keyed = await keyedAdapter(options, true);
  const opened = await openSeeded(keyed, subgraphs, options.subjects, cityDay(now()));
  const store = setting.wrapStore?.(opened) ?? opened;
  try {
    const hub = await serve(options, {
      subgraphs,
      supergraph: setting.supergraph ?? committedSupergraph(subgraphs, DEFAULT_URL) ?? composedNow(subgraphs),
      authority: setting.authority ?? ((own) => own),
      store,
      keys: keyed.keys,
      now,
      log: setting.log ?? createLog('warn'),
      onFetch: setting.onFetch ?? (() => undefined),
    });
    return {
      ...hub,
      store,
      close: async () => {
        await hub.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What a hub serves. */
interface HubParts {
  readonly subgraphs: readonly Subgraph[];
  readonly supergraph: string;
  readonly authority: (own: Authority) => Authority;
  readonly store: HubStore;
  readonly keys: KeyRing;
  readonly now: () => Date;
  readonly log: Log;
  readonly onFetch: NonNullable<HubSetting['onFetch']>;
}

async function openSeeded(
  keyed: KeyedAdapter,
  subgraphs: readonly Subgraph[],
  subjects: number,
  today: string,
): Promise<HubStore> {
  if (!(await keyed.adapter.exists())) await seedCity(keyed, subgraphs, { seed: 1, subjects, today });
  return keyed.adapter.open();
}

async function serve(options: StartOptions, parts: HubParts): Promise<Omit<RunningHub, 'store'>> {
  const { keys, now, log } = parts;
  const issuer = demoIssuer(options.data);
  const opened = await openAuthority({
    location: options,
    keys,
    hubKey: signingKey(options.data, 'hub', true),
    tokens: issuer.policy,
    consents: demoConsentIssuer(options.data).policy,
    now,
    log,
  });
  /** What is open, the last first: a start that fails midway leaves nothing open either. */
  const lifetimes: { readonly close: () => Promise<void> }[] = [opened];
  const close = async () => {
    for (const one of lifetimes) await one.close();
  };
  try {
    await fillDemoGovernance(opened.governance, cityDay(now()));
    const beside = await openBesideRecords(options, parts, (store) => lifetimes.unshift(store));
    const work = { ...beside, store: parts.store, audit: opened.audit };
    const unasked = unaskedWork(parts.subgraphs, work, now, log);
    lifetimes.unshift({ close: () => unasked.stop() });
    const push = startPush({
      store: beside.coordination.store,
      keys: parts.store,
      rules: beside.coordination.webhooks,
      now,
      log: (cause) => log.error({ cause }, 'push failed'),
    });
    lifetimes.unshift({ close: () => push.stop() });
    const server = await listen(options, parts, opened, beside);
    lifetimes.unshift(server);
    return { url: server.url, audit: opened.audit, governance: opened.governance, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen(
  options: StartOptions,
  parts: HubParts,
  opened: OpenAuthority,
  beside: BesideRecords,
): Promise<RunningServer> {
  const { subgraphs, store, now, log } = parts;
  const { audit, governance } = opened;
  const successions = new LineageWatch(successionSources(subgraphs.map(({ department }) => department)), store);
  await successions.current(); // read before the first request comes
  const services = () => ({ audit, governance, ...beside, supergraph: gateway.supergraph() });
  const gateway: RunningGateway = await buildGateway({
    supergraphSdl: parts.supergraph,
    local: localDepartments({ subgraphs, store, successions, now, onFetch: parts.onFetch }, services),
    authority: parts.authority(opened.authority),
    rows: subjectReferences(store),
    limits: gatewayLimits(options.limits),
    log,
  });
  const page = () => startPage(subgraphs, store, { today: cityDay(now()), origin: http.url, data: options.data });
  const http: RunningServer = await startHttpServer({
    host: HOST,
    port: options.port,
    graphql: gateway.answer,
    schemaDocument: gateway.schemaDocument,
    records: recordReports({
      standingOf: gateway.standingOf,
      collection: beside.collection,
      store,
      audit,
      now,
      log: (cause) => log.error({ cause }, 'a report failed'),
    }),
    routes: new Map([
      ['/exchange/export', changeExports(gateway, beside.exchange, log)],
      ['/statistics/coordination.csv', statistics(gateway, beside.coordination, parts, audit)],
    ]),
    pages: new Map([[DEVELOPERS, page]]),
    site: publicSite({
      operations: gateway.ownOperations,
      supergraph: gateway.supergraph,
      key: signingKey(options.data, 'hub', true),
      visitsPerMinute: options.visitsPerMinute ?? DEFAULT_VISITS_PER_MINUTE,
      proxies: options.proxies ?? 0,
      notice: DEMO_NOTICE,
      developers: DEVELOPERS,
      now,
      log: (cause) => log.error({ cause }, 'a page failed'),
    }),
  });
  return {
    url: http.url,
    close: async () => {
      await http.close();
      await gateway.stop();
    },
  };
}

function changeExports({ ownOperations }: RunningGateway, { items }: Exchange, log: Log): Handler {
  return changeExport({
    operations: ownOperations,
    items,
    log: (cause) => log.error({ cause }, 'an export failed'),
  });
}

function statistics(
  { standingOf }: RunningGateway,
  { figures }: Coordinating,
  { now, log }: HubParts,
  audit: AuditLedger,
): Handler {
  return statisticsDocument({
    standingOf,
    figures,
    audit,
    now,
    log: (cause) => log.error({ cause }, 'statistics failed'),
  });
}

function composedNow(subgraphs: readonly Subgraph[]): string {
  console.log(
    'schema/supergraph.graphql does not fit the department folders; composing in memory ("credit-hub compose" writes it).',
  );
  return composeFolder(subgraphs, DEFAULT_URL);
}
