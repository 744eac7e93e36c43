import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTable } from '../../cli/import/open-table.ts';
import { intakeRules } from '../../seeds/reference/intake-rules.ts';
import { openCollection } from '../../storage/collection/open-collection.ts';
import type { CollectionStore, RowProblem } from '../../storage/collection/port.ts';
import { KeyRing } from '../../storage/key-ring.ts';
import { storeAdapter } from '../../storage/open-adapter.ts';
import type { HubStore } from '../../storage/port.ts';
import { collectedItems } from '../../subgraphs/_runtime/intake/collected-items.ts';
import type { CollectedItem } from '../../subgraphs/_runtime/intake/collection.ts';
import { takeRows } from '../../subgraphs/_runtime/intake/take-rows.ts';
import { loadSubgraph } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { tableIn } from '../cli/import/read-table.ts';
import { GOOD, type RuleSample, ruleSamples, SAMPLES_RECEIVED_ON } from './rule-samples.ts';
import { SAMPLES_FOLDER, sampleFiles } from './sample-files.ts';
import { TABLE_FORMATS } from './table-formats.ts';

const NOW = new Date(`${SAMPLES_RECEIVED_ON}T04:00:00Z`);
const FILES = sampleFiles();

let folder: string;
let store: HubStore;
let collection: CollectionStore;
let items: ReadonlyMap<string, CollectedItem>;
let denied: CollectedItem;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const keys = new KeyRing(KeyRing.generate());
  store = await (await storeAdapter(undefined, folder, keys)).open();
  collection = await openCollection(undefined, folder, keys);
  const [market, registry] = [await loadSubgraph('market'), await loadSubgraph('registry')];
  const setting = { store, keys, queue: collection };
  items = collectedItems([market, registry], setting);
  denied = itemOf('market.administrative-penalty', collectedItems([aboutDogs(market)], setting));
});
afterAll(async () => {
  await store.close();
  await collection.close();
  rmSync(folder, { recursive: true });
});

/** The department with items of which composition would let none pass. */
function aboutDogs(subgraph: Subgraph): Subgraph {
  const recordTypes = subgraph.recordTypes.map((type) => ({
    ...type,
    entry: { ...type.entry, title: `${type.entry.title}（养犬）` },
  }));
  return { ...subgraph, recordTypes };
}

function itemOf(code: string, all: ReadonlyMap<string, CollectedItem>): CollectedItem {
  const item = all.get(code);
  if (item === undefined) throw new Error(`there is no ${code}`);
  return item;
}

/** Imports a committed sample, and gives what became of its rows. */
async function imported(name: string, sample: RuleSample): Promise<readonly RowProblem[]> {
  const item = sample.name === 'dog-keeping' ? denied : itemOf(sample.item, items);
  const table = await openTable(join(SAMPLES_FOLDER, name), { isHeading: (text) => item.isHeading(text) });
  const outcomes: RowProblem[] = [];
  try {
    const delivery = {
      opening: { key: name, source: 'file', reportedBy: 'test' } as const,
      header: table.header,
      read: item.reader(table.header, SAMPLES_RECEIVED_ON),
      rows: table.rows,
    };
    await takeRows(delivery, { item, store, collection, now: () => NOW }, (chunk) => {
      outcomes.push(...chunk.outcomes);
    });
  } finally {
    await table.close();
  }
  return outcomes;
}

test.each(FILES.map(({ name, sample }) => [name, sample] as const))(
  'each row of %s breaks the rule that it is marked with, and no other',
  async (name, sample) => {
    const outcomes = await imported(name, sample);
    expect(outcomes.map(({ findings }) => [...new Set(findings.map(({ rule }) => rule))])).toEqual(
      sample.breaks.map((rule) => (rule === GOOD ? [] : [rule])),
    );
    const rules = intakeRules(SAMPLES_RECEIVED_ON);
    const isRefused = (rule: string) => rules.get(rule as `R${string}`)?.severity === 'E';
    expect(outcomes.map(({ outcome }) => outcome === 'refused')).toEqual(sample.breaks.map(isRefused));
    // The code of R03 is nobody's.
    expect(outcomes.flatMap(({ outcome }, row) => (outcome === 'waiting' ? [sample.breaks[row]] : []))).toEqual(
      sample.breaks.filter((rule) => rule === 'R03'),
    );
  },
);

describe('the samples', () => {
  test('hold a row for every rule in force, which says so', () => {
    const broken = new Set(ruleSamples().flatMap(({ breaks }) => breaks.filter((rule) => rule !== GOOD)));
    expect([...broken].sort()).toEqual([...intakeRules(SAMPLES_RECEIVED_ON).keys()].sort());
    for (const { name, breaks, table } of ruleSamples()) {
      if (name === 'registrations') continue;
      for (const [index, rule] of breaks.entries()) expect(table.rows[index]?.join()).toContain(rule);
    }
  });

  test('are those that the generator makes', async () => {
    const listed = readdirSync(SAMPLES_FOLDER).sort();
    expect(listed).toEqual([...FILES.map(({ name }) => name), 'README.md'].sort());
    for (const { name, bytes, sample } of FILES) {
      const committed = readFileSync(join(SAMPLES_FOLDER, name));
      // Packages are packed a little differently by each version of Node.
      if (!name.endsWith('.xlsx')) expect([name, committed.equals(bytes)]).toEqual([name, true]);
      const isHeading = (text: string) => [...sample.table.header, ...sample.table.elements].includes(text);
      const { rows } = await tableIn(committed, { isHeading });
      expect([name, rows]).toEqual([name, sample.table.rows]);
    }
  });

  test('are all named in the list of the folder', () => {
    const list = readFileSync(join(SAMPLES_FOLDER, 'README.md'), 'utf8');
    for (const { name } of ruleSamples()) expect(list).toContain(`\`${name}.*\``);
    for (const format of Object.keys(TABLE_FORMATS)) expect(list).toContain(`\`.${format}\``);
    for (const rule of intakeRules(SAMPLES_RECEIVED_ON).keys()) expect(list).toContain(rule);
  });
});
