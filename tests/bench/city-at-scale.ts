/**
 * How the hub bears a whole city: seeds it in constant memory, then searches names over the graph.
 *
 *   npm run bench:scale -- --subjects 1000000 [--data FOLDER] [--queries 2000]
 */
import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seedCity } from '../../cli/commands/seed.ts';
import { startHub } from '../../cli/commands/start.ts';
import { keyedAdapter } from '../../cli/open-store.ts';
import { companyName, shopName } from '../../seeds/city/names.ts';
import { districts } from '../../seeds/city/places.ts';
import { Random } from '../../seeds/city/random.ts';
import { syntheticSubject } from '../../seeds/city/synthetic-subject.ts';
import { trades } from '../../seeds/city/trades.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';

const { values } = parseArgs({
  options: {
    subjects: { type: 'string', default: '1000000' },
    queries: { type: 'string', default: '2000' },
    data: { type: 'string', default: mkdtempSync(join(tmpdir(), 'credit-hub-scale-')) },
  },
});
const city = { seed: 1, subjects: Number(values.subjects), today: '2026-11-02' };

let peakBytes = 0;
const watch = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage().rss);
}, 100);

async function seedOnce(): Promise<void> {
  const keyed = await keyedAdapter({ data: values.data }, true);
  if (await keyed.adapter.exists()) return;
  const started = performance.now();
  await seedCity(keyed, await loadSubgraphs(), city);
  const seconds = (performance.now() - started) / 1_000;
  const store = await keyed.adapter.open();
  const { subjects, records } = await store.figures();
  await store.close();
  const file = join(values.data, 'hub.db');
  const bytes = existsSync(file) ? statSync(file).size : 0;
  console.log(
    `seeded: ${subjects} subjects, ${records} records in ${seconds.toFixed(1)} s, ${mib(bytes)} on disk, peak memory ${mib(peakBytes)}`,
  );
}

async function search(): Promise<void> {
  const hub = await startHub({ data: values.data, port: 0, subjects: city.subjects });
  const random = new Random(7, 'search');
  for (const [kind, make] of Object.entries(KINDS)) {
    const times: number[] = [];
    let hits = 0;
    for (let n = 0; n < Number(values.queries) / Object.keys(KINDS).length; n += 1) {
      const args = make(random);
      const started = performance.now();
      const response = await fetch(`${hub.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: QUERY, variables: args }),
      });
      const { data } = (await response.json()) as { data: { searchSubjects: { nodes: unknown[] } } };
      times.push(performance.now() - started);
      hits += data.searchSubjects.nodes.length;
    }
    console.log(`${kind.padEnd(34)} ${figures(times)}  ${(hits / times.length).toFixed(1)} hits`);
  }
  await hub.close();
}

const QUERY = `query ($name: String!, $kind: SubjectKind, $area: String) {
  searchSubjects(name: $name, kind: $kind, area: $area) { nodes { id name uscc } pageInfo { hasNextPage endCursor } }
}`;

/** What people search for, from a whole name to a word that half of the names hold. */
const KINDS: Readonly<Record<string, (random: Random) => Readonly<Record<string, string>>>> = {
  'whole name that exists': (random) => ({ name: existing(random) }),
  'whole name that does not exist': (random) => ({
    name: companyName(random, random.pick(districts), random.pick(trades)),
  }),
  'four characters inside a name': (random) => ({ name: inside(random, 4) }),
  'two characters inside a name': (random) => ({ name: inside(random, 2) }),
  'common word': (random) => ({ name: random.pick(['有限公司', '建筑工程', '超市', '贺州市', '合作社']) }),
  'common word, kind and area': (random) => ({
    name: random.pick(['有限公司', '建筑', '超市']),
    kind: random.pick(['ORGANIZATION', 'SOLE_TRADER']),
    area: random.pick(districts).code,
  }),
  'common word that the kind excludes': (random) => ({
    name: random.pick(['有限公司', '超市']),
    kind: 'SOLE_TRADER',
    area: '451123',
  }),
  'shop name that does not exist': (random) => ({
    name: shopName(random, random.pick(districts), random.pick(trades)),
  }),
};

function existing(random: Random): string {
  for (;;) {
    const subject = syntheticSubject(city, random.int(0, city.subjects - 1));
    if (subject.kind !== 'NATURAL_PERSON') return subject.name;
  }
}

function inside(random: Random, length: number): string {
  const name = [...existing(random)];
  const start = random.int(0, Math.max(0, name.length - length));
  return name.slice(start, start + length).join('');
}

function figures(times: number[]): string {
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    `${(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1)} ms`;
  return `median ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)}`;
}

function mib(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}

await seedOnce();
await search();
clearInterval(watch);
