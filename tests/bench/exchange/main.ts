import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoIssuer } from '../../../cli/demo/issuer.ts';
import { keyedAdapter } from '../../../cli/open-store.ts';
import { runProgram, startProgram } from '../../../examples/two-levels/program.ts';
import type { KeyRing } from '../../../storage/key-ring.ts';
import { openReceived } from '../../../storage/received/open-received.ts';
import { ProcessWatch } from '../import/process-watch.ts';
import { followingLags } from './following-lag.ts';
import { type ExchangeBenchOptions, exchangeBenchOptions, USAGE } from './options.ts';

/** Of the synthetic city. */
const RECORDS_PER_SUBJECT = 4.5;

const ORIGIN = 'downstream:451100';

/** Pulls a whole city between two processes on one machine, and prints the rate and what both took. */
async function main(options: ExchangeBenchOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-exchange-'));
  try {
    await measure(options, join(folder, 'provider'), join(folder, 'puller'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(options: ExchangeBenchOptions, provider: string, puller: string): Promise<void> {
  const subjects = Math.max(1_000, Math.round(options.records / RECORDS_PER_SUBJECT));
  await runProgram(['seed', '--data', provider, '--subjects', String(subjects)]);
  const { adapter, keys } = await keyedAdapter({ data: puller }, true);
  await adapter.load([], () => undefined);
  const hub = startProgram(['start', '--data', provider, '--port', '0']);
  const watched = new ProcessWatch(hub.pid ?? 0);
  const url = await addressOf(hub);
  const token = await demoIssuer(provider).issue({ sub: 'platform:guangxi', kind: 'platform' }, 24 * 3_600);
  const env = { CREDIT_HUB_PULL_TOKEN: token };
  const args = ['pull', '--from', url, '--as', ORIGIN, '--data', puller, '--page-size', String(options.pageSize)];
  const begun = Date.now();
  const pull = startProgram(args, env);
  const pulled = new ProcessWatch(pull.pid ?? 0);
  const [exitCode] = (await once(pull, 'close')) as [number | null];
  const total = (Date.now() - begun) / 1_000;
  const { records, lastAt } = await heldBy(puller, keys);
  const seconds = (lastAt - begun) / 1_000;
  const usage = pulled.stop();
  console.log(
    `${records.toLocaleString('en')} records in ${seconds.toFixed(1)} s: ${Math.round(records / seconds).toLocaleString('en')} records/s`,
  );
  console.log(`with start and reconciliation ${total.toFixed(1)} s, exit code ${exitCode}`);
  if (options.follow) {
    const lags = await followingLags({ provider, puller, origin: ORIGIN, args, env });
    const at = (share: number) =>
      `${Math.round(lags[Math.min(lags.length - 1, Math.floor(lags.length * share))] ?? 0)} ms`;
    console.log(`lag of a following pull after a write: median ${at(0.5)}, longest ${at(1)} of ${lags.length}`);
  }
  const served = watched.stop();
  hub.kill('SIGTERM');
  await once(hub, 'close');
  for (const [side, used] of [
    ['provider', served],
    ['puller', usage],
  ] as const) {
    const cpuMs = used.mainCpuMs + used.workerCpuMs + used.otherCpuMs;
    console.log(
      `${side}: peak memory ${Math.round(used.peakRssMiB)} MiB, processor time ${(cpuMs / 1_000).toFixed(1)} s`,
    );
  }
}

/** How many records are held, and when the last page of them was taken: what came after is reconciliation. */
async function heldBy(data: string, keys: KeyRing): Promise<{ readonly records: number; readonly lastAt: number }> {
  const received = await openReceived(undefined, data, keys);
  const state = await received.pullState(ORIGIN);
  const { held } = await received.figures(ORIGIN);
  await received.close();
  return { records: held, lastAt: Date.parse(state?.at ?? '') };
}

function addressOf(hub: ReturnType<typeof startProgram>): Promise<string> {
  return new Promise((resolve, reject) => {
    hub.stdout?.on('data', (chunk: Buffer) => {
      const [, url] = /is running: (\S+)/.exec(chunk.toString()) ?? [];
      if (url !== undefined) resolve(url);
    });
    hub.once('close', () => reject(new Error('the provider did not start')));
  });
}

try {
  await main(exchangeBenchOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = 1;
}
