import { once } from 'node:events';
import { type Graph, graphOf } from '../graph.ts';
import { runProgram, startProgram } from './program.ts';

/** A hub that runs as a process of its own. */
export interface ExampleHub extends Graph, AsyncDisposable {
  readonly url: string;
  /** Its data folder. */
  readonly data: string;
}

/** Seeds a synthetic city into the folder, and serves it on any free port. */
export async function startExampleHub(data: string, seed: number): Promise<ExampleHub> {
  const seeding = ['seed', '--data', data, '--subjects', '1000', '--seed', String(seed)];
  const { exitCode } = await runProgram(seeding);
  if (exitCode !== 0) throw new Error(`the hub in ${data} could not be seeded`);
  const child = startProgram(['start', '--data', data, '--port', '0']);
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, address] = /is running: (\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('close', () => reject(new Error(`the hub in ${data} did not start`)));
  });
  return {
    ...graphOf(url, data),
    url,
    data,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
}
