import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../../../schema/package-root.ts';
import { unavailable } from '../audited.ts';
import type { AuditReceiptPlace, SealedSegment } from '../port.ts';
import type { WriterReply, WriterRequest, WriterTask } from './writer-message.ts';

/** Always the built file: a thread starts without the loader that lets tests import the sources. */
const ENTRY = join(packageRoot, 'dist', 'storage', 'audit', 'embedded', 'writer-entry.js');

/** Who waits for the next reply. */
interface Waiting {
  readonly resolve: (reply: WriterReply) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * The thread that writes a trail, as the others see it. One that ends or does not answer in time is given up, and the next
 * request starts another; whoever waits for it is told AUDIT_UNAVAILABLE.
 */
export class WriterThread {
  readonly #file: string;
  readonly #deadlineMs: number;
  #worker: Worker | undefined;
  /** Tells the thread that it is given up. */
  #givenUp = flag();
  #waiting: Waiting[] = [];
  #acknowledged: AuditReceiptPlace | null = null;

  /** @param deadlineMs how long a reply may take */
  constructor(file: string, deadlineMs: number) {
    this.#file = file;
    this.#deadlineMs = deadlineMs;
    this.#worker = this.#start();
  }

  async append(texts: readonly string[]): Promise<readonly AuditReceiptPlace[]> {
    const reply = await this.#ask({ kind: 'append', texts });
    if (reply.kind !== 'appended') throw unavailable(failure(reply));
    this.#acknowledged = reply.places.at(-1) ?? this.#acknowledged;
    return reply.places;
  }

  async seal(): Promise<SealedSegment | null> {
    const reply = await this.#ask({ kind: 'seal' });
    if (reply.kind !== 'sealed') throw unavailable(failure(reply));
    return reply.segment;
  }

  /** Lets the thread end, after what was asked before. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    worker.ref();
    worker.postMessage({ kind: 'close' } satisfies WriterRequest);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#deadlineMs);
      worker.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
    });
    worker.unref();
  }

  #ask(request: WriterRequest): Promise<WriterReply> {
    const worker = this.#worker ?? this.#start();
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      const late = () => this.#giveUp(worker, new Error(`no reply within ${this.#deadlineMs} ms`));
      this.#waiting.push({ resolve, reject, timer: setTimeout(late, this.#deadlineMs) });
      worker.ref(); // the process stays until the reply is here, and no longer
      worker.postMessage(request);
    });
  }

  #start(): Worker {
    this.#givenUp = flag();
    const task: WriterTask = { file: this.#file, acknowledged: this.#acknowledged, givenUp: this.#givenUp };
    const worker = new Worker(ENTRY, { workerData: task });
    worker.on('message', (reply: WriterReply) => this.#receive(worker, reply));
    worker.on('error', (error) => this.#giveUp(worker, error));
    worker.on('exit', () => this.#giveUp(worker, new Error('the thread that writes has ended')));
    worker.unref();
    return worker;
  }

  #receive(worker: Worker, reply: WriterReply): void {
    if (worker !== this.#worker) return;
    const waiting = this.#waiting.shift();
    clearTimeout(waiting?.timer);
    if (this.#waiting.length === 0) worker.unref();
    waiting?.resolve(reply);
  }

  #giveUp(worker: Worker, cause: Error): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    // Not terminated: the engine takes it for a fault to be cut off in a call, and ends the whole process.
    Atomics.store(this.#givenUp, 0, 1);
    worker.postMessage({ kind: 'close' } satisfies WriterRequest);
    worker.unref();
    for (const { reject, timer } of this.#waiting.splice(0)) {
      clearTimeout(timer);
      reject(unavailable(cause));
    }
  }
}

function failure(reply: WriterReply): Error {
  return new Error(reply.kind === 'failed' ? reply.cause : 'the thread that writes answered something else');
}

function flag(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}
