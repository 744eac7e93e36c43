import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { DEFAULT_GATEWAY_LIMITS, type GatewayLimits } from '../../gateway/gateway-limits.ts';
import { type RunningServer, startHttpServer } from '../../gateway/http-server.ts';
import { createLog } from '../../gateway/log.ts';
import { pipeline } from '../../gateway/pipeline.ts';
import { publicError } from '../../gateway/public-error.ts';
import { admission, NO_TEXTS } from '../../gateway/request/admit.ts';
import { publicAccess } from '../../subgraphs/_runtime/access.ts';
import { currentName } from '../../subgraphs/_runtime/department.ts';
import { loadSubgraph } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { type SubgraphContext, subgraphContext } from '../../subgraphs/_runtime/subgraph-context.ts';
import { openExistingStore, type StoreOptions } from '../open-store.ts';
import { untilStopped } from '../until-stopped.ts';

export interface SubgraphOptions extends StoreOptions {
  readonly port?: number;
  readonly host: string;
}

/** A gateway has held the operation against its own limits, and then given every field that has arguments a name. */
const LIMITS: GatewayLimits = { ...DEFAULT_GATEWAY_LIMITS, maxAliases: DEFAULT_GATEWAY_LIMITS.maxExpandedSelections };

/** Serves one department until it is told to stop. */
export async function subgraph(code: string, options: SubgraphOptions): Promise<void> {
  const server = await startSubgraph(code, options);
  const stopped = untilStopped(() => server.close());
  console.log(`The department "${code}" serves what is public at ${server.url}/graphql`);
  await stopped;
}

/** @throws HubError CONFIG_INVALID, STORE_*, PORT_IN_USE */
export async function startSubgraph(code: string, options: SubgraphOptions): Promise<RunningServer> {
  const { department, schema, rules } = await loadSubgraph(code);
  const store = await openExistingStore(options);
  const log = createLog('warn').child({ department: currentName(department).en });
  const report = (cause: unknown) => log.error({ cause }, 'request failed');
  const access = publicAccess(rules);
  const executable = schema();
  const server = new ApolloServer<SubgraphContext>({
    schema: executable,
    persistedQueries: { cache: NO_TEXTS },
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted, error) => publicError(formatted, error, report),
    plugins: [ApolloServerPluginLandingPageDisabled()],
    stopOnTerminationSignals: false,
    logger: log,
  });
  await server.start();
  const graphql = pipeline({
    ...LIMITS,
    server,
    admit: admission(() => executable, LIMITS),
    tokens: null,
    log: report,
    contextOf: () => subgraphContext(store, access, new Date()),
  });
  const http = await startHttpServer({
    host: options.host,
    port: options.port ?? department.port,
    graphql,
    pages: new Map(),
  });
  return {
    url: http.url,
    close: async () => {
      await http.close();
      await server.stop();
      await store.close();
    },
  };
}
