import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { HubError } from '../../schema/errors.ts';
import { answerType, GRAPHQL_TYPE, JSON_TYPE } from './answer-type.ts';
import { done, type Outcome, refused } from './outcome.ts';

/** A request as it came in, body read and parsed. */
export interface ReceivedRequest {
  /** The caller's `x-request-id` where it is well formed, else one of our own. */
  readonly requestId: string;
  readonly http: HTTPGraphQLRequest;
  /** As it was sent: the body of a POST, the query string of a GET. */
  readonly content: Buffer | string;
}

/**
 * Reads a GraphQL request from the wire. GET (and HEAD, whose answer has no body) carries it in the query string, POST as
 * JSON in the body. Refuses with METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE or BAD_REQUEST.
 *
 * https://graphql.github.io/graphql-over-http/draft/
 */
export async function receive(message: IncomingMessage, maxBodyBytes: number): Promise<Outcome<ReceivedRequest>> {
  const head = message.method === 'POST' ? postHead(message) : getHead(message);
  if (head.kind === 'refused') return head;
  const requestId = requestIdOf(message);
  if (message.method !== 'POST') {
    const search = searchOf(message);
    return done({
      requestId,
      http: { method: 'GET', headers: head.value, search, body: undefined },
      content: search.slice(1),
    });
  }
  const content = await readBody(message, maxBodyBytes);
  if (content.kind === 'refused') return content;
  const body = parseJson(content.value);
  if (body.kind === 'refused') return body;
  const http = { method: 'POST', headers: head.value, search: '', body: body.value };
  return done({ requestId, http, content: content.value });
}

/** An inbound id is echoed into logs and answers, so only a short and harmless one is taken over. */
export function requestIdOf(message: IncomingMessage): string {
  const given = message.headers['x-request-id'];
  return typeof given === 'string' && /^[\w=-]{1,128}$/.test(given) ? given : randomUUID();
}

/** Apollo Server gets the headers that it looks at, and no others. */
function postHead(message: IncomingMessage): Outcome<HeaderMap> {
  const { 'content-encoding': encoding, accept } = message.headers;
  // What is compressed is never unpacked: it would grow behind the limit of the body.
  if (!hasJsonType(message) || (encoding !== undefined && encoding !== 'identity')) {
    return refused(new HubError('UNSUPPORTED_MEDIA_TYPE'));
  }
  const type = answerType(accept);
  if (type === null) return refused(new HubError('NOT_ACCEPTABLE'));
  const headers = new HeaderMap();
  headers.set('content-type', JSON_TYPE);
  if (type === GRAPHQL_TYPE) headers.set('accept', type);
  return done(headers);
}

/** Headers by which Apollo Server tells a GET that a form or an image of another site cannot send. */
const CROSS_SITE_HEADERS = ['apollo-require-preflight', 'x-apollo-operation-name'];

function getHead(message: IncomingMessage): Outcome<HeaderMap> {
  if (message.method !== 'GET' && message.method !== 'HEAD') {
    return refused(new HubError('METHOD_NOT_ALLOWED', { details: { allowed: 'GET, HEAD, POST' } }));
  }
  const { 'content-type': contentType, accept } = message.headers;
  if (contentType !== undefined && !hasJsonType(message)) return refused(new HubError('UNSUPPORTED_MEDIA_TYPE'));
  // Apollo Server has a page for browsers that open the address.
  if (answerType(accept) === null && !accept?.includes('text/html')) return refused(new HubError('NOT_ACCEPTABLE'));
  const headers = new HeaderMap();
  for (const name of ['content-type', 'accept', ...CROSS_SITE_HEADERS]) {
    const value = message.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return done(headers);
}

/** JSON is UTF-8 by its standard (RFC 8259), which is the one parameter that may be said; and it may be said once. */
const JSON_CONTENT = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

function hasJsonType({ headers, rawHeaders }: IncomingMessage): boolean {
  const type = headers['content-type'];
  if (type !== JSON_TYPE && !JSON_CONTENT.test(type ?? '')) return false;
  // Node shows the first of several; whoever stands before the hub may have looked at another.
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 'content-type'.length && name.toLowerCase() === 'content-type') count += 1;
  }
  return count === 1;
}

/** From the first question mark on. `new URL` would throw on addresses such as `//`. */
function searchOf({ url = '' }: IncomingMessage): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}

function parseJson(body: Buffer): Outcome<unknown> {
  if (!isUtf8(body)) return refused(badRequest('the body is not UTF-8.'));
  try {
    return done(JSON.parse(body.toString('utf8')));
  } catch {
    return refused(badRequest('the body is not JSON.'));
  }
}

/** Listens for chunks, which costs half of what iterating over the message does. */
function readBody(message: IncomingMessage, maxBytes: number): Promise<Outcome<Buffer>> {
  const tooLarge = () => refused(new HubError('BODY_TOO_LARGE', { details: { limitBytes: maxBytes } }));
  if (Number(message.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve(tooLarge());
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks = []; // whatever still comes is thrown away
      resolve(tooLarge());
    });
    message.on('end', () => resolve(done(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))));
    message.on('close', () => {
      // The client has gone, and nobody reads this answer.
      if (!message.complete) resolve(refused(badRequest('the body ended early.')));
    });
  });
}

function badRequest(problem: string): HubError {
  return new HubError('BAD_REQUEST', { details: { problem } });
}
