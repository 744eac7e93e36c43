import type { Reply } from './reply.ts';

/** Header fields of a response by name in small letters; a field that came twice is a list. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What status and header fields say: how to read the body, or why not to. */
export type ResponseHead =
  | { readonly kind: 'readable'; readonly isGzipped: boolean; readonly isFault: boolean }
  | Extract<Reply, { kind: 'failed' }>;

/** Media types of an answer. A charset may be named, if it is UTF-8. */
const MEDIA_TYPE = /^application\/(json|graphql-response\+json)\s*(;\s*charset\s*=\s*("utf-8"|utf-8)\s*)?;?$/i;

/**
 * Reads the head of a response by the rules of GraphQL over HTTP. A success that is not JSON in UTF-8 is SUBGRAPH_INVALID.
 * Any other status is SUBGRAPH_UNAVAILABLE, a redirect among them, since it leads to where nobody configured; but where
 * the media type says that GraphQL itself speaks, its body is an answer like any other.
 */
export function readHead(status: number, headers: ResponseHeaders): ResponseHead {
  const isFault = status >= 500 || status === 429;
  const mediaType = MEDIA_TYPE.exec(String(headers['content-type'] ?? ''))?.[1]?.toLowerCase();
  const isSuccess = status >= 200 && status <= 299;
  const isGraphQLError = status >= 400 && mediaType === 'graphql-response+json';
  if (!isSuccess && !isGraphQLError) {
    return {
      kind: 'failed',
      code: 'SUBGRAPH_UNAVAILABLE',
      cause: new Error(`answered with status ${status}`),
      isFault,
    };
  }
  if (mediaType === undefined) return unreadable('content-type', headers);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return { kind: 'readable', isGzipped: false, isFault };
  if (encoding === 'gzip') return { kind: 'readable', isGzipped: true, isFault };
  return unreadable('content-encoding', headers);
}

/** Longest header value that is worth a place in the log, in characters. */
const MAX_LOGGED = 100;

function unreadable(name: string, headers: ResponseHeaders): ResponseHead {
  const value = JSON.stringify(String(headers[name] ?? '').slice(0, MAX_LOGGED));
  const cause = new Error(`answered with ${name} ${value}`);
  return { kind: 'failed', code: 'SUBGRAPH_INVALID', cause, isFault: false };
}
