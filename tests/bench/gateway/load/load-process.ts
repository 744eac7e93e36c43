/** Process: puts load on a server when it is told to, and tells what came of it. */
import { Client } from 'undici';
import { usageOf } from '../processes/usage.ts';
import { canonical } from '../workload/canonical.ts';
import type { LoadOrder, LoadResult } from './load-order.ts';
import { post } from './post.ts';

/** Longest wait for an answer, and for those under way after the end of a measurement, in milliseconds. */
const PATIENCE_MS = 30_000;

class Load {
  readonly #order: LoadOrder;
  readonly #expected: readonly Buffer[];
  readonly #latencies: number[] = [];
  #next = 0;
  #measuring = false;
  #ended = false;
  #wrong = 0;
  #firstWrong: string | null = null;

  constructor(order: LoadOrder) {
    this.#order = order;
    this.#expected = order.expected.map((text) => Buffer.from(text, 'utf8'));
  }

  async run(): Promise<LoadResult> {
    const { concurrency, warmUpMs, measureMs, gatewayPid, departmentsPid } = this.#order;
    const connections = Array.from({ length: concurrency }, () => this.#keepAsking());
    await sleep(warmUpMs);
    const before = usages(gatewayPid, departmentsPid);
    const started = performance.now();
    this.#measuring = true;
    await sleep(measureMs);
    this.#measuring = false;
    const seconds = (performance.now() - started) / 1_000;
    const after = usages(gatewayPid, departmentsPid);
    this.#ended = true;
    await Promise.race([Promise.all(connections), sleep(PATIENCE_MS)]);
    return {
      ...this.#latencyFigures(seconds),
      ...spent(before, after),
      wrong: this.#wrong,
      firstWrong: this.#firstWrong,
    };
  }

  /** One connection with one request under way at a time, as long as the load goes on. */
  async #keepAsking(): Promise<void> {
    const { origin, pathname } = new URL(this.#order.url);
    const client = new Client(origin, { pipelining: 1, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS });
    while (!this.#ended) {
      const turn = this.#next % this.#order.bodies.length;
      this.#next += 1;
      const started = performance.now();
      const answer = await post(client, pathname, this.#order.bodies[turn] ?? '').catch(String);
      if (this.#measuring) this.#latencies.push(performance.now() - started);
      this.#check(turn, answer);
      if (typeof answer === 'string') break; // a server that cuts connections is not asked in an endless loop
    }
    await client.destroy();
  }

  #check(turn: number, answer: { status: number; body: Buffer } | string): void {
    if (typeof answer !== 'string' && answer.status === 200) {
      if (this.#expected[turn]?.equals(answer.body)) return;
      if (sameData(answer.body.toString('utf8'), this.#order.expected[turn] ?? '')) return;
    }
    this.#wrong += 1;
    this.#firstWrong ??=
      typeof answer === 'string' ? answer : `${answer.status} ${answer.body.toString('utf8', 0, 300)}`;
  }

  #latencyFigures(seconds: number): Pick<LoadResult, 'requests' | 'seconds' | 'p50Ms' | 'p99Ms'> {
    const sorted = Float64Array.from(this.#latencies).sort();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    return { requests: sorted.length, seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
  }
}

type Usages = readonly [gateway: ReturnType<typeof usageOf>, departments: ReturnType<typeof usageOf>];

function usages(gateway: number, departments: number | null): Usages {
  return [usageOf(gateway), departments === null ? null : usageOf(departments)];
}

function spent(before: Usages, after: Usages): Pick<LoadResult, 'gatewayCpuMs' | 'departmentsCpuMs' | 'rssMiB'> {
  const [gateway, departments] = [0, 1].map((which) => {
    const [start, end] = [before[which as 0 | 1], after[which as 0 | 1]];
    return start === null || end === null ? null : end.cpuMs - start.cpuMs;
  });
  return { gatewayCpuMs: gateway ?? null, departmentsCpuMs: departments ?? null, rssMiB: after[0]?.rssMiB ?? null };
}

function sameData(one: string, other: string): boolean {
  try {
    return !('errors' in (JSON.parse(one) as object)) && canonical(one) === canonical(other);
  } catch {
    return false;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

process.on('disconnect', () => process.exit()); // never outlives the bench
process.on('message', (order: LoadOrder) => {
  void new Load(order).run().then((result) => process.send?.(result));
});
