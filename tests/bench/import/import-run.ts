import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../../../schema/package-root.ts';
import { type ProcessUsage, ProcessWatch } from './process-watch.ts';

/** What an import is run on. */
export interface ImportTask {
  readonly file: string;
  readonly data: string;
}

/** The end of a command that ran as a process of its own. */
export interface CommandEnd {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A run of the command, from its start to its end. */
export interface ImportRun extends CommandEnd {
  readonly signal: NodeJS.Signals | null;
  readonly seconds: number;
  readonly usage: ProcessUsage;
}

const MAIN = join(packageRoot, 'dist', 'cli', 'main.js');

export function runCommand(...args: readonly string[]): Promise<ImportRun> {
  return run(args);
}

/**
 * Imports a report of penalties.
 *
 * @param killAfterMs kills the process at that moment, unless it has ended before
 */
export function runImport({ file, data }: ImportTask, killAfterMs?: number): Promise<ImportRun> {
  const item = ['--department', 'market', '--item', 'administrative-penalty'];
  return run(['import', file, ...item, '--data', data], killAfterMs);
}

async function run(args: readonly string[], killAfterMs?: number): Promise<ImportRun> {
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const watch = new ProcessWatch(child.pid ?? 0);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(kill);
  const seconds = (performance.now() - started) / 1_000;
  return { code, signal, seconds, output, errors, usage: watch.stop() };
}
