import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print } from 'graphql';
import { composeFolder, DEFAULT_URL } from '../../cli/compose-folder.ts';
import { keyedAdapter } from '../../cli/open-store.ts';
import { localSource } from '../../gateway/sources/local-source.ts';
import { PUBLIC_PASSPORT } from '../../schema/access/passport.ts';
import { readSupergraph } from '../../schema/supergraph/supergraph.ts';
import { cityItems } from '../../seeds/city/city.ts';
import type { HubStore } from '../../storage/port.ts';
import { accessFor } from '../../subgraphs/_runtime/access/access.ts';
import { departmentRun } from '../../subgraphs/_runtime/batch/department-run.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { cityDay, subgraphContext } from '../../subgraphs/_runtime/subgraph-context.ts';
import type { ComposedGraph } from './federated-example.ts';
import { publicSupergraph } from './public-supergraph.ts';
import type { MakeSource } from './served-example.ts';
import { NOON } from './test-hub.ts';

/** The hub's own departments over a small city, with what is public of their supergraph. */
export interface HubGraph extends ComposedGraph {
  /** Departments as the hub runs them in its own process. */
  readonly source: MakeSource;
  readonly store: HubStore;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Seeds a city in a folder of its own, which goes with the graph. */
export async function hubGraph(subjects: number): Promise<HubGraph> {
  const folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  const subgraphs = await loadSubgraphs();
  const { adapter, keys } = await keyedAdapter({ data: folder }, true);
  await adapter.load(cityItems({ seed: 1, subjects, today: cityDay(NOON) }, subgraphs, keys), () => undefined);
  const store = await adapter.open();
  const contextOf = (subgraph: Subgraph) => {
    const access = accessFor(subgraph, PUBLIC_PASSPORT);
    return () => subgraphContext({ store, access, passport: PUBLIC_PASSPORT, now: NOON });
  };
  return {
    supergraphSdl: print(publicSupergraph(readSupergraph(composeFolder(subgraphs, DEFAULT_URL)))),
    departments: new Map(
      subgraphs.map((subgraph) => [
        subgraph.department.code,
        { schema: subgraph.schema(), context: contextOf(subgraph) },
      ]),
    ),
    source: (name, { schema, context }) => {
      const prepare = ({ text }: { readonly text: string }) => {
        const run = departmentRun(schema, text);
        // cast: the context above
        return (variables: Parameters<typeof run>[0]) => run(variables, context as Parameters<typeof run>[1]);
      };
      return localSource({ publicName: name, timeoutMs: 60_000, prepare }, () => undefined);
    },
    store,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
