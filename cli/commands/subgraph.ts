import { existsSync } from 'node:fs';
import { type RunningServer, startHttpServer } from '../../gateway/http-server.ts';
import { createLog, type Log } from '../../gateway/log.ts';
import { HubError } from '../../schema/errors.ts';
import { MAX_PASSPORT_BYTES } from '../../schema/passport/passport-claims.ts';
import { type PassportKeys, readPassportKeys } from '../../schema/passport/passport-keys.ts';
import type { HubStore } from '../../storage/port.ts';
import { accessFor } from '../../subgraphs/_runtime/access/access.ts';
import { currentName } from '../../subgraphs/_runtime/department.ts';
import { departmentEndpoint } from '../../subgraphs/_runtime/http/department-endpoint.ts';
import { PassportControl } from '../../subgraphs/_runtime/http/passport-control.ts';
import { RefusalLog } from '../../subgraphs/_runtime/http/refusal-log.ts';
import { loadManifests, loadSubgraph } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { subgraphContext } from '../../subgraphs/_runtime/subgraph-context.ts';
import { NO_SERVICES, type SubgraphServices } from '../../subgraphs/_runtime/subgraph-services.ts';
import { LineageWatch, type Successions } from '../../subgraphs/_runtime/succession/lineage-watch.ts';
import { successionSources } from '../../subgraphs/_runtime/succession/succession-source.ts';
import { openExistingStore, type StoreOptions } from '../open-store.ts';
import { untilStopped } from '../until-stopped.ts';
import { type WatchedFile, watchedFile } from '../watched-file.ts';

/** A passport, and what else a gateway and what stands between send. */
const MAX_HEADER_BYTES = MAX_PASSPORT_BYTES + 16 * 1024;

export interface SubgraphOptions extends StoreOptions {
  readonly port?: number;
  readonly host: string;
  /** File with the public keys of the gateways that may ask (JWKS). */
  readonly passportKeys?: string;
}

/** What tests and other commands change about a department. */
export interface SubgraphSetting {
  readonly services?: () => SubgraphServices;
  readonly now?: () => Date;
  readonly log?: Log;
  /** Stands between the department and its store. */
  readonly wrapStore?: (store: HubStore) => HubStore;
}

/** Serves one department until it is told to stop. */
export async function subgraph(code: string, options: SubgraphOptions): Promise<void> {
  const server = await startSubgraph(code, options);
  const stopped = untilStopped(() => server.close());
  console.log(`The department "${code}" answers the gateways of ${options.passportKeys} at ${server.url}/graphql`);
  await stopped;
}

/**
 * Serves one department to the gateways whose keys the file holds, and to nobody else. When the file changes, the new keys
 * count; where they cannot be read, the log says so and the old ones stay.
 *
 * @throws HubError CONFIG_INVALID, STORE_*, PORT_IN_USE
 */
export async function startSubgraph(
  code: string,
  options: SubgraphOptions,
  setting: SubgraphSetting = {},
): Promise<RunningServer> {
  const keyFile = passportKeyFile(options.passportKeys);
  let keys = readPassportKeys(keyFile.text); // before anything is opened: without good keys nothing starts
  const subgraph = await loadSubgraph(code);
  const sources = successionSources(await loadManifests());
  const log = (setting.log ?? createLog('warn')).child({ department: currentName(subgraph.department).en });
  const opened = await openExistingStore(options);
  const refusals = new RefusalLog((refused) => log.warn({ refused }, 'requests refused'));
  const store = setting.wrapStore?.(opened) ?? opened;
  const successions = new LineageWatch(sources, store);
  const graphql = endpoint({ subgraph, store, successions, keys: () => keys, log, refusals }, setting);
  const { host, port = subgraph.department.port } = options;
  const http = await listening({ host, port, graphql, maxHeaderBytes: MAX_HEADER_BYTES, pages: new Map() }, opened);
  const keepOld = (cause: unknown) => log.error({ cause }, 'the changed keys cannot be read; those before stay');
  const stopWatching = keyFile.watch((text) => {
    keys = readPassportKeys(text);
  }, keepOld);
  return {
    url: http.url,
    close: async () => {
      stopWatching();
      await http.close();
      refusals.close();
      await opened.close();
    },
  };
}

/** What a department answers with. */
interface EndpointParts {
  readonly subgraph: Subgraph;
  readonly store: HubStore;
  readonly successions: Successions;
  readonly keys: () => PassportKeys;
  readonly log: Log;
  readonly refusals: RefusalLog;
}

function endpoint(
  { subgraph, store, successions, keys, log, refusals }: EndpointParts,
  { services = () => NO_SERVICES, now = () => new Date() }: SubgraphSetting,
) {
  return departmentEndpoint({
    schema: subgraph.schema,
    passports: new PassportControl({ department: subgraph.department.code, keys, now }),
    contextOf: (passport) => {
      const access = accessFor(subgraph, passport);
      return subgraphContext({ store, access, passport, services: services(), successions, now: now() });
    },
    log: (cause) => log.error({ cause }, 'request failed'),
    refused: (reason) => refusals.note(reason),
  });
}

async function listening(options: Parameters<typeof startHttpServer>[0], store: HubStore): Promise<RunningServer> {
  try {
    return await startHttpServer(options);
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

/** Fails closed: without keys nobody could be told from anybody else. */
function passportKeyFile(file: string | undefined): WatchedFile {
  if (file === undefined) {
    throw invalid(
      'a department answers gateways only; name the file with their public keys (JWKS) by --passport-keys.',
    );
  }
  if (!existsSync(file)) throw invalid(`the file of --passport-keys does not exist: ${file}`);
  return watchedFile(file);
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem } });
}
