import { HubError } from '../../schema/errors.ts';
import { type City, cityItems } from '../../seeds/city/city.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { type KeyedAdapter, keyedAdapter, type StoreOptions } from '../open-store.ts';
import { progressLine } from '../progress-line.ts';

export interface SeedOptions extends StoreOptions {
  readonly subjects: number;
  readonly seed: number;
  readonly today?: string;
}

/** Fills an empty store with a synthetic city. */
export async function seed(options: SeedOptions): Promise<void> {
  const keyed = await keyedAdapter(options, true);
  if (await keyed.adapter.exists()) {
    throw new HubError('STORE_NOT_EMPTY', { details: { store: keyed.adapter.description } });
  }
  const today = options.today ?? cityDay(new Date());
  await seedCity(keyed, await loadSubgraphs(), { seed: options.seed, subjects: options.subjects, today });
  console.log(`A city of ${options.subjects} synthetic subjects is in the ${keyed.adapter.description}.`);
}

/** Loads the city into the store, with a line of progress. */
export async function seedCity(
  { adapter, keys }: KeyedAdapter,
  subgraphs: readonly Subgraph[],
  city: City,
): Promise<void> {
  const started = Date.now();
  const progress = progressLine(`Seeding ${city.subjects.toLocaleString('en')} synthetic subjects`);
  await adapter.load(cityItems(city, subgraphs, keys), ({ subjects, records }) => {
    progress.show(subjects / city.subjects, `${records.toLocaleString('en')} records`);
  });
  progress.end(`done in ${((Date.now() - started) / 1_000).toFixed(1)} s`);
}
