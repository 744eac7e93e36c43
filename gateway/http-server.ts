import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HubError } from '../schema/errors.ts';
import { PAGE_HEADERS } from './page-headers.ts';
import { requestIdOf } from './request/receive.ts';
import { respondWithError } from './request/respond.ts';

/** Longest wait for requests under way when the server closes, in milliseconds. */
const DRAIN_MS = 10_000;

/** Longest time in which a request must have come in whole, in milliseconds; who sends slower holds a connection for nothing. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Answers one request, whatever happens. */
export type Handler = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A document at a fixed address. */
export interface Page {
  readonly contentType: string;
  readonly body: string;
}

export interface HttpServerOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Most bytes of headers of one request; Node's 16 KiB unless told. */
  readonly maxHeaderBytes?: number;
  readonly graphql: Handler;
  /** The schema as SDL; nothing stands at its address where it is missing. */
  readonly schemaDocument?: Handler;
  /** Takes reports of records, which may be long, at /records/…; nothing stands there where it is missing. */
  readonly records?: Handler;
  /** What else answers, by path; it looks by itself at who asks, and may answer for long. */
  readonly routes?: ReadonlyMap<string, Handler>;
  /** Other documents by path, made for each request. */
  readonly pages: ReadonlyMap<string, () => Page | Promise<Page>>;
  /** Answers at every other address; nothing stands there where it is missing. */
  readonly site?: Handler;
}

export interface RunningServer {
  readonly url: string;
  /** Takes no new requests, finishes those under way, and lets go of the port. */
  close(): Promise<void>;
}

/**
 * Listens for HTTP: the graph at /graphql, its schema at /schema.graphql, reports of records at /records/…, health at
 * /health/live, the given routes and pages, and a site at all other addresses.
 *
 * @throws HubError PORT_IN_USE
 */
export async function startHttpServer(options: HttpServerOptions): Promise<RunningServer> {
  const server = createServer(
    // A time limit would hold for reports too, which take as long as they take. Without one, Node takes headers for ever as well.
    { requestTimeout: 0, headersTimeout: REQUEST_TIMEOUT_MS, maxHeaderSize: options.maxHeaderBytes },
    (message, response) => void route(options, message, response),
  );
  await listen(server, options);
  const { port } = server.address() as AddressInfo; // cast: a server that listens on TCP has an address of this form
  return { url: `http://${options.host}:${port}`, close: () => drain(server) };
}

async function route(options: HttpServerOptions, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = pathOf(message);
  if (path.startsWith('/records/') && options.records !== undefined) return options.records(message, response);
  endLate(message);
  if (path === '/graphql') return options.graphql(message, response);
  if (path === '/schema.graphql' && options.schemaDocument !== undefined)
    return options.schemaDocument(message, response);
  const handler = options.routes?.get(path);
  if (handler !== undefined) return handler(message, response);
  const page = path === '/health/live' ? ALIVE : options.pages.get(path);
  if (page !== undefined) return sendPage(page, message, response);
  if (options.site !== undefined) return options.site(message, response);
  respondWithError(new HubError('NOT_FOUND'), requestIdOf(message), response);
}

/** Cuts off whoever sends a request so slowly. */
function endLate(message: IncomingMessage): void {
  const timer = setTimeout(() => void (message.complete || message.destroy()), REQUEST_TIMEOUT_MS);
  message.once('close', () => clearTimeout(timer));
}

/** What stands before the question mark. `new URL` would throw on addresses such as `//`. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

const ALIVE = (): Page => ({ contentType: 'application/json; charset=utf-8', body: '{"status":"ok"}' });

async function sendPage(
  page: () => Page | Promise<Page>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { contentType, body } = await page();
    response.setHeader('content-type', contentType);
    for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
    response.end(message.method === 'HEAD' ? undefined : body);
  } catch (cause) {
    const error = cause instanceof HubError ? cause : new HubError('INTERNAL', { cause });
    respondWithError(error, requestIdOf(message), response);
  }
}

function listen(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(cause, host, port)));
    server.listen(port, host, resolve);
  });
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): HubError {
  if (cause.code === 'EADDRINUSE') return new HubError('PORT_IN_USE', { cause, details: { port } });
  const problem = `the hub cannot listen on ${host} port ${port} (${cause.code ?? 'unknown reason'}).`;
  return new HubError('CONFIG_INVALID', { cause, details: { problem } });
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
}
