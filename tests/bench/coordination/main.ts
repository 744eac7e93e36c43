/** Measures how long officers wait for credit checks while many of them check at once. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { demoIssuer } from '../../../cli/demo/issuer.ts';
import { stopChild } from '../gateway/processes/child.ts';
import { usageOf } from '../gateway/processes/usage.ts';
import { machine } from '../gateway/report/machine.ts';
import { type Work, work } from './officer.ts';

const USAGE = `Officers of one department check subjects against a running hub, each in a request of its own that is kept on disk.

  npm run bench:coordination -- [--officers 200] [--seconds 20] [--pause 0] [--subjects 2000]

--pause: how long an officer looks at each answer before the next check, on average, in milliseconds; at 0 they ask as fast as they are answered,
and what they wait is the hub's limit rather than what an officer meets. The load runs on the same machine.`;

/** Checks that nobody counts: code and caches become warm. */
const WARM_UP_MS = 5_000;

const { values } = parseArgs({
  options: {
    officers: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
    pause: { type: 'string', default: '0' },
    subjects: { type: 'string', default: '2000' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(USAGE);
else await run();

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-bench-'));
  const hub = fork(join(import.meta.dirname, 'hub-process.js'), [folder, values.subjects], { stdio: 'inherit' });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      hub.once('message', (message) => resolve(String(message)));
      hub.once('exit', () => reject(new Error('the hub has ended')));
    });
    await measure(url, folder, hub.pid ?? 0);
  } finally {
    await stopChild(hub);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(url: string, folder: string, pid: number): Promise<void> {
  const officers = Number(values.officers);
  const pool = new Pool(url, { connections: officers, pipelining: 1 });
  const subjects = await companies(pool);
  const headers = await Promise.all(Array.from({ length: officers }, (_, index) => headersOf(folder, index)));
  const all = (durationMs: number): Promise<readonly Work[]> => {
    const until = performance.now() + durationMs;
    const pauseMs = Number(values.pause);
    return Promise.all(headers.map((own) => work({ pool, headers: own, subjects, pauseMs }, until)));
  };
  await all(WARM_UP_MS);
  const before = usageOf(pid)?.cpuMs ?? 0;
  const begun = performance.now();
  const done = await all(Number(values.seconds) * 1000);
  report(done, performance.now() - begun, (usageOf(pid)?.cpuMs ?? 0) - before);
  await pool.close();
}

function report(done: readonly Work[], elapsedMs: number, cpuMs: number): void {
  const latencies = done.flatMap((one) => one.latencies).sort((one, other) => one - other);
  const failed = done.reduce((total, one) => total + one.failed, 0);
  const at = (share: number) => (latencies[Math.floor((latencies.length - 1) * share)] ?? Number.NaN).toFixed(1);
  console.log(machine());
  console.log(`${done.length} officers, pause ${values.pause} ms, ${latencies.length} checks, ${failed} failed`);
  console.log(`${((latencies.length / elapsedMs) * 1000).toFixed(0)} checks/s`);
  console.log(`p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`);
  console.log(
    `hub: ${((cpuMs / elapsedMs) * 100).toFixed(0)} % of one processor, ${(cpuMs / latencies.length).toFixed(2)} ms of it a check`,
  );
}

async function headersOf(folder: string, index: number): Promise<Record<string, string>> {
  const claims = { sub: `officer:finance-${index}`, kind: 'officer', department: 'finance' };
  return {
    authorization: `Bearer ${await demoIssuer(folder).issue(claims, 3_600)}`,
    'content-type': 'application/json',
    'x-credit-purpose': 'joint-action',
  };
}

async function companies(pool: Pool): Promise<readonly string[]> {
  const query = '{ searchSubjects(name: "有限公司", kind: ORGANIZATION, first: 100) { nodes { id } } }';
  const headers = { 'content-type': 'application/json' };
  const answer = await pool.request({ path: '/graphql', method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data } = (await answer.body.json()) as {
    readonly data: { readonly searchSubjects: { readonly nodes: readonly { readonly id: string }[] } };
  };
  return data.searchSubjects.nodes.map(({ id }) => id);
}
