import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyedAdapter } from '../../cli/open-store.ts';
import { cityItems } from '../../seeds/city/city.ts';
import type { HubStore } from '../../storage/port.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { NOON } from '../harness/test-hub.ts';

/** An embedded store with a small city, in a folder of its own, which goes with it. */
export interface CityStore {
  readonly store: HubStore;
  readonly folder: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Seeds the city that lives at `NOON`. */
export async function cityStore(subgraphs: readonly Subgraph[], subjects = 400): Promise<CityStore> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const { adapter, keys } = await keyedAdapter({ data: folder }, true);
  await adapter.load(cityItems({ seed: 1, subjects, today: cityDay(NOON) }, subgraphs, keys), () => undefined);
  const store = await adapter.open();
  return {
    store,
    folder,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
