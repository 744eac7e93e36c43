import type { Authority } from '../../gateway/authority.ts';
import { buildGateway, type RunningGateway } from '../../gateway/build-gateway.ts';
import { type RunningServer, startHttpServer } from '../../gateway/http-server.ts';
import { createLog, type Log } from '../../gateway/log.ts';
import type { Variables } from '../../gateway/sources/source.ts';
import { fillDemoGovernance } from '../../seeds/governance/demo-agreements.ts';
import type { AuditLedger } from '../../storage/audit/port.ts';
import { openCoordination } from '../../storage/coordination/open-coordination.ts';
import { openPullers } from '../../storage/exchange/open-pullers.ts';
import type { GovernanceStore } from '../../storage/governance/port.ts';
import type { KeyRing } from '../../storage/key-ring.ts';
import type { HubStore } from '../../storage/port.ts';
import type { Coordination } from '../../subgraphs/_runtime/coordination.ts';
import { type Exchange, exchangedItems } from '../../subgraphs/_runtime/exchange.ts';
import type { Collection } from '../../subgraphs/_runtime/intake/collection.ts';
import { loadSubgraphs, SUBGRAPHS_FOLDER } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { startPush } from '../../subgraphs/_runtime/push/start-push.ts';
import { type AddressRules, networksOf, PUBLIC_ADDRESSES } from '../../subgraphs/_runtime/push/webhook-address.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { subjectReferences } from '../../subgraphs/_runtime/subject-references.ts';
import { type OpenAuthority, openAuthority } from '../authority.ts';
import { refuseBusyPort } from '../busy-port.ts';
import { committedSupergraph, composeFolder, DEFAULT_URL } from '../compose-folder.ts';
import { demoConsentIssuer, demoIssuer } from '../demo/issuer.ts';
import { gatewayLimits } from '../gateway-limits-file.ts';
import { localDepartments } from '../local-departments.ts';
import { openCollecting } from '../open-collecting.ts';
import { type KeyedAdapter, keyedAdapter, type StoreOptions } from '../open-store.ts';
import { startPage } from '../pages/start-page.ts';
import { recordReports } from '../reports/record-reports.ts';
import { signingKey } from '../signing-key.ts';
import { coordinationFigures } from '../statistics/coordination-figures.ts';
import { statisticsDocument } from '../statistics/statistics-document.ts';
import { untilStopped } from '../until-stopped.ts';
import { seedCity } from './seed.ts';

export interface StartOptions extends StoreOptions {
  readonly port: number;
  readonly subjects: number;
  /** File with limits that differ from the defaults. */
  readonly limits?: string;
  /** Private networks that webhooks may be in, such as 10.1.0.0/16, with commas between them. */
  readonly webhookNetworks?: string;
}

/** The demo hub listens here only. */
const HOST = '127.0.0.1';

/** Runs the whole hub in demo mode until it is told to stop. */
export async function start(options: StartOptions): Promise<void> {
  const hub = await startHub(options);
  const stopped = untilStopped(() => hub.close()); // listens for signals from before anybody knows that it runs
  console.log(`\ncredit-hub is running: ${hub.url}  (graph: ${hub.url}/graphql, stop with Ctrl-C)`);
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
  try {
    await fillDemoGovernance(opened.governance, cityDay(now()));
    const collection = await openCollecting(options, parts);
    const exchange = await openedExchange(options, parts);
    const coordination = await openedCoordination(options, parts, exchange);
    const server = await listen(options, parts, opened, { collection, exchange, coordination });
    const push = startPush({
      store: coordination.store,
      keys: parts.store,
      rules: addressRules(options),
      now,
      log: (cause) => log.error({ cause }, 'push failed'),
    });
    return {
      url: server.url,
      audit: opened.audit,
      governance: opened.governance,
      close: async () => {
        await server.close();
        await push.stop();
        await collection.store.close();
        await exchange.pullers.close();
        await coordination.store.close();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** What other platforms pull, in the process that holds the records. */
async function openedExchange(options: StartOptions, { subgraphs }: HubParts): Promise<Exchange> {
  return { pullers: await openPullers(options.store, options.data), items: exchangedItems(subgraphs) };
}

/** Departments' own records of their lists are grounds like those that are coordinated here. */
async function openedCoordination(
  options: StartOptions,
  { subgraphs, store: subjects }: HubParts,
  { items }: Exchange,
): Promise<CountedCoordination> {
  const store = await openCoordination(options.store, options.data);
  return { store, items, webhooks: addressRules(options), figures: coordinationFigures(subgraphs, store, subjects) };
}

/** The demo may send to this machine; to a city's own networks whoever names them may. */
function addressRules({ webhookNetworks }: StartOptions): AddressRules {
  const networks = webhookNetworks === undefined ? PUBLIC_ADDRESSES.networks : networksOf(webhookNetworks);
  return { allowsLocalHttp: true, networks };
}

/** With figures. */
type CountedCoordination = Coordination & Required<Pick<Coordination, 'figures'>>;

/** What stands beside the records. */
interface Beside {
  readonly collection: Collection;
  readonly exchange: Exchange;
  readonly coordination: CountedCoordination;
}

async function listen(
  options: StartOptions,
  parts: HubParts,
  opened: OpenAuthority,
  beside: Beside,
): Promise<RunningServer> {
  const { subgraphs, store, now, log } = parts;
  const { audit, governance } = opened;
  const services = () => ({ audit, governance, ...beside, supergraph: gateway.supergraph() });
  const gateway: RunningGateway = await buildGateway({
    supergraphSdl: parts.supergraph,
    local: localDepartments({ subgraphs, store, now, onFetch: parts.onFetch }, services),
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
    documents: new Map([
      [
        '/statistics/coordination.csv',
        statisticsDocument({
          standingOf: gateway.standingOf,
          figures: beside.coordination.figures,
          audit,
          now,
          log: (cause) => log.error({ cause }, 'statistics failed'),
        }),
      ],
    ]),
    pages: new Map([['/', page]]),
  });
  return {
    url: http.url,
    close: async () => {
      await http.close();
      await gateway.stop();
    },
  };
}

function composedNow(subgraphs: readonly Subgraph[]): string {
  console.log(
    'schema/supergraph.graphql does not fit the department folders; composing in memory ("credit-hub compose" writes it).',
  );
  return composeFolder(subgraphs, DEFAULT_URL);
}
