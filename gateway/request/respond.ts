import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { ERRORS, type HubError } from '../../schema/errors.ts';
import { PAGE_HEADERS } from '../page-headers.ts';
import { answerType, GRAPHQL_TYPE, JSON_TYPE } from './answer-type.ts';
import type { Answer } from './execute.ts';

/** What goes with an answer. */
export interface Accompaniment {
  readonly requestId: string;
  /** Signed by the hub; null where the answer has none. */
  readonly receipt: string | null;
}

/** Sends the answer of the GraphQL server. */
export function respond(answer: Answer, { requestId, receipt }: Accompaniment, response: ServerResponse): void {
  const { body, contentType } = answer;
  const headers: OutgoingHttpHeaders = { 'content-length': Buffer.byteLength(body), 'x-request-id': requestId };
  for (const [name, value] of answer.headers) headers[name] = value; // spreading costs as much as all the rest here
  headers['content-type'] = contentType;
  if (contentType.startsWith('text/html')) Object.assign(headers, PAGE_HEADERS);
  else headers['cache-control'] = 'no-store';
  if (receipt !== null) headers['x-credit-receipt'] = receipt;
  response.writeHead(statusOf(answer), headers);
  response.end(body);
}

/**
 * Sends an error of the registry, in the shape of a GraphQL answer.
 *
 * @param beside true where something else than GraphQL was asked: then an error is never 200, which it is by GraphQL's rules where
 *   the query was well formed
 */
export function respondWithError(error: HubError, requestId: string, response: ServerResponse, beside = false): void {
  const { message, extensions } = error.toGraphQL().toJSON();
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  const type = answerType(response.req.headers.accept) ?? JSON_TYPE;
  const { status } = ERRORS[error.code];
  response.writeHead((beside || type === GRAPHQL_TYPE) && status === 200 ? 400 : status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
    'x-request-id': requestId,
    ...headersOf(error),
  });
  if (error.code === 'BODY_TOO_LARGE') endAfterRequest(response, body);
  else response.end(body);
}

/**
 * In `application/json` a status other than 200 may be anybody's on the way, so an answer to a well-formed request is 200
 * there, even when it was not executed; in the other type it is 400. Apollo Server says 400 in both.
 *
 * https://graphql.github.io/graphql-over-http/draft/#sec-application-json
 */
function statusOf({ status, contentType, errors: [code = ''] }: Answer): number {
  if (status !== 400) return status;
  const registered = Object.hasOwn(ERRORS, code) ? ERRORS[code as keyof typeof ERRORS].status : 200; // cast: it has the key
  return registered === 200 && contentType.startsWith(GRAPHQL_TYPE) ? 400 : registered;
}

function headersOf({ code, details }: HubError): Readonly<Record<string, string>> {
  if (code === 'UNAUTHENTICATED') return { 'www-authenticate': 'Bearer' };
  if (code === 'METHOD_NOT_ALLOWED') return { allow: String(details.allowed) };
  if (code === 'RATE_EXCEEDED') return { 'retry-after': '1' };
  return code === 'BODY_TOO_LARGE' ? { connection: 'close' } : {};
}

/** Longest time that the rest of a refused body is read and thrown away, in milliseconds. */
const LINGER_MS = 1_000;

/** Ends the connection when the client has sent its body, or some time later: who is cut off in the middle may never read why. */
function endAfterRequest(response: ServerResponse, body: string): void {
  const end = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  response.write(body);
  response.req.on('end', end).on('close', end).resume();
}
