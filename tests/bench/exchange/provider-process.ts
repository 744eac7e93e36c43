import type { ChildProcess } from 'node:child_process';
import { startProgram } from '../../../examples/two-levels/program.ts';

/** A hub in a process of its own. */
export interface ProviderProcess {
  readonly child: ChildProcess;
  readonly url: string;
}

/** Starts a hub over the data, and waits until it answers. @param port 0 for any free one */
export async function startProvider(data: string, port = 0): Promise<ProviderProcess> {
  const child = startProgram(['start', '--data', data, '--port', String(port)]);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      const [, address] = /is running: (\S+)/.exec(chunk.toString()) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('close', () => reject(new Error('the provider did not start')));
  });
  return { child, url };
}
