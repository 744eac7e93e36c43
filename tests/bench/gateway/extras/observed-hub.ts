import { fork } from 'node:child_process';
import { join } from 'node:path';
import { stopChild } from '../processes/child.ts';

/** A hub in a process that tells its memory. */
export interface ObservedHub {
  readonly url: string;
  memory(): Promise<{ readonly heapMiB: number; readonly rssMiB: number }>;
  stop(): Promise<void>;
}

/** Starts the hub on a seeded store. */
export async function startObservedHub(data: string): Promise<ObservedHub> {
  const child = fork(join(import.meta.dirname, 'observed-hub-process.js'), [data], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const next = <Message>() =>
    new Promise<Message>((resolve, reject) => {
      const ended = () => reject(new Error('the observed hub ended'));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(message as Message); // cast: our own process, which answers in order
      });
    });
  const url = await next<string>();
  return {
    url,
    memory: () => {
      child.send('memory');
      return next();
    },
    stop: () => stopChild(child),
  };
}
