import { Pool } from 'undici';
import { HubError } from '../../schema/errors.ts';
import { fetchOutcome, timedOut } from './remote/answer.ts';
import { type CircuitLimits, circuit } from './remote/circuit.ts';
import { type Connection, exchange } from './remote/exchange.ts';
import { bodyOpening, requestBody, variablesJson } from './remote/request-body.ts';
import { SharedQueries, type SharedReply } from './remote/shared-queries.ts';
import type { DataSource, FetchCall, FetchDocument, PreparedFetch } from './source.ts';

/** A department that runs elsewhere. */
export interface RemoteDepartment {
  /** Name that clients are told when it does not answer. */
  readonly publicName: string;
  /** Address of its graph, by http or https. */
  readonly url: string;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Most connections at once; 64 unless told. What exceeds them waits its turn. */
  readonly maxConnections?: number;
  /** Longest answer, in bytes after decompression; 32 MiB unless told. */
  readonly maxAnswerBytes?: number;
  /** Signs a passport for one request body; without it the department is asked without one. */
  readonly sign?: SignPassport | undefined;
  /** When it is left alone; after 5 failures in a row for 2 seconds unless told. */
  readonly circuit?: CircuitLimits;
}

/**
 * The passport of a call, for exactly this request body, as the value of the header. What it throws of the registry is what the
 * caller is told.
 */
export type SignPassport = (call: FetchCall, body: string) => string;

const DEFAULT_CONNECTIONS = 64;
const DEFAULT_ANSWER_BYTES = 32 * 1024 * 1024;
const DEFAULT_CIRCUIT: CircuitLimits = { maxFailures: 5, openMs: 2_000 };

/**
 * Runs fetches over HTTP. Whatever goes wrong there costs the department's own fields only, and nothing of its texts
 * reaches the client: `log` gets the causes. Equal queries under way of callers with equal rights are one request.
 *
 * Fails with SUBGRAPH_UNAVAILABLE (no connection, a status that is no success, or left alone after failures),
 * SUBGRAPH_TIMEOUT, SUBGRAPH_INVALID (a success that is no GraphQL, or is too long), or as signing the passport does.
 *
 * @throws HubError CONFIG_INVALID when the address is not one of HTTP
 */
export function remoteSource(department: RemoteDepartment, log: (cause: unknown) => void): DataSource {
  const connection = connect(department);
  const ask = askingOf(department, connection, log);
  let closed: Promise<void> | undefined;
  return {
    publicName: department.publicName,
    prepare: (document) => preparedFetch(department, document, ask, log),
    // Waits for what is under way, which its deadlines bound.
    close: () => (closed ??= connection.pool.close()),
  };
}

function connect({ publicName, url, timeoutMs, maxConnections, maxAnswerBytes }: RemoteDepartment): Connection {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) {
    const problem = `the address of the department "${publicName}" does not begin with http:// or https://.`;
    throw new HubError('CONFIG_INVALID', { details: { problem } });
  }
  const pool = new Pool(address.origin, {
    connections: maxConnections ?? DEFAULT_CONNECTIONS,
    connectTimeout: timeoutMs,
    // Every exchange has a deadline of its own, for headers and body together.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const path = `${address.pathname}${address.search}`;
  return { pool, path, timeoutMs, maxAnswerBytes: maxAnswerBytes ?? DEFAULT_ANSWER_BYTES };
}

/** Asks for the variables, which come as JSON, on behalf of a call. */
type Ask = (document: PreparedDocument, variables: string, call: FetchCall, deadlineMs: number) => Promise<SharedReply>;

interface PreparedDocument {
  readonly opening: string;
  readonly isQuery: boolean;
}

function askingOf(department: RemoteDepartment, connection: Connection, log: (cause: unknown) => void): Ask {
  const breaker = circuit(department.circuit ?? DEFAULT_CIRCUIT, log);
  const queries = new SharedQueries();
  const { sign } = department;
  return async ({ opening, isQuery }, variables, call, deadlineMs) => {
    const body = requestBody(opening, variables);
    const ask = () => {
      const passport = sign && passportsOf(() => sign(call, body));
      const question = { body, isRepeatable: isQuery, requestId: call.requestId, passport, deadlineMs };
      return breaker.run(() => exchange(connection, question));
    };
    if (!isQuery) return { reply: await ask(), isOwn: true };
    return queries.ask({ rights: call.passport.rightsKey, opening, variables }, deadlineMs, ask);
  };
}

/** Passports for one question and its repetitions. The first is signed at once: where that fails, nobody is asked. */
function passportsOf(sign: () => string): () => string {
  let first: string | undefined = sign();
  return () => {
    const passport = first ?? sign();
    first = undefined;
    return passport;
  };
}

function preparedFetch(
  { publicName, timeoutMs }: RemoteDepartment,
  document: FetchDocument,
  ask: Ask,
  log: (cause: unknown) => void,
): PreparedFetch {
  const prepared = { opening: bodyOpening(document), isQuery: document.kind === 'query' };
  return async (variables, call) => {
    const givenMs = Math.min(timeoutMs, call.deadlineMs - performance.now());
    if (givenMs <= 0) return timedOut(publicName, givenMs);
    try {
      const { reply, isOwn } = await ask(prepared, variablesJson(variables), call, performance.now() + givenMs);
      return fetchOutcome(reply, publicName, isOwn ? log : LOGGED_ALREADY);
    } catch (cause) {
      log(cause);
      const unavailable = () => new HubError('SUBGRAPH_UNAVAILABLE', { details: { department: publicName } });
      return { kind: 'failed', error: cause instanceof HubError ? cause : unavailable() };
    }
  };
}

/** Whoever asked writes what came of it into the log, not all those who waited with them. */
const LOGGED_ALREADY = (): void => undefined;
