/** Process: the hub, which tells its memory after a collection when it is asked to. Argument: data folder. */
import { setTimeout as pause } from 'node:timers/promises';
import { startHub } from '../../../../cli/commands/start.ts';

const MIB = 1024 * 1024;

async function memory(): Promise<{ heapMiB: number; rssMiB: number }> {
  for (let pass = 0; pass < 3; pass += 1) {
    await globalThis.gc?.({ type: 'major', execution: 'async' });
    await pause(200);
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMiB: heapUsed / MIB, rssMiB: rss / MIB };
}

process.on('disconnect', () => process.exit()); // never outlives the bench
const hub = await startHub({ data: process.argv[2] ?? '', port: 0, subjects: 0 });
process.on('message', () => void memory().then((found) => process.send?.(found)));
process.send?.(hub.url);
