import { isUtf8 } from 'node:buffer';
import type { Dispatcher } from 'undici';
import { type AnswerBody, type BodyEnd, type BodyListener, gzippedBody, plainBody } from './answer-body.ts';
import type { Reply } from './reply.ts';
import { type ResponseHeaders, readHead } from './response-head.ts';

/** How one HTTP request ended: with what is a reply, or with a lost connection before the head of a response. */
export type AttemptEnd =
  | Extract<Reply, { kind: 'answer' | 'failed' }>
  | { readonly kind: 'lost'; readonly cause: Error };

/** Codes of Node and undici for a connection that was refused, reset or closed. */
const LOSSES: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/**
 * One HTTP request, as undici tells of it. Told of its end exactly once, unless it was given up before. The bare handler
 * costs half as much as `request` and a seventh of `fetch`.
 */
export class Attempt implements Dispatcher.DispatchHandler, BodyListener {
  readonly #maxBytes: number;
  readonly #settle: (end: AttemptEnd) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #body: AnswerBody | undefined;
  #isFault = false;
  #isOver = false;

  /** @param maxBytes longest body that is read, after decompression */
  constructor(maxBytes: number, settle: (end: AttemptEnd) => void) {
    this.#maxBytes = maxBytes;
    this.#settle = settle;
  }

  /** Nobody waits for it any more. The connection goes too, since the rest of the response would still come on it. */
  giveUp(): void {
    this.#isOver = true;
    this.#body?.abandon();
    this.#controller?.abort(new Error('nobody waits for the answer'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // It waited too long for a connection. An abort would cost that connection, what is thrown does not.
    if (this.#isOver) throw new Error('nobody waits for the answer');
    this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    if (status < 200) return;
    const head = readHead(status, headers);
    if (head.kind === 'failed') {
      this.#refuse(head);
    } else {
      this.#isFault = head.isFault;
      this.#body = (head.isGzipped ? gzippedBody : plainBody)(this.#maxBytes, this);
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver || this.#body === undefined) return;
    if (!this.#body.write(chunk)) controller.pause();
  }

  onDrain(): void {
    if (!this.#isOver) this.#controller?.resume();
  }

  onResponseEnd(): void {
    if (!this.#isOver) this.#body?.end();
  }

  onEnd(end: BodyEnd): void {
    if (this.#isOver) return;
    if (end.kind === 'whole') this.#finish(answered(end.bytes, this.#isFault));
    else if (end.kind === 'damaged') this.#refuse(invalid('answered with a damaged gzip body', this.#isFault));
    else this.#refuse(invalid(`answered more than ${this.#maxBytes} bytes`, true));
  }

  onResponseError(_: Dispatcher.DispatchController, cause: Error & { readonly code?: unknown }): void {
    if (this.#isOver) return;
    const isLost = this.#body === undefined && LOSSES.has(cause.code);
    this.#body?.abandon();
    this.#finish(
      isLost ? { kind: 'lost', cause } : { kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE', cause, isFault: true },
    );
  }

  #refuse(end: AttemptEnd): void {
    this.giveUp();
    this.#settle(end);
  }

  #finish(end: AttemptEnd): void {
    this.#isOver = true;
    this.#settle(end);
  }
}

function answered(bytes: Buffer, isFault: boolean): AttemptEnd {
  if (!isUtf8(bytes)) return invalid('answered in another charset than UTF-8', isFault);
  return { kind: 'answer', text: bytes.toString('utf8'), isFault };
}

function invalid(problem: string, isFault: boolean): AttemptEnd {
  return { kind: 'failed', code: 'SUBGRAPH_INVALID', cause: new Error(problem), isFault };
}
