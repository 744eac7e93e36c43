import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schema/package-root.ts';

/** Longest wait between an acknowledgement and the kill, in milliseconds. */
const KILLED_WITHIN_MS = 40;

/** A program that writes for ever, and what it is started with. */
export interface WriterSetting {
  /** Text of a module. It is given the folder of the build, and then `args`, and writes a line with a number for each acknowledgement. */
  readonly program: string;
  /** Where the module is put. */
  readonly folder: string;
  readonly args: readonly string[];
}

/** Writers that are killed. A test that ends early kills the one that still runs. */
export class KilledWriter {
  #running: ChildProcess | undefined;

  /** Runs the program until it has acknowledged something, and kills it at a random moment after that. The last acknowledged number. */
  async run({ program, folder, args }: WriterSetting): Promise<number> {
    const script = join(folder, 'writer.mjs');
    writeFileSync(script, program);
    const writer = spawn(process.execPath, [script, join(packageRoot, 'dist'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#running = writer;
    let acknowledged = -1;
    const closed = new Promise((resolve) => writer.once('close', resolve));
    await new Promise<void>((resolve, reject) => {
      writer.stdout.on('data', (chunk: Buffer) => {
        acknowledged = Number(chunk.toString().trim().split('\n').at(-1));
        resolve();
      });
      writer.once('close', (code) => reject(new Error(`the writer ended by itself, with code ${code}`)));
    });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * KILLED_WITHIN_MS));
    writer.kill('SIGKILL');
    await closed;
    return acknowledged;
  }

  stop(): void {
    this.#running?.kill('SIGKILL');
  }
}
