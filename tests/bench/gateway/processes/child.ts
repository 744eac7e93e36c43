import { type ChildProcess, spawn } from 'node:child_process';

/** A process that the bench started. */
export interface Child {
  readonly pid: number;
  /** Rejects when the process ends; resolves never. */
  readonly ended: Promise<never>;
  /** Ends it, by force if it does not listen. */
  stop(): Promise<void>;
}

/** How a process is started. */
export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Time to end by itself after a request to do so, in milliseconds. */
const PATIENCE_MS = 3_000;

/** Longest piece of its output that is kept to tell why it ended. */
const KEPT_OUTPUT = 2_000;

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL'); // also when a signal or a fault ends the bench
});

/** Starts a process, which ends at the latest when the bench does. */
export function startChild({ command, args, env, cwd }: ChildCommand): Child {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
    });
  }
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`it ended (${signal ?? code}): ${output.trim()}`)));
  });
  ended.catch(() => undefined); // whoever waits for it is told; nobody else needs to be
  return { pid: child.pid ?? 0, ended, stop: () => stopChild(child) };
}

/** Ends a process and waits for it. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  await gone;
  clearTimeout(force);
}
