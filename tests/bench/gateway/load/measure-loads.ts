import type { ContenderName, RunningContender } from '../contenders/contender.ts';
import type { BenchOptions } from '../options.ts';
import { type Measurement, type Summary, summaries } from '../report/measurement.ts';
import { LEGEND, ratioTables, summaryTable } from '../report/summary-table.ts';
import type { Answers } from '../workload/compare-answers.ts';
import { QUERIES, type QueryName } from '../workload/queries.ts';
import type { Workload } from '../workload/workload.ts';
import { LoadGenerator } from './load-generator.ts';

/** Before the first measurement of a query: time for compilers and caches, in milliseconds. */
const FIRST_WARM_UP_MS = 5_000;
/** Before every other one: time for the connections. */
const WARM_UP_MS = 300;

/** What is asked, what is expected, and of whom. */
export interface LoadPlan {
  readonly contenders: readonly RunningContender[];
  readonly workload: Workload;
  readonly answers: ReadonlyMap<ContenderName, Answers>;
  readonly options: BenchOptions;
}

export interface MeasuredLoads {
  readonly measurements: readonly Measurement[];
  readonly summaries: readonly Summary[];
}

interface Cell {
  readonly query: QueryName;
  readonly concurrency: number;
  readonly firstOfQuery: boolean;
}

/** Measures every query at every concurrency, contenders in turn, and prints each table when it is complete. */
export async function measureLoads(plan: LoadPlan): Promise<MeasuredLoads> {
  const generator = new LoadGenerator();
  const measurements: Measurement[] = [];
  const summed: Summary[] = [];
  try {
    for (const cell of cellsOf(plan.options)) {
      const measured = await measureCell(generator, plan, cell);
      const summary = summaries(measured);
      printCell(cell, summary, measured);
      measurements.push(...measured);
      summed.push(...summary);
    }
    console.log(`\n${LEGEND}`);
  } finally {
    await generator.stop();
  }
  return { measurements, summaries: summed };
}

function cellsOf({ queries, concurrency }: BenchOptions): Cell[] {
  return queries.flatMap((query) =>
    concurrency.map((connections, index) => ({ query, concurrency: connections, firstOfQuery: index === 0 })),
  );
}

/** Contender after contender, round after round, so that what else the machine does meets all of them alike. */
async function measureCell(generator: LoadGenerator, plan: LoadPlan, cell: Cell): Promise<Measurement[]> {
  const { query, concurrency } = cell;
  const measured: Measurement[] = [];
  for (let round = 1; round <= plan.options.rounds; round += 1) {
    for (const contender of plan.contenders) {
      const expected = plan.answers.get(contender.name)?.get(query);
      if (expected === undefined) continue; // it did not answer when it was asked outside of any measurement
      const result = await generator.run({
        url: contender.url,
        bodies: plan.workload.requests.get(query) ?? [],
        expected,
        concurrency,
        warmUpMs: cell.firstOfQuery && round === 1 ? FIRST_WARM_UP_MS : WARM_UP_MS,
        measureMs: plan.options.seconds * 1_000,
        gatewayPid: contender.pid,
        departmentsPid: contender.departmentsPid,
      });
      measured.push({ contender: contender.name, query, concurrency, round, ...result });
    }
  }
  return measured;
}

function printCell({ query, concurrency }: Cell, summed: readonly Summary[], measured: readonly Measurement[]): void {
  console.log(`\n${query} at concurrency ${concurrency}: ${QUERIES[query].title}\n${summaryTable(summed)}`);
  const ratios = ratioTables(summed);
  if (ratios !== null) console.log(`\n${ratios}`);
  for (const { contender, firstWrong } of measured) {
    if (firstWrong !== null) console.log(`  WRONG under load, ${contender}: ${firstWrong}`);
  }
}
