import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedCity } from '../../../cli/commands/seed.ts';
import { keyedAdapter } from '../../../cli/open-store.ts';
import { loadSubgraphs } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import { cityDay } from '../../../subgraphs/_runtime/subgraph-context.ts';
import type { RunningContender, Setting } from './contenders/contender.ts';
import { installPeers } from './contenders/peers.ts';
import { startContenders } from './contenders/start-contenders.ts';
import { type FirstTimeCost, firstTimeCosts } from './extras/first-time-cost.ts';
import { type ManyOperations, memoryOfManyOperations } from './extras/many-operations.ts';
import { measureLoads } from './load/measure-loads.ts';
import type { BenchOptions } from './options.ts';
import { machine } from './report/machine.ts';
import type { Measurement, Summary } from './report/measurement.ts';
import { printExtras } from './report/print-extras.ts';
import { printMismatches } from './report/print-mismatches.ts';
import { departmentsWithSupergraphs } from './supergraph-files.ts';
import { compareAnswers, type Mismatch } from './workload/compare-answers.ts';
import { makeWorkload, type Workload } from './workload/workload.ts';

/** Everything that a run found, as it is written to the file of `--json`. */
interface BenchReport {
  readonly machine: string;
  readonly options: BenchOptions;
  readonly absent: readonly { readonly contender: string; readonly reason: string }[];
  readonly mismatches: readonly Mismatch[];
  readonly summaries: readonly Summary[];
  readonly measurements: readonly Measurement[];
  readonly firstTime: readonly FirstTimeCost[];
  readonly manyOperations: readonly ManyOperations[];
}

const REPLAY_NOTE =
  'Departments replay their answers to "remote", "stock-lean", "hive" and "grafbase"; those of "hub" and "stock" work.';

/** Measures what was asked for, and prints it. Whatever it starts, it ends. */
export async function bench(options: BenchOptions): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'credit-hub-bench-'));
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const toEnd: (() => Promise<void>)[] = [];
  try {
    const data = options.data ?? join(scratch, 'data');
    console.log(machine());
    if (options.replay) console.log(REPLAY_NOTE);
    await seedOnce(data, options.subjects);
    const setting = await makeSetting(data, scratch, options.replay, toEnd);
    const report = await measure(options, setting, toEnd);
    if (!allRight(report)) process.exitCode = 1;
    if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
  } finally {
    for (const end of toEnd.reverse()) await end();
  }
}

function allRight({ mismatches, measurements }: BenchReport): boolean {
  return mismatches.length === 0 && measurements.every(({ wrong }) => wrong === 0);
}

async function measure(options: BenchOptions, setting: Setting, toEnd: (() => Promise<void>)[]): Promise<BenchReport> {
  if (options.contenders.some((name) => name === 'hive' || name === 'grafbase')) installPeers();
  const { running, absent } = await startContenders(options.contenders, setting);
  toEnd.push(async () => void (await Promise.all(running.map((one) => one.stop()))));
  const [reference] = running;
  if (reference === undefined) throw new Error('No contender runs.');

  const workload = await makeWorkload(reference.url, options.queries);
  const { answers, mismatches } = await compareAnswers(running, workload);
  printMismatches(mismatches, reference.name);

  const loads =
    options.extra === 'only' ? null : await measureLoads({ contenders: running, workload, answers, options });
  const extras = options.extra === 'none' ? null : await measureExtras(running, setting, workload);
  if (mismatches.length > 0) printMismatches(mismatches, reference.name); // once more, below the figures
  return {
    machine: machine(),
    options,
    absent,
    mismatches,
    summaries: loads?.summaries ?? [],
    measurements: loads?.measurements ?? [],
    firstTime: extras?.firstTime ?? [],
    manyOperations: extras?.manyOperations ?? [],
  };
}

async function measureExtras(running: readonly RunningContender[], { data }: Setting, { richestSubject }: Workload) {
  const firstTime = await firstTimeCosts(running, richestSubject);
  const manyOperations = running.some(({ name }) => name === 'hub')
    ? await memoryOfManyOperations(data, richestSubject)
    : [];
  printExtras(firstTime, manyOperations);
  return { firstTime, manyOperations };
}

async function seedOnce(data: string, subjects: number): Promise<void> {
  const keyed = await keyedAdapter({ data }, true);
  if (await keyed.adapter.exists()) return;
  await seedCity(keyed, await loadSubgraphs(), { seed: 1, subjects, today: cityDay(new Date()) });
}

async function makeSetting(
  data: string,
  scratch: string,
  replay: boolean,
  toEnd: (() => Promise<void>)[],
): Promise<Setting> {
  const lean = await departmentsWithSupergraphs(replay ? 'replaying-departments' : 'lean-departments', data, scratch);
  toEnd.push(() => lean.server.stop());
  const apollo = await departmentsWithSupergraphs('apollo-departments', data, scratch);
  toEnd.push(() => apollo.server.stop());
  return { data, scratch, lean, apollo };
}
