import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../workload/ask.ts';
import type { Child } from './child.ts';

const LONGEST_START_MS = 90_000;

/**
 * Waits until a server answers GraphQL.
 *
 * @throws Error when its process ends first, or takes too long.
 */
export async function waitUntilReady(child: Child, url: string): Promise<void> {
  await Promise.race([child.ended, answers(url)]);
}

async function answers(url: string): Promise<void> {
  const deadline = performance.now() + LONGEST_START_MS;
  for (;;) {
    try {
      await ask(url, '{"query":"{ __typename }"}');
      return;
    } catch (cause) {
      if (performance.now() > deadline) throw new Error(`it does not answer at ${url}`, { cause });
      await pause(100);
    }
  }
}
