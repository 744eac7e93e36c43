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
import { type KilledExchange, killRounds } from './kill-rounds.ts';
import { type ExchangeBenchOptions, exchangeBenchOptions, USAGE } from './options.ts';
import { startProvider } from './provider-process.ts';

/** Of the synthetic city. */
const RECORDS_PER_SUBJECT = 4.5;

const ORIGIN = 'downstream:451100';

/** From one kill to the next, in milliseconds. */
const LONGEST_MS = 4_000;

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
  const token = await demoIssuer(provider).issue({ sub: 'platform:guangxi', kind: 'platform' }, 24 * 3_600);
  const { pageSize, kills } = options;
  if (kills > 0) {
    await tellKills({ provider, puller, origin: ORIGIN, token, pageSize, longestMs: LONGEST_MS }, kills);
    return;
  }
  const { child: hub, url } = await startProvider(provider);
  const watched = new ProcessWatch(hub.pid ?? 0);
  const env = { CREDIT_HUB_PULL_TOKEN: token };
  const args = ['pull', '--from', url, '--as', ORIGIN, '--data', puller, '--page-size', String(pageSize)];
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

async function tellKills(exchange: KilledExchange, kills: number): Promise<void> {
  const begun = Date.now();
  const { kills: killed, exitCode, said, held, doubled } = await killRounds(exchange, kills);
  const seconds = (Date.now() - begun) / 1_000;
  console.log(
    `killed ${killed.provider} times the provider, ${killed.puller} times the puller, in ${seconds.toFixed(0)} s`,
  );
  console.log(`${held.toLocaleString('en')} records held, of which doubled: ${doubled}; exit code ${exitCode}`);
  console.log(said.trim());
  if (exitCode !== 0 || doubled > 0 || said.includes('differed')) process.exitCode = 1;
}

/** How many records are held, and when the last page of them was taken: what came after is reconciliation. */
async function heldBy(data: string, keys: KeyRing): Promise<{ readonly records: number; readonly lastAt: number }> {
  const received = await openReceived(undefined, data, keys);
  const state = await received.pullState(ORIGIN);
  const { held } = await received.figures(ORIGIN);
  await received.close();
  return { records: held, lastAt: Date.parse(state?.at ?? '') };
}

try {
  await main(exchangeBenchOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = 1;
}
