import type { IncomingMessage } from 'node:http';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { HubError } from '../schema/errors.ts';
import type { GraphRequest } from './execution/served-graph.ts';
import type { RequestContext } from './pipeline.ts';
import type { Audit } from './request/audit.ts';
import type { Authorized } from './request/authorize.ts';
import { done, type Outcome, refused } from './request/outcome.ts';
import type { Standing } from './rights/standing.ts';
import type { Variables } from './sources/source.ts';
import type { SupergraphGateway } from './supergraph-gateway.ts';

/** Operations that the hub itself makes for a caller whose answer has another form than GraphQL's. */
export interface OwnOperations {
  /** Who sends a request and what it may do at this moment. Refuses as the graph does. */
  authorize(message: IncomingMessage): Promise<Outcome<Authorized>>;
  /** What the public may do at this moment, whatever a request brings. */
  authorizePublic(): Promise<Outcome<Authorized>>;
  /** What clients see of the graph at the moment: the same object until the supergraph is replaced. */
  readonly schema: GraphQLSchema;
  /** What of an operation is open to the caller; null where nothing is. */
  openPart(document: DocumentNode, standing: Standing): DocumentNode | null;
  /**
   * Runs an operation as if the caller had sent it, and gives its answer's text once it is written down; null where there is none.
   * Refuses with RIGHTS_CHANGED, AUDIT_UNAVAILABLE, or with the HubError that `textOf` throws.
   */
  run(operation: OwnOperation): Promise<Outcome<string | null>>;
}

/** An operation to run for a caller. */
export interface OwnOperation {
  readonly requestId: string;
  readonly standing: Authorized['standing'];
  readonly isCurrent: Authorized['isCurrent'];
  /** What the caller sent, for the audit trail. */
  readonly content: string;
  /** Valid in the graph's schema; the same object for the same operation, so that it is compiled once. */
  readonly document: DocumentNode;
  readonly variables: Variables;
  /** The answer as it leaves; null where nothing of it does. */
  readonly textOf: (result: ExecutionResult) => string | null;
}

/** What they run on. */
export interface OwnOperationsSetting {
  readonly gateway: SupergraphGateway;
  readonly authorize: OwnOperations['authorize'];
  readonly authorizePublic: OwnOperations['authorizePublic'];
  readonly audit: Audit;
  /** Longest time that one may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** Runs the hub's own operations in the way of any request: authorize → execute → audit. */
export function ownOperations(setting: OwnOperationsSetting): OwnOperations {
  const { gateway, authorize, authorizePublic, audit, timeoutMs } = setting;
  return {
    authorize,
    authorizePublic,
    get schema() {
      return gateway.schema;
    },
    openPart: (document, standing) => gateway.openPart(document, standing),
    async run({ requestId, standing, isCurrent, content, document, variables, textOf }) {
      const begunMs = performance.now();
      const call = { requestId, passport: standing.passport, isCurrent, deadlineMs: begunMs + timeoutMs };
      const request: GraphRequest = { standing, isStrict: false, document, operationName: null, variables, call };
      const { result, answered } = await gateway.run(request);
      if (!isCurrent()) return refused(new HubError('RIGHTS_CHANGED'));
      const body = textOrError(result, textOf);
      if (body instanceof HubError) return refused(body);
      if (body === null) return done(null);
      const trace = answered === undefined ? {} : { answered };
      const context: RequestContext = { requestId, standing, isStrict: false, call, trace };
      const audited = await audit(context, content, { body, errors: codesOf(result) }, begunMs);
      return audited.kind === 'refused' ? audited : done(body);
    },
  };
}

function textOrError(result: ExecutionResult, textOf: OwnOperation['textOf']): string | null | HubError {
  try {
    return textOf(result);
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
}

function codesOf({ errors = [] }: ExecutionResult): readonly string[] {
  return errors.map(({ extensions }) => String(extensions.code ?? 'INTERNAL'));
}
