/**
 * The hub's gateway beside other gateways, in interleaved rounds on the same departments and the same machine.
 *
 *   npm run bench -- --help
 */
import { bench } from './bench.ts';
import { type BenchOptions, readOptions, USAGE } from './options.ts';

function options(): BenchOptions | null {
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

// Leaving in order ends the processes that the bench has started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const asked = options();
if (asked !== null) await bench(asked);
