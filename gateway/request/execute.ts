import type { ApolloServer, HTTPGraphQLRequest } from '@apollo/server';
import type { RequestContext } from '../pipeline.ts';
import { GRAPHQL_TYPE, JSON_TYPE } from './answer-type.ts';
import type { TextKeys } from './text-keys.ts';

/** An answer of the GraphQL server before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly contentType: string;
  readonly body: string;
  /** Codes of its errors in their order. */
  readonly errors: readonly string[];
}

/** What answers. */
export interface Executor {
  readonly server: ApolloServer<RequestContext>;
  readonly texts: TextKeys;
}

/** Code of Apollo Server for a key whose text is gone. */
const KEY_UNKNOWN = 'PERSISTED_QUERY_NOT_FOUND';

/**
 * Has Apollo Server answer. A well-formed POST of JSON goes to it as the operation that it holds: what Apollo Server does for
 * HTTP beside that (cross-site requests, forms of the body, negotiation) has been done or cannot concern it, and costs a
 * fifth of a small request. Everything else goes to it as HTTP, because it says best what is wrong.
 */
export async function execute(
  { server, texts }: Executor,
  http: HTTPGraphQLRequest,
  context: RequestContext,
): Promise<Answer> {
  const operation = http.method === 'POST' ? operationIn(http) : undefined;
  if (operation === undefined) return executeHttp(server, http, context);
  if (operation.extensions) return executeOperation(server, operation, http, context);
  const { query, ...keyed } = { ...operation, extensions: texts.keyOf(operation.query) };
  const answer = await executeOperation(server, keyed, http, context);
  // A key can go between the look-up here and the one there.
  return answer.errors[0] === KEY_UNKNOWN ? executeOperation(server, operation, http, context) : answer;
}

type OperationRequest = Parameters<ApolloServer<RequestContext>['executeOperation']>[0];

async function executeOperation(
  server: ApolloServer<RequestContext>,
  operation: OperationRequest,
  http: HTTPGraphQLRequest,
  context: RequestContext,
): Promise<Answer> {
  const { http: head, body } = await server.executeOperation(operation, { contextValue: context });
  if (body.kind !== 'single') throw new Error('Nothing in this graph is answered in parts.');
  const { errors, data, extensions } = body.singleResult;
  return {
    status: head.status ?? 200,
    headers: head.headers,
    contentType: `${http.headers.get('accept') === GRAPHQL_TYPE ? GRAPHQL_TYPE : JSON_TYPE}; charset=utf-8`,
    body: JSON.stringify({ errors, data, extensions }),
    errors: errors === undefined ? [] : errors.map((error) => codeOf(error)),
  };
}

/** The operation that the body holds; undefined where the body is not of the form that it should be. */
function operationIn({
  body,
  headers,
  method,
  search,
}: HTTPGraphQLRequest): (OperationRequest & { readonly query: string }) | undefined {
  if (!isRecord(body)) return undefined;
  const { query, operationName, variables, extensions } = body;
  const isWellFormed =
    typeof query === 'string' &&
    query !== '' &&
    isOptional(operationName, (value) => typeof value === 'string') &&
    isOptional(variables, isRecord) &&
    isOptional(extensions, isRecord);
  if (!isWellFormed) return undefined;
  return {
    query,
    operationName,
    variables,
    extensions,
    http: { body, headers, method, search },
  } as OperationRequest & { readonly query: string }; // cast: checked above; null is nothing to Apollo Server
}

function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || is(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function executeHttp(
  server: ApolloServer<RequestContext>,
  httpGraphQLRequest: HTTPGraphQLRequest,
  context: RequestContext,
): Promise<Answer> {
  const { status, headers, body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest,
    context: async () => context,
  });
  if (body.kind !== 'complete') throw new Error('Nothing in this graph is answered in parts.');
  const contentType = headers.get('content-type') ?? '';
  return { status: status ?? 200, headers, contentType, body: body.string, errors: codesIn(body.string) };
}

/** Apollo Server writes errors first. */
function codesIn(body: string): readonly string[] {
  if (!body.startsWith('{"errors"')) return [];
  const { errors } = JSON.parse(body) as { errors: readonly FormattedError[] }; // cast: it was written just now
  return errors.map((error) => codeOf(error));
}

interface FormattedError {
  readonly extensions?: Readonly<Record<string, unknown>>;
}

function codeOf({ extensions }: FormattedError): string {
  return String(extensions?.code ?? 'INTERNAL');
}
