import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type RemoteDepartment, remoteSource } from '../../../gateway/sources/remote-source.ts';
import type { DataSource, FetchCall, FetchDocument, FetchOutcome, Variables } from '../../../gateway/sources/source.ts';
import { PUBLIC_PASSPORT } from '../../../schema/access/passport.ts';

/** A request that reached the department, body and all. */
export interface ReceivedQuestion {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly socket: Socket;
}

/** How the department answers a question that it has read. */
export type Script = (response: ServerResponse, question: ReceivedQuestion) => void;

/** A department that does what its script says, and the source under test that asks it. */
export interface ScriptedDepartment extends AsyncDisposable {
  readonly source: DataSource;
  /** Questions in the order in which they came. */
  readonly received: readonly ReceivedQuestion[];
  /** Connections in the order in which they were opened. */
  readonly connections: readonly Socket[];
  /** What the source logged. */
  readonly logged: readonly unknown[];
  /** Runs a fetch; a query of any caller with 10 seconds unless told. */
  run(asked?: Partial<FetchDocument>, variables?: Variables, call?: Partial<FetchCall>): Promise<FetchOutcome>;
  /** Resolves when the department has received so many questions in all. */
  hasReceived(count: number): Promise<void>;
}

export const QUERY: FetchDocument = { text: '{ a }', operationName: undefined, kind: 'query' };

/** Starts a department on a port of its own. */
export async function scriptedDepartment(
  script: Script,
  options: Partial<RemoteDepartment> = {},
): Promise<ScriptedDepartment> {
  const received: ReceivedQuestion[] = [];
  const connections: Socket[] = [];
  const logged: unknown[] = [];
  const server = createServer(async (message, response) => {
    const question = { headers: message.headers, body: await text(message), socket: message.socket };
    received.push(question);
    script(response, question);
    server.emit('question');
  });
  server.on('connection', (socket) => connections.push(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const department = { publicName: '市场监管', url: `http://127.0.0.1:${port}/graphql`, timeoutMs: 5_000, ...options };
  const source = remoteSource(department, (cause) => logged.push(cause));
  return {
    source,
    received,
    connections,
    logged,
    run: async (asked, variables = {}, call) => source.prepare({ ...QUERY, ...asked })(variables, callWith(call)),
    async hasReceived(count) {
      while (received.length < count) await once(server, 'question');
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await source.close();
    },
  };
}

/** Answers in GraphQL. */
export function answer(response: ServerResponse, body: object = { data: { a: 1 } }): void {
  response.setHeader('content-type', 'application/json; charset=utf-8').end(JSON.stringify(body));
}

/** Resolves when the connection is closed, however rudely. */
export function isClosed(connection: Socket | undefined): Promise<void> {
  return new Promise((resolve) => connection?.on('error', () => undefined).once('close', () => resolve()));
}

/** Code of an outcome that failed, or what it was instead. */
export function codeOf(outcome: FetchOutcome): string {
  return outcome.kind === 'failed' ? outcome.error.code : outcome.kind;
}

/** Everything of an outcome's errors that could be shown to a client. */
export function textsOf(outcome: FetchOutcome): string {
  const errors = outcome.kind === 'failed' ? [outcome.error] : outcome.errors.map(({ error }) => error);
  return JSON.stringify([outcome.kind, errors, errors.map((error) => [error.message, error.toGraphQL()])]);
}

function callWith(call: Partial<FetchCall> = {}): FetchCall {
  return { requestId: 'r-1', passport: PUBLIC_PASSPORT, deadlineMs: performance.now() + 10_000, ...call };
}

async function text(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
