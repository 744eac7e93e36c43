import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type GraphQLSchema, printSchema } from 'graphql';
import { HubError } from '../schema/errors.ts';
import type { Handler } from './http-server.ts';
import { PAGE_HEADERS } from './page-headers.ts';
import { type View, viewOf } from './policy/view.ts';
import { identify, type TokenPolicy } from './request/identify.ts';
import { requestIdOf } from './request/receive.ts';
import { respondWithError } from './request/respond.ts';

/** What the schema is sent with. */
export interface SchemaDocumentSetting {
  /** Whose tokens are believed; null takes none. */
  readonly tokens: TokenPolicy | null;
  /** The schema of a view: the same object until it changes. */
  readonly schemaOf: (view: View) => GraphQLSchema;
  readonly log: (cause: unknown) => void;
}

/**
 * Sends the schema as SDL to GET and HEAD: what introspection shows to the same caller, who is identified as for a query
 * (authorization §4). Refuses with METHOD_NOT_ALLOWED, UNAUTHENTICATED or
 * ISSUER_UNAVAILABLE.
 */
export function schemaDocument({ tokens, schemaOf, log }: SchemaDocumentSetting): Handler {
  const documentOf = printedOnce();
  return async (message, response) => {
    const requestId = requestIdOf(message);
    try {
      if (message.method !== 'GET' && message.method !== 'HEAD') {
        const error = new HubError('METHOD_NOT_ALLOWED', { details: { allowed: 'GET, HEAD' } });
        return respondWithError(error, requestId, response);
      }
      const identified = await identify(message, tokens);
      if (identified.kind === 'refused') return respondWithError(identified.error, requestId, response);
      const view = viewOf(identified.value.caller.kind);
      send(documentOf(schemaOf(view)), { view, requestId }, message, response);
    } catch (cause) {
      log(cause);
      if (response.headersSent) response.destroy();
      else respondWithError(new HubError('INTERNAL', { cause }), requestId, response);
    }
  };
}

interface PrintedSchema {
  readonly text: Buffer;
  /** Entity tag of exactly this text (RFC 9110, 8.8.3). */
  readonly tag: string;
}

/** Printing costs tens of milliseconds. A text is held as long as its schema: there is one for each view. */
function printedOnce(): (schema: GraphQLSchema) => PrintedSchema {
  const known = new WeakMap<GraphQLSchema, PrintedSchema>();
  return (schema) => {
    const printed = known.get(schema) ?? print(schema);
    known.set(schema, printed);
    return printed;
  };
}

function print(schema: GraphQLSchema): PrintedSchema {
  const text = Buffer.from(`${printSchema(schema)}\n`);
  return { text, tag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}

/**
 * Whoever keeps the document asks each time whether it still holds, so that a replaced supergraph, or a token that is good no
 * longer, counts at once; what is not public is kept by its reader alone.
 */
function send(
  { text, tag }: PrintedSchema,
  { view, requestId }: { readonly view: View; readonly requestId: string },
  { method, headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const common = {
    etag: tag,
    vary: 'Authorization',
    'cache-control': view === 'public' ? 'public, no-cache' : 'private, no-cache',
    'x-request-id': requestId,
  };
  if (holds(headers['if-none-match'], tag)) {
    response.writeHead(304, common).end();
    return;
  }
  // SDL has no registered type; browsers show this one, where they would save others.
  const contentType = 'text/plain; charset=utf-8';
  response.writeHead(200, { ...common, ...PAGE_HEADERS, 'content-type': contentType, 'content-length': text.length });
  response.end(method === 'HEAD' ? undefined : text);
}

/** Whether the client has this very text (RFC 9110, 13.1.2); proxies that compress mark the tag as weak. */
function holds(condition: string | undefined, tag: string): boolean {
  if (condition === undefined) return false;
  return condition.split(',').some((one) => ['*', tag, `W/${tag}`].includes(one.trim()));
}
