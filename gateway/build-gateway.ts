import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { print } from 'graphql';
import { HubError } from '../schema/errors.ts';
import { publicSupergraph } from '../schema/supergraph/public-supergraph.ts';
import { readSupergraph } from '../schema/supergraph/supergraph.ts';
import type { Log } from './log.ts';
import type { RequestContext } from './pipeline.ts';
import { publicError } from './public-error.ts';
import { type LocalDepartment, localSource } from './sources/local-source.ts';
import { remoteSource } from './sources/remote-source.ts';

/** Longest wait for a remote department whose manifest is not known here, in milliseconds. */
const DEFAULT_TIMEOUT_MS = 5_000;

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** Departments of this process by subgraph name; all others are asked at the address that the supergraph names. */
  readonly local: ReadonlyMap<string, LocalDepartment>;
  readonly log: Log;
}

/**
 * The federated graph of what is classed public, ready to answer. It learns departments from the supergraph alone.
 *
 * @throws HubError SUPERGRAPH_INVALID
 */
export async function buildGateway({
  supergraphSdl,
  local,
  log,
}: GatewayOptions): Promise<ApolloServer<RequestContext>> {
  const supergraph = readSupergraph(supergraphSdl);
  const gateway = new ApolloGateway({
    supergraphSdl: print(publicSupergraph(supergraph)),
    buildService: ({ name, url }) => source(name, url ?? '', local, log),
    logger: log,
  });
  const server = new ApolloServer<RequestContext>({
    gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    formatError: (formatted, error) => publicError(formatted, error, (cause) => log.error({ cause }, 'request failed')),
    plugins: [ApolloServerPluginLandingPageDisabled()],
    stopOnTerminationSignals: false,
    logger: log,
  });
  try {
    await server.start();
  } catch (cause) {
    throw new HubError('SUPERGRAPH_INVALID', { cause, details: { problem: firstLine(cause) } });
  }
  return server;
}

function source(name: string, url: string, local: ReadonlyMap<string, LocalDepartment>, log: Log): GraphQLDataSource {
  const report = (cause: unknown) => log.error({ cause, department: name }, 'department failed');
  const department = local.get(name);
  if (department !== undefined) return localSource(department, report);
  return remoteSource({ publicName: name, url, timeoutMs: DEFAULT_TIMEOUT_MS }, report);
}

function firstLine(cause: unknown): string {
  return cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
}
