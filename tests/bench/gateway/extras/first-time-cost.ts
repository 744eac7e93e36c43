import type { ContenderName, RunningContender } from '../contenders/contender.ts';
import { type Spread, spread } from '../report/statistics.ts';
import { ask } from '../workload/ask.ts';
import { requestBody } from '../workload/workload.ts';
import { DISTINCT_OPERATIONS, distinctOperation } from './distinct-operation.ts';

/** What it costs to be asked an operation for the first time. */
export interface FirstTimeCost {
  readonly contender: ContenderName;
  readonly departments: 'one' | 'ten';
  readonly firstMs: Spread | null;
  /** The same operation once more. */
  readonly againMs: Spread | null;
}

const MEASURED = 40;
/** Operations before them, so that compilers are warm. */
const WARM_UP = 20;

/** Asks new operations one after the other, contenders in turn. */
export async function firstTimeCosts(contenders: readonly RunningContender[], code: string): Promise<FirstTimeCost[]> {
  const costs: FirstTimeCost[] = [];
  const gateways = contenders.filter(({ name }) => name !== 'limit');
  for (const departments of ['one', 'ten'] as const) {
    const times = new Map(gateways.map(({ name }) => [name, { first: [] as number[], again: [] as number[] }]));
    for (let turn = 0; turn < WARM_UP + MEASURED; turn += 1) {
      const body = requestBody(distinctOperation(DISTINCT_OPERATIONS - turn, departments), { code });
      for (const { name, url } of gateways) {
        const [first, again] = [await timed(url, body), await timed(url, body)];
        if (turn < WARM_UP) continue;
        times.get(name)?.first.push(first);
        times.get(name)?.again.push(again);
      }
    }
    for (const [contender, { first, again }] of times) {
      costs.push({ contender, departments, firstMs: spread(first), againMs: spread(again) });
    }
  }
  return costs;
}

async function timed(url: string, body: string): Promise<number> {
  const started = performance.now();
  await ask(url, body);
  return performance.now() - started;
}
