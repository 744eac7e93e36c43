import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { HubError } from '../../../schema/errors.ts';
import { packageRoot } from '../../../schema/package-root.ts';
import type { CaseVersion } from '../port.ts';
import type { WriterReply, WriterRequest, WriterTask } from './writer-message.ts';

/** Always the built file: a thread starts without the loader that lets tests import the sources. */
const ENTRY = join(packageRoot, 'dist', 'storage', 'coordination', 'embedded', 'writer-entry.js');

/** How long a reply may take, in milliseconds: longer than the engine waits for another process. */
const DEADLINE_MS = 15_000;

/** Versions of one transaction. */
const MOST_TOGETHER = 500;

interface Waiting {
  readonly version: CaseVersion;
  readonly resolve: (isSaved: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The thread that writes cases, as the others see it. What comes while a transaction is under way goes together into the next one:
 * many officers share the wait for the disk, and nobody who only reads waits for it. The thread is started when there is something
 * to write. One that ends or does not answer in time is given up, and whoever waits is told STORE_UNAVAILABLE.
 */
export class CaseWriter {
  readonly #folder: string;
  #worker: Worker | undefined;
  /** Tells the thread that it is given up. */
  #givenUp = flag();
  #waiting: Waiting[] = [];
  #underWay: readonly Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Durable when it resolves to true; false where the version is not the next one of its case. */
  save(version: CaseVersion): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ version, resolve, reject });
      if (this.#waiting.length === 1) queueMicrotask(() => this.#sendNext());
    });
  }

  /** Lets the thread end, after what was asked before. */
  async close(): Promise<void> {
    while (this.#waiting.length + this.#underWay.length > 0) await new Promise((resolve) => setImmediate(resolve));
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#worker = undefined;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage({ kind: 'close' } satisfies WriterRequest);
    await ended;
  }

  #sendNext(): void {
    if (this.#underWay.length > 0 || this.#waiting.length === 0) return;
    const worker = this.#worker ?? this.#start();
    this.#worker = worker;
    this.#underWay = this.#waiting.splice(0, MOST_TOGETHER);
    const late = () => this.#giveUp(worker, new Error(`no reply within ${DEADLINE_MS} ms`));
    this.#timer = setTimeout(late, DEADLINE_MS);
    worker.ref(); // the process stays until the reply is here, and no longer
    const versions = this.#underWay.map(({ version }) => version);
    worker.postMessage({ kind: 'save', versions } satisfies WriterRequest);
  }

  #start(): Worker {
    this.#givenUp = flag();
    const task: WriterTask = { folder: this.#folder, givenUp: this.#givenUp };
    const worker = new Worker(ENTRY, { workerData: task });
    worker.on('message', (reply: WriterReply) => this.#receive(worker, reply));
    worker.on('error', (error) => this.#giveUp(worker, error));
    worker.on('exit', () => this.#giveUp(worker, new Error('the thread that writes has ended')));
    return worker;
  }

  #receive(worker: Worker, reply: WriterReply): void {
    if (worker !== this.#worker) return;
    const done = this.#finish(worker);
    if (reply.kind === 'saved') {
      done.forEach(({ resolve }, index) => {
        resolve(reply.outcomes[index] === true);
      });
    } else {
      const { code, details, cause } = reply;
      for (const { reject } of done) reject(new HubError(code, { details, cause: new Error(cause) }));
    }
    this.#sendNext();
  }

  #giveUp(worker: Worker, cause: Error): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    // Not terminated: the engine takes it for a fault to be cut off in a call, and ends the whole process.
    Atomics.store(this.#givenUp, 0, 1);
    worker.postMessage({ kind: 'close' } satisfies WriterRequest);
    for (const { reject } of this.#finish(worker)) reject(new HubError('STORE_UNAVAILABLE', { cause }));
    this.#sendNext();
  }

  #finish(worker: Worker): readonly Waiting[] {
    clearTimeout(this.#timer);
    worker.unref();
    const done = this.#underWay;
    this.#underWay = [];
    return done;
  }
}

function flag(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}
