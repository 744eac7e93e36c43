import type { Pool } from 'undici';
import { PASSPORT_HEADER } from '../../../schema/passport/passport-claims.ts';
import { Attempt, type AttemptEnd } from './attempt.ts';
import type { Reply } from './reply.ts';
import { MAX_RETRIES, retryDelayMs } from './retry.ts';

/** The way to a department. */
export interface Connection {
  readonly pool: Pool;
  /** Path and query of its address. */
  readonly path: string;
  /** Longest answer, in bytes after decompression. */
  readonly maxAnswerBytes: number;
  /** The time that it should need at most, in milliseconds. */
  readonly timeoutMs: number;
}

/** What a department is asked. */
export interface Question {
  /** The request body. */
  readonly body: string;
  /** True when asking twice does no harm. */
  readonly isRepeatable: boolean;
  readonly requestId: string;
  /** Makes the passport, anew for each attempt: none is taken twice. */
  readonly passport: (() => string) | undefined;
  /** When the wait for it ends, in milliseconds of `performance.now()`. */
  readonly deadlineMs: number;
}

/**
 * Asks a department, again where a connection was lost and that does no harm, and waits no longer than the deadline. The
 * department learns how long that is, and the request id. Never rejects.
 */
export function exchange(connection: Connection, question: Question): Promise<Reply> {
  return new Promise((resolve) => new Exchange(connection, question, resolve).ask());
}

/** A department that got less than this share of its time is not to blame when it was late. */
const FAIR_SHARE = 0.1;

class Exchange {
  readonly #connection: Connection;
  readonly #question: Question;
  readonly #resolve: (reply: Reply) => void;
  readonly #givenMs: number;
  readonly #deadline: NodeJS.Timeout;
  #attempt: Attempt | undefined;
  #retries = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor(connection: Connection, question: Question, resolve: (reply: Reply) => void) {
    this.#connection = connection;
    this.#question = question;
    this.#resolve = resolve;
    this.#givenMs = this.#remainingMs();
    this.#deadline = setTimeout(() => this.#expire(), this.#givenMs);
  }

  ask(): void {
    const { pool, path, maxAnswerBytes } = this.#connection;
    const { body, requestId, passport } = this.#question;
    this.#attempt = new Attempt(maxAnswerBytes, (end) => this.#onEnd(end));
    const fields = headers(requestId, this.#remainingMs());
    if (passport !== undefined) fields.push(PASSPORT_HEADER, passport());
    pool.dispatch({ method: 'POST', path, body, headers: fields }, this.#attempt);
  }

  #onEnd(end: AttemptEnd): void {
    const delayMs = retryDelayMs(this.#retries, Math.random());
    if (end.kind !== 'lost') {
      this.#settle(end);
    } else if (this.#question.isRepeatable && this.#retries < MAX_RETRIES && delayMs < this.#remainingMs()) {
      this.#retries += 1;
      this.#retry = setTimeout(() => this.ask(), delayMs);
    } else {
      this.#settle({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE', cause: end.cause, isFault: true });
    }
  }

  #expire(): void {
    clearTimeout(this.#retry);
    this.#attempt?.giveUp();
    const isFault = this.#givenMs >= this.#connection.timeoutMs * FAIR_SHARE;
    this.#resolve({ kind: 'late', givenMs: this.#givenMs, isFault });
  }

  #settle(reply: Reply): void {
    clearTimeout(this.#deadline);
    this.#resolve(reply);
  }

  #remainingMs(): number {
    return this.#question.deadlineMs - performance.now();
  }
}

/** Names and values in turn; the constant ones first. */
function headers(requestId: string, remainingMs: number): string[] {
  return [
    'content-type',
    'application/json',
    'accept',
    'application/graphql-response+json, application/json;q=0.9',
    'accept-encoding',
    'gzip',
    'x-request-id',
    requestId,
    'x-credit-deadline-ms',
    String(Math.max(1, Math.floor(remainingMs))),
  ];
}
