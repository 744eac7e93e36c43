import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { stopChild } from '../processes/child.ts';
import type { LoadOrder, LoadResult } from './load-order.ts';

/** The process that puts load on servers; always the same one, so that it is equally warm for everybody. */
export class LoadGenerator {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'load-process.js'));

  /** @throws Error when the process ends instead of answering. */
  run(order: LoadOrder): Promise<LoadResult> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('the load process ended'));
      this.#child.once('exit', ended);
      this.#child.once('message', (message) => {
        this.#child.off('exit', ended);
        resolve(message as LoadResult); // cast: our own process
      });
      this.#child.send(order);
    });
  }

  stop(): Promise<void> {
    return stopChild(this.#child);
  }
}
