/**
 * How fast a report is imported, with how much memory, and whether it bears to be killed.
 *
 *   npm run bench:import -- --help
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { machine } from '../gateway/report/machine.ts';
import { type ImportRun, runCommand, runImport } from './import-run.ts';
import { killRounds } from './kill-rounds.ts';
import { writeMixedFile } from './mixed-file.ts';
import type { ReportedCity } from './mixed-rows.ts';
import { type ImportBenchOptions, readOptions, USAGE } from './options.ts';

/** The city's today. All decisions of the report are before it, most of them late. */
const TODAY = '2025-11-02';

async function bench(options: ImportBenchOptions): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-import-'));
  try {
    const city: ReportedCity = { seed: 1, today: TODAY, subjects: options.subjects };
    const data = options.data ?? (await seeded(join(folder, 'seeded'), city));
    const file = join(folder, 'report.csv');
    await writeMixedFile(file, city, options.rows);
    if (options.kills > 0) return await disturb({ file, data }, options.kills);
    cpSync(data, join(folder, 'data'), { recursive: true });
    return await measure({ file, data: join(folder, 'data') }, options.rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function seeded(data: string, { subjects }: ReportedCity): Promise<string> {
  const { code, errors } = await runCommand('seed', '--subjects', String(subjects), '--today', TODAY, '--data', data);
  if (code !== 0) throw new Error(`the city was not seeded: ${errors}`);
  return data;
}

async function measure(task: { readonly file: string; readonly data: string }, rows: number): Promise<object> {
  const first = figures(await runImport(task), rows);
  const again = figures(await runImport(task), rows);
  console.log(`import       ${told(first)}`);
  console.log(`same again   ${told(again)}`);
  return { rows, import: first, again };
}

function figures({ code, seconds, errors, usage }: ImportRun, rows: number) {
  if (code === 1 || code === null) throw new Error(`the import ended with an error: ${errors}`);
  const perRow = (ms: number) => Math.round((ms * 10_000) / rows) / 10;
  return {
    seconds: Math.round(seconds * 10) / 10,
    rowsPerSecond: Math.round(rows / seconds),
    peakRssMiB: Math.round(usage.peakRssMiB),
    cpuMicrosecondsPerRow: {
      reading: perRow(usage.mainCpuMs),
      writing: perRow(usage.workerCpuMs),
      others: perRow(usage.otherCpuMs),
    },
  };
}

function told({ seconds, rowsPerSecond, peakRssMiB, cpuMicrosecondsPerRow: cpu }: ReturnType<typeof figures>): string {
  return (
    `${rowsPerSecond.toLocaleString('en')} rows/s (${seconds} s), peak ${peakRssMiB} MiB, CPU per row: ` +
    `reading ${cpu.reading} µs, writing ${cpu.writing} µs, other threads ${cpu.others} µs`
  );
}

async function disturb(task: { readonly file: string; readonly data: string }, kills: number): Promise<object> {
  const { undisturbed, disturbed, kills: killed } = await killRounds(task, kills);
  const same = disturbed.filter((end) => isDeepStrictEqual(end, undisturbed)).length;
  console.log(`${killed} kills of ${disturbed.length} imports; ${same} ended as the one that nobody disturbed`);
  if (same < disturbed.length) {
    process.exitCode = 1;
    console.error(
      JSON.stringify({ undisturbed, others: disturbed.filter((end) => !isDeepStrictEqual(end, undisturbed)) }),
    );
  }
  return { kills: killed, imports: disturbed.length, same };
}

function options(): ImportBenchOptions | null {
  try {
    const read = readOptions(process.argv.slice(2));
    if (read !== 'help') return read;
    console.log(USAGE);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  }
  return null;
}

const asked = options();
if (asked !== null) {
  console.log(machine());
  const result = await bench(asked);
  if (asked.json !== undefined)
    writeFileSync(asked.json, `${JSON.stringify({ machine: machine(), ...result }, null, 2)}\n`);
}
