import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { keyedAdapter, openExistingStore } from '../../../cli/open-store.ts';
import { runProgram, startProgram } from '../../../examples/two-levels/program.ts';
import { openReceived } from '../../../storage/received/open-received.ts';
import { correctSome } from './correction.ts';
import { startProvider } from './provider-process.ts';

/** Two hubs, by the folders of their data: one that has records, and one that pulls them. */
export interface KilledExchange {
  readonly provider: string;
  readonly puller: string;
  readonly origin: string;
  readonly token: string;
  readonly pageSize: number;
  /** Longest time from one kill to the next, in milliseconds. */
  readonly longestMs: number;
}

/** What has become of the exchange once nobody disturbed it any more. */
export interface KilledEnd {
  readonly kills: { readonly provider: number; readonly puller: number };
  /** Exit code of the last pull, and what it said. */
  readonly exitCode: number | null;
  readonly said: string;
  readonly held: number;
  readonly doubled: number;
}

/**
 * Kills either side at random moments, so many times in all, and starts it again, while records change at the provider. A pull that
 * got to its end is begun afresh. In the end one more runs undisturbed.
 */
export async function killRounds(exchange: KilledExchange, kills: number): Promise<KilledEnd> {
  const store = await openExistingStore({ data: exchange.provider });
  let provider = await startProvider(exchange.provider);
  const { url } = provider;
  const pulls = new Pulls(exchange, url);
  const killed = { provider: 0, puller: 0 };
  try {
    while (killed.provider + killed.puller < kills) {
      await pulls.run();
      await wait(Math.random() * exchange.longestMs);
      await correctSome(store);
      if (Math.random() < 0.5) {
        await endedBySignal(provider.child);
        killed.provider += 1;
        provider = await startProvider(exchange.provider, Number(new URL(url).port));
      } else if (await pulls.kill()) killed.puller += 1;
    }
    await pulls.kill();
    const { exitCode, output } = await pulls.last();
    return { kills: killed, exitCode, said: output, ...(await heldBy(exchange)) };
  } finally {
    await pulls.kill();
    await endedBySignal(provider.child);
    await store.close();
  }
}

/** Pulls one after the other. */
class Pulls {
  readonly #args: readonly string[];
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;

  constructor({ puller, origin, token, pageSize }: KilledExchange, url: string) {
    const from = ['pull', '--from', url, '--as', origin, '--data', puller];
    this.#args = [...from, '--page-size', String(pageSize), '--retries', '1000'];
    this.#env = { CREDIT_HUB_PULL_TOKEN: token };
  }

  /** Starts one where none runs: afresh, where the one before got to its end. */
  async run(): Promise<void> {
    const before = this.#child;
    if (before !== null && before.exitCode === null && before.signalCode === null) return;
    const isComplete = before?.exitCode === 0;
    if (before?.exitCode != null && !isComplete) throw new Error(`a pull ended with the code ${before.exitCode}`);
    this.#child = startProgram([...this.#args, ...(isComplete ? ['--again'] : [])], this.#env);
    this.#child.stdout?.resume();
  }

  /** False where it had ended. */
  async kill(): Promise<boolean> {
    return this.#child !== null && endedBySignal(this.#child);
  }

  last(): ReturnType<typeof runProgram> {
    return runProgram(this.#args, this.#env);
  }
}

/** False where it had ended by itself. */
async function endedBySignal(child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return false;
  child.kill('SIGKILL');
  await once(child, 'close');
  return child.signalCode !== null;
}

async function heldBy({ puller, origin }: KilledExchange): Promise<Pick<KilledEnd, 'held' | 'doubled'>> {
  const { keys } = await keyedAdapter({ data: puller }, false);
  const received = await openReceived(undefined, puller, keys);
  let [held, distinct] = [0, 0];
  for (const item of await received.heldItems(origin)) {
    const ids: string[] = [];
    for await (const versions of received.heldVersions(origin, item))
      ids.push(...versions.map(({ recordId }) => recordId));
    held += ids.length;
    distinct += new Set(ids).size;
  }
  await received.close();
  return { held, doubled: held - distinct };
}
