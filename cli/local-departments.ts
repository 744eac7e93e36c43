import type { PrepareLocal } from '../gateway/sources/local-source.ts';
import type { HubStore } from '../storage/port.ts';
import { accessFor } from '../subgraphs/_runtime/access/access.ts';
import { departmentRun } from '../subgraphs/_runtime/batch/department-run.ts';
import type { Subgraph } from '../subgraphs/_runtime/subgraph.ts';
import { subgraphContext } from '../subgraphs/_runtime/subgraph-context.ts';
import type { SubgraphServices } from '../subgraphs/_runtime/subgraph-services.ts';
import type { Successions } from '../subgraphs/_runtime/succession/lineage-watch.ts';

/** Told of whatever a department is asked, before it answers. */
export type OnFetch = (department: string, document: string, variables: Readonly<Record<string, unknown>>) => void;

/** What departments of this process answer with. */
export interface LocalSetting {
  readonly subgraphs: readonly Subgraph[];
  readonly store: HubStore;
  readonly successions: Successions;
  readonly now: () => Date;
  readonly onFetch: OnFetch;
}

/** Departments of this process by code: what a caller may see is asked anew for each call, of its own rights. */
export function localDepartments(
  { subgraphs, store, successions, now, onFetch }: LocalSetting,
  services: () => SubgraphServices,
): ReadonlyMap<string, PrepareLocal> {
  return new Map(
    subgraphs.map((subgraph) => {
      const { code } = subgraph.department;
      const prepare: PrepareLocal = ({ text }) => {
        const run = departmentRun(subgraph.schema(), text);
        return (variables, { passport }) => {
          onFetch(code, text, variables);
          const access = accessFor(subgraph, passport);
          return run(variables, () =>
            subgraphContext({ store, access, passport, services: services(), successions, now: now() }),
          );
        };
      };
      return [code, prepare] as const;
    }),
  );
}
