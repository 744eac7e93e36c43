import type { IncomingMessage } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { EntityRows } from '../schema/access/entity-rows.ts';
import type { DepartmentNote } from '../schema/expansion/department-note.ts';
import type { Supergraph } from '../schema/supergraph/supergraph.ts';
import type { Authority } from './authority.ts';
import { explanationFor } from './execution/explanation.ts';
import { DEFAULT_GATEWAY_LIMITS, type GatewayLimits } from './gateway-limits.ts';
import type { Handler } from './http-server.ts';
import { landingPage } from './landing-page.ts';
import type { Log } from './log.ts';
import { type OwnOperations, ownOperations } from './own-operations.ts';
import { type Pipeline, pipeline, type RequestContext } from './pipeline.ts';
import { ANONYMOUS } from './principal.ts';
import { publicError } from './public-error.ts';
import { admission } from './request/admit.ts';
import { auditing } from './request/audit.ts';
import { authorization } from './request/authorize.ts';
import { identify } from './request/identify.ts';
import { done, type Outcome } from './request/outcome.ts';
import { pacing } from './request/pace.ts';
import { TextKeys } from './request/text-keys.ts';
import { QuotaBook } from './rights/quota-book.ts';
import { rightsOfMoment } from './rights/rights-of-moment.ts';
import type { Standing } from './rights/standing.ts';
import { schemaDocument } from './schema-document.ts';
import { departmentPassports } from './sources/department-passports.ts';
import { localSource, type PrepareLocal } from './sources/local-source.ts';
import { type RemoteDepartment, remoteSource } from './sources/remote-source.ts';
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
  readonly authority: Authority;
  /**
   * Whom entities are about, so that a department is not asked about those of which the caller may see nothing. What it does not
   * tell, and everything where it is missing, departments alone hold against the caller's grants, as they do in any case.
   */
  readonly rows?: EntityRows;
  readonly log: Log;
}

/** A gateway that answers. */
export interface RunningGateway {
  readonly answer: Pipeline;
  /** Who sends a request and what it may do, for what is answered beside the graph. Refuses as the graph does. */
  readonly standingOf: (message: IncomingMessage) => Promise<Outcome<Standing>>;
  /** For what is answered from the graph in another form than GraphQL's. */
  readonly ownOperations: OwnOperations;
  /** Sends the schema as SDL, as the caller may see it. */
  readonly schemaDocument: Handler;
  /** What is served at the moment. */
  readonly supergraph: () => Supergraph;
  /**
   * Serves another supergraph from now on, without dropping a request.
   *
   * @throws HubError SUPERGRAPH_INVALID, and goes on with the one before
   */
  replaceSupergraph(supergraphSdl: string): void;
  stop(): Promise<void>;
}

/**
 * The federated graph, ready to answer everybody what they may see. It learns departments from the supergraph alone.
 *
 * @throws HubError SUPERGRAPH_INVALID
 */
export async function buildGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { supergraphSdl, limits = DEFAULT_GATEWAY_LIMITS, authority, rows, log } = options;
  const { passports } = authority;
  const signers = passports === null ? () => undefined : departmentPassports(passports, () => gateway.supergraph);
  const gateway: SupergraphGateway = new SupergraphGateway({
    supergraphSdl,
    source: (name, url, note = { code: name, name, timeoutMs: DEFAULT_TIMEOUT_MS }) =>
      source(note, { url, sign: signers(note.code) }, options),
    planning: limits,
    explanation: explanationFor(authority.requestMutation),
    rows,
    log,
  });
  const texts = new TextKeys();
  const server = await startedServer(gateway, texts, log);
  const report = (cause: unknown) => log.error({ cause }, 'request failed');
  const { tokens } = authority;
  const { authorize, audit } = rightsSteps(authority, gateway, report);
  const authorizedOf = async (message: IncomingMessage) => {
    const identified = await identify(message, tokens);
    return identified.kind === 'refused' ? identified : authorize(message, identified.value);
  };
  const pace = pacing(limits.maxRequestsPerSecond, () => performance.now());
  const admit = admission(() => gateway.schema, limits);
  return {
    answer: pipeline({ ...limits, executor: { server, texts }, tokens, pace, authorize, admit, audit, log: report }),
    standingOf: async (message) => {
      const authorized = await authorizedOf(message);
      return authorized.kind === 'refused' ? authorized : done(authorized.value.standing);
    },
    ownOperations: ownOperations({
      gateway,
      authorize: authorizedOf,
      authorizePublic: () => authorize({ headers: {} }, ANONYMOUS),
      audit,
      timeoutMs: limits.requestTimeoutMs,
    }),
    schemaDocument: schemaDocument({
      tokens,
      schemaOf: (view) => gateway.schemaOf(view),
      log: report,
    }),
    supergraph: () => gateway.supergraph,
    replaceSupergraph: (sdl) => gateway.replace(sdl),
    stop: () => server.stop(),
  };
}

/** The steps that know who may do what. */
function rightsSteps(authority: Authority, gateway: SupergraphGateway, report: (cause: unknown) => void) {
  const { purposes, consents, agreements, audit, hashVariable, signReceipt, now, today } = authority;
  const usesOf = async (agreement: string, day: string) => (await audit?.uses(agreement, day)) ?? 0;
  const quotas = new QuotaBook(usesOf, report);
  const authorize = authorization({
    purposes,
    consents,
    rights: rightsOfMoment({ supergraph: () => gateway.supergraph, agreements, quotas }),
    isStale: () => agreements?.snapshot().stale ?? false,
    isRevoked: (consent) => agreements?.snapshot().isConsentRevoked(consent) ?? false,
    today,
  });
  const onUse = (grants: readonly string[]) => {
    for (const grant of grants) quotas.add(grant, today());
  };
  const setting = audit === null ? null : { trail: audit, hashVariable, signReceipt, onUse, now, log: report };
  return { authorize, audit: auditing(setting) };
}

async function startedServer(
  gateway: SupergraphGateway,
  texts: TextKeys,
  log: Log,
): Promise<ApolloServer<RequestContext>> {
  const server = new ApolloServer<RequestContext>({
    gateway,
    introspection: true,
    persistedQueries: { cache: texts.cache },
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
  { url, sign }: Pick<RemoteDepartment, 'url' | 'sign'>,
  { local, log }: GatewayOptions,
): DataSource {
  const report = (cause: unknown) => log.error({ cause, department: code }, 'department failed');
  const prepare = local.get(code);
  if (prepare !== undefined) return localSource({ publicName: name, timeoutMs, prepare }, report);
  return remoteSource({ publicName: name, url, timeoutMs, sign }, report);
}
