import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../schema/package-root.ts';

/** What a command said, and how it ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Starts the command line in a process of its own, as a person would. */
export function startProgram(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const main = join(packageRoot, 'dist', 'cli', 'main.js');
  return spawn(process.execPath, [main, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Runs a command to its end. */
export function runProgram(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = startProgram(args, env);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, output }));
  });
}
