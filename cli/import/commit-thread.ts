import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { HubError } from '../../schema/errors.ts';
import { packageRoot } from '../../schema/package-root.ts';
import type { PreparedChunk } from '../../subgraphs/_runtime/intake/prepared-chunk.ts';
import type { CommitReply, CommitRequest, CommitTask } from './commit-message.ts';

/** Always the built file: a thread starts without the loader that lets tests import the sources. */
const ENTRY = join(packageRoot, 'dist', 'cli', 'import', 'commit-entry.js');

/**
 * Memory for what the thread has just made, in MiB: a third of the default. What it gets lives until it is written, so that more
 * would only be more to copy.
 */
const YOUNG_MIB = 16;

/** Chunks that may wait to be written; more would only fill memory. */
const MAX_WAITING = 2;

/**
 * The thread that writes the chunks of an import, as the one that reads and checks sees it: both work at the same time. After the
 * first failure everything fails.
 */
export class CommitThread {
  readonly #worker: Worker;
  readonly #ended: Promise<unknown>;
  #waiting = 0;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(task: CommitTask) {
    this.#worker = new Worker(ENTRY, { workerData: task, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB } });
    this.#ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.on('message', (reply: CommitReply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the thread that writes has ended')));
  }

  /** Hands the chunk over; waits while others are to be written first. */
  async commit(chunk: PreparedChunk): Promise<void> {
    await this.#until(MAX_WAITING - 1);
    this.#waiting += 1;
    this.#worker.postMessage({ kind: 'commit', chunk } satisfies CommitRequest);
  }

  /** Waits until everything is written. */
  drain(): Promise<void> {
    return this.#until(0);
  }

  /** Ends the thread, after what it has been given. It is never cut off: the engine takes that for a fault, and ends the process. */
  async close(): Promise<void> {
    this.#worker.postMessage({ kind: 'close' } satisfies CommitRequest);
    await this.#ended;
  }

  async #until(most: number): Promise<void> {
    while (this.#failure === undefined && this.#waiting > most) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  #receive(reply: CommitReply): void {
    if (reply.kind === 'refused') this.#fail(new HubError(reply.code, { details: reply.details }));
    else if (reply.kind === 'failed') this.#fail(new Error(reply.text));
    this.#waiting -= 1;
    this.#wake();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }
}
