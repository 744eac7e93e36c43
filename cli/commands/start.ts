import { buildGateway } from '../../gateway/build-gateway.ts';
import { type RunningServer, startHttpServer } from '../../gateway/http-server.ts';
import { createLog, type Log } from '../../gateway/log.ts';
import type { PrepareLocal } from '../../gateway/sources/local-source.ts';
import type { HubStore } from '../../storage/port.ts';
import { publicAccess } from '../../subgraphs/_runtime/access.ts';
import { departmentRun } from '../../subgraphs/_runtime/batch/department-run.ts';
import { loadSubgraphs, SUBGRAPHS_FOLDER } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { cityDay, subgraphContext } from '../../subgraphs/_runtime/subgraph-context.ts';
import { refuseBusyPort } from '../busy-port.ts';
import { committedSupergraph, composeFolder, DEFAULT_URL } from '../compose-folder.ts';
import { demoIssuer } from '../demo/issuer.ts';
import { gatewayLimits } from '../gateway-limits-file.ts';
import { type KeyedAdapter, keyedAdapter, type StoreOptions } from '../open-store.ts';
import { startPage } from '../pages/start-page.ts';
import { untilStopped } from '../until-stopped.ts';
import { seedCity } from './seed.ts';

export interface StartOptions extends StoreOptions {
  readonly port: number;
  readonly subjects: number;
  /** File with limits that differ from the defaults. */
  readonly limits?: string;
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
}

/** What tests change about a hub: which folders, and what time it is. */
export interface HubSetting {
  readonly folder?: string;
  readonly now?: () => Date;
  readonly log?: Log;
  /** Stands between departments and store. */
  readonly wrapStore?: (store: HubStore) => HubStore;
}

/** Seeds the store where it is empty, opens it, and serves. */
export async function startHub(options: StartOptions, setting: HubSetting = {}): Promise<RunningHub> {
  const now = setting.now ?? (() => new Date());
  await refuseBusyPort(options.port); // before a long seeding, not after it
  const subgraphs = await loadSubgraphs(setting.folder ?? SUBGRAPHS_FOLDER);
  const opened = await openSeeded(await keyedAdapter(options, true), subgraphs, options.subjects, cityDay(now()));
  const store = setting.wrapStore?.(opened) ?? opened;
  try {
    const server = await serve(options, subgraphs, store, now, setting.log ?? createLog('warn'));
    return {
      url: server.url,
      store,
      close: async () => {
        await server.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
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

async function serve(
  options: StartOptions,
  subgraphs: readonly Subgraph[],
  store: HubStore,
  now: () => Date,
  log: Log,
): Promise<RunningServer> {
  const issuer = await demoIssuer(options.data);
  const supergraphSdl = committedSupergraph(subgraphs, DEFAULT_URL) ?? composedNow(subgraphs);
  const gateway = await buildGateway({
    supergraphSdl,
    local: localDepartments(subgraphs, store, now),
    tokens: issuer.policy,
    limits: gatewayLimits(options.limits),
    log,
  });
  const page = () => startPage(subgraphs, store, { today: cityDay(now()), origin: http.url });
  const http: RunningServer = await startHttpServer({
    host: HOST,
    port: options.port,
    graphql: gateway.answer,
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

/** Until agreements and passports are there, every caller has the rights of the public. */
function localDepartments(subgraphs: readonly Subgraph[], store: HubStore, now: () => Date) {
  return new Map(
    subgraphs.map((subgraph) => {
      const access = publicAccess(subgraph.rules);
      const prepare: PrepareLocal = ({ text }) => {
        const run = departmentRun(subgraph.schema(), text);
        return (variables) => run(variables, () => subgraphContext(store, access, now()));
      };
      return [subgraph.department.code, prepare] as const;
    }),
  );
}
