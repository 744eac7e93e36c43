import { availableParallelism, cpus, platform, release } from 'node:os';

/** What the figures hold for. */
export function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  return `${availableParallelism()} × ${model}, ${platform()} ${release()}, Node.js ${process.version}, ${new Date().toISOString()}`;
}
