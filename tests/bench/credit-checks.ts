/**
 * How long officers wait for a credit check: many at once, each of whom thinks between two checks, and how long the same officers wait
 * for a public name meanwhile on the same machine, which tells what of it is the machine's.
 *
 *   npm run bench:checks -- [--officers 200] [--think 2000] [--seconds 15] [--subjects 2000] [--store mongodb://…]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Agent, request } from 'undici';
import { startHub } from '../../cli/commands/start.ts';
import { demoIssuer } from '../../cli/demo/issuer.ts';
import { createLog } from '../../gateway/log.ts';

const { values } = parseArgs({
  options: {
    officers: { type: 'string', default: '200' },
    think: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '15' },
    subjects: { type: 'string', default: '2000' },
    store: { type: 'string' },
  },
});
const officers = Number(values.officers);
const thinkMs = Number(values.think);

const OPERATIONS = {
  'a public name': 'query ($subject: ID!) { subject(id: $subject) { name } }',
  'a credit check': `mutation ($subject: ID!) {
    creditCheck(subject: $subject, powerItem: "PROCUREMENT_SUPPLIER_REVIEW", caseNo: "bench") {
      check { receiptNo verdict hits { measure { code legalBasis } until } } problems { code }
    }
  }`,
};

const folder = mkdtempSync(join(tmpdir(), 'credit-hub-checks-'));
const hub = await startHub(
  {
    data: folder,
    port: 0,
    subjects: Number(values.subjects),
    ...(values.store === undefined ? {} : { store: values.store }),
  },
  { log: createLog('silent') },
);
const dispatcher = new Agent({ connections: officers });
const claims = { sub: 'app:procurement', kind: 'application', department: 'finance' };
const headers = {
  'content-type': 'application/json',
  authorization: `Bearer ${await demoIssuer(folder).issue(claims, 3_600)}`,
  'x-credit-purpose': 'procurement-review',
};

async function ask(query: string, variables: object = {}): Promise<Readonly<Record<string, unknown>>> {
  const options = { method: 'POST', headers, body: JSON.stringify({ query, variables }), dispatcher } as const;
  const { body } = await request(`${hub.url}/graphql`, options);
  const { data, errors } = (await body.json()) as { data: Readonly<Record<string, unknown>>; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function subjectIds(): Promise<readonly string[]> {
  const { searchSubjects } = await ask('{ searchSubjects(name: "公司", first: 100) { nodes { id } } }');
  return (searchSubjects as { nodes: { id: string }[] }).nodes.map(({ id }) => id); // cast: the answer to this query
}

/** Milliseconds of each request, sorted. */
async function waits(query: string, ids: readonly string[]): Promise<readonly number[]> {
  const times: number[] = [];
  const end = performance.now() + Number(values.seconds) * 1_000;
  const work = async () => {
    await wait(Math.random() * thinkMs);
    while (performance.now() < end) {
      const started = performance.now();
      await ask(query, { subject: ids[Math.floor(Math.random() * ids.length)] });
      times.push(performance.now() - started);
      await wait(thinkMs * (0.5 + Math.random()));
    }
  };
  await Promise.all(Array.from({ length: officers }, work));
  return times.sort((one, other) => one - other);
}

const ids = await subjectIds();
for (const query of Object.values(OPERATIONS)) for (const subject of ids) await ask(query, { subject }); // warm
for (const [name, query] of Object.entries(OPERATIONS)) {
  const cpu = process.cpuUsage();
  const times = await waits(query, ids);
  const { user, system } = process.cpuUsage(cpu);
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(1);
  const perSecond = (times.length / Number(values.seconds)).toFixed(0);
  const cpuMs = ((user + system) / 1_000 / times.length).toFixed(2);
  console.log(
    `${name}: ${officers} officers, ${perSecond} a second, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms; ` +
      `${cpuMs} ms of CPU each, the officers' own included`,
  );
}
await hub.close();
await dispatcher.close();
rmSync(folder, { recursive: true, force: true });
