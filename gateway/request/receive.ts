import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { HubError } from '../../schema/errors.ts';
import { done, type Outcome, refused } from './outcome.ts';

/** Longest request body, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** A request as it came in, body read and parsed. */
export interface ReceivedRequest {
  /** The caller's `x-request-id` where it is well formed, else one of our own. */
  readonly requestId: string;
  readonly http: HTTPGraphQLRequest;
}

/** Reads a GraphQL request from the wire. GET carries it in the query string, POST as JSON in the body. */
export async function receive(message: IncomingMessage): Promise<Outcome<ReceivedRequest>> {
  const headers = headerMap(message);
  const method = message.method ?? 'GET';
  const search = new URL(message.url ?? '/', 'http://hub').search;
  const requestId = requestIdOf(message);
  if (method !== 'POST') {
    return method === 'GET' || method === 'HEAD'
      ? done({ requestId, http: { method: 'GET', headers, search, body: undefined } })
      : refused(new HubError('METHOD_NOT_ALLOWED', { details: { allowed: 'GET and POST' } }));
  }
  if (!/^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(headers.get('content-type') ?? '')) {
    return refused(new HubError('UNSUPPORTED_MEDIA_TYPE'));
  }
  const body = await readBody(message);
  if (body.kind === 'refused') return body;
  return done({ requestId, http: { method, headers, search, body: body.value } });
}

/** An inbound id is echoed into logs and answers, so only a short and harmless one is taken over. */
export function requestIdOf(message: IncomingMessage): string {
  const given = message.headers['x-request-id'];
  return typeof given === 'string' && /^[\w=-]{1,128}$/.test(given) ? given : randomUUID();
}

function headerMap(message: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

async function readBody(message: IncomingMessage): Promise<Outcome<unknown>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES)
      return refused(new HubError('BODY_TOO_LARGE', { details: { limitBytes: MAX_BODY_BYTES } }));
    chunks.push(chunk);
  }
  try {
    return done(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    return refused(new HubError('BAD_REQUEST', { details: { problem: 'the body is not JSON.' } }));
  }
}
