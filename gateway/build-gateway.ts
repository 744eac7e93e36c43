import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { DepartmentNote } from '../schema/expansion/department-note.ts';
import { DEFAULT_GATEWAY_LIMITS, type GatewayLimits } from './gateway-limits.ts';
import { landingPage } from './landing-page.ts';
import type { Log } from './log.ts';
import { type Pipeline, pipeline, type RequestContext } from './pipeline.ts';
import { publicError } from './public-error.ts';
import { admission, NO_TEXTS } from './request/admit.ts';
import type { TokenPolicy } from './request/identify.ts';
import { localSource, type PrepareLocal } from './sources/local-source.ts';
import { remoteSource } from './sources/remote-source.ts';
import type { DataSource } from './sources/source.ts';
import { SupergraphGateway } from './supergraph-gateway.ts';

/** Longest wait for a department that does not say how long it may take, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 5_000;

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** Departments of this process by subgraph name; all others are asked at the address that the supergraph names. */
  readonly local: ReadonlyMap<string, PrepareLocal>;
  /** Bounds of what one request may cost; the defaults unless told. */
  readonly limits?: GatewayLimits;
  /** Whose tokens are believed; null takes none. */
  readonly tokens: TokenPolicy | null;
  readonly log: Log;
}

/** A gateway that answers. */
export interface RunningGateway {
  readonly answer: Pipeline;
  /**
   * Serves another supergraph from now on, without dropping a request.
   *
   * @throws HubError SUPERGRAPH_INVALID, and goes on with the one before
   */
  replaceSupergraph(supergraphSdl: string): void;
  stop(): Promise<void>;
}

/**
 * The federated graph of what is classed public, ready to answer. It learns departments from the supergraph alone.
 *
 * @throws HubError SUPERGRAPH_INVALID
 */
export async function buildGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { supergraphSdl, local, limits = DEFAULT_GATEWAY_LIMITS, tokens, log } = options;
  const gateway = new SupergraphGateway({
    supergraphSdl,
    source: (name, url, note) => source({ code: name, name, timeoutMs: DEFAULT_TIMEOUT_MS, ...note }, url, local, log),
    planning: limits,
    log,
  });
  const server = await startedServer(gateway, log);
  return {
    answer: pipeline({
      ...limits,
      server,
      admit: admission(() => gateway.schema, limits),
      tokens,
      log: (cause) => log.error({ cause }, 'request failed'),
      contextOf: (request) => request,
    }),
    replaceSupergraph: (sdl) => gateway.replace(sdl),
    stop: () => server.stop(),
  };
}

async function startedServer(gateway: SupergraphGateway, log: Log): Promise<ApolloServer<RequestContext>> {
  const server = new ApolloServer<RequestContext>({
    gateway,
    introspection: true,
    persistedQueries: { cache: NO_TEXTS },
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    formatError: (formatted, error) => publicError(formatted, error, (cause) => log.error({ cause }, 'request failed')),
    // No answer here may be kept by a cache on the way, so nobody needs to work out for how long.
    plugins: [ApolloServerPluginCacheControlDisabled(), landingPage()],
    stopOnTerminationSignals: false,
    logger: log,
  });
  await server.start();
  return server;
}

function source(
  { code, name, timeoutMs }: DepartmentNote,
  url: string,
  local: ReadonlyMap<string, PrepareLocal>,
  log: Log,
): DataSource {
  const report = (cause: unknown) => log.error({ cause, department: code }, 'department failed');
  const prepare = local.get(code);
  if (prepare !== undefined) return localSource({ publicName: name, timeoutMs, prepare }, report);
  return remoteSource({ publicName: name, url, timeoutMs }, report);
}
