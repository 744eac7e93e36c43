import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { takesGzip } from '../takes-gzip.ts';

/** What the site answers with. */
export interface SiteDocument {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  /** How long caches may hold it; none where it is missing. What they may hold also gets an ETag. */
  readonly cacheControl?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const HTML_TYPE = 'text/html; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';

/** A browser loads from this site alone, runs nothing that stands in a page, and shows the pages in no other site's frame. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; " +
    "base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), interest-cohort=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Shorter ones are not worth it, in bytes. */
const COMPRESSED_FROM = 1_400;

const compressed = promisify(gzip);

/** Sends a document, compressed where the browser takes that, or says that it holds it already. */
export async function sendDocument(
  { status, contentType, body, cacheControl, headers = {} }: SiteDocument,
  requestId: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const head: Record<string, string> = { ...SECURITY_HEADERS, ...headers, 'x-request-id': requestId };
  head['cache-control'] = cacheControl ?? 'no-store';
  head.vary = 'accept-encoding';
  if (cacheControl !== undefined) {
    head.etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    if (holds(message.headers['if-none-match'], head.etag)) {
      response.writeHead(304, head).end();
      return;
    }
  }
  const bytes = Buffer.from(body);
  const isCompressed = bytes.length >= COMPRESSED_FROM && takesGzip(message.headers['accept-encoding']);
  const sent = isCompressed ? await compressed(bytes) : bytes;
  if (isCompressed) head['content-encoding'] = 'gzip';
  response.writeHead(status, { ...head, 'content-type': contentType, 'content-length': sent.length }).end(sent);
}

function holds(tags: string | undefined, etag: string): boolean {
  return tags?.split(',').some((tag) => tag.trim() === etag) ?? false;
}
