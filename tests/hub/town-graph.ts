import { Supergraph as PlannedSupergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { type ExecutionResult, parse, print } from 'graphql';
import { composeFolder, DEFAULT_URL } from '../../cli/compose-folder.ts';
import type { AnsweredRequest } from '../../gateway/audit/answered-request.ts';
import { explanationFor } from '../../gateway/execution/explanation.ts';
import { type ServedGraph, servedGraph } from '../../gateway/execution/served-graph.ts';
import { readPolicy } from '../../gateway/policy/policy.ts';
import { localSource } from '../../gateway/sources/local-source.ts';
import type { Variables } from '../../gateway/sources/source.ts';
import type { EntityRows } from '../../schema/access/entity-rows.ts';
import type { Disclosure, Passport } from '../../schema/access/passport.ts';
import { apiSchema } from '../../schema/supergraph/api-schema.ts';
import { resolvableKeysFirst } from '../../schema/supergraph/resolvable-keys-first.ts';
import { readSupergraph } from '../../schema/supergraph/supergraph.ts';
import { withoutAccessFeatures } from '../../schema/supergraph/without-access-features.ts';
import type { HubStore } from '../../storage/port.ts';
import { accessFor } from '../../subgraphs/_runtime/access/access.ts';
import { departmentRun } from '../../subgraphs/_runtime/batch/department-run.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { subgraphContext } from '../../subgraphs/_runtime/subgraph-context.ts';
import { NOON } from '../harness/test-hub.ts';

/** What a department was asked. */
export interface Received {
  readonly department: string;
  readonly text: string;
  readonly variables: Variables;
}

/** What a caller was answered, and what every department received for it. */
export interface TownAnswer {
  readonly result: ExecutionResult;
  readonly answered: AnsweredRequest | undefined;
  readonly received: readonly Received[];
}

/** The hub's own departments over a store, asked by callers of any rights. */
export interface TownGraph {
  ask(passport: Passport, text: string): Promise<TownAnswer>;
  /** Asks a department by itself. */
  askDepartment(passport: Passport, received: Received): Promise<{ readonly data: unknown; readonly said: Disclosure }>;
  close(): Promise<void>;
}

/** Makes one graph for each of what gateways may be told of rows. */
export async function townGraphs(
  store: HubStore,
  told: readonly (EntityRows | undefined)[],
): Promise<readonly TownGraph[]> {
  const subgraphs = await loadSubgraphs();
  const supergraph = readSupergraph(composeFolder(subgraphs, DEFAULT_URL));
  const plannable = resolvableKeysFirst(withoutAccessFeatures(supergraph));
  const schema = apiSchema(plannable);
  const planner = new QueryPlanner(PlannedSupergraph.build(print(plannable)));
  const policy = readPolicy(supergraph, schema);
  const departments = new Map(subgraphs.map((subgraph) => [subgraph.department.code, subgraph]));
  return told.map((rows) => {
    const received: Received[] = [];
    const graph = servedGraph({
      schema,
      supergraph: planner.supergraph,
      planner,
      policy,
      explanation: explanationFor('requestAgreement'),
      rows,
      source: (name) => recordingSource(name, departments, store, received),
      maxOperations: 1_000,
      log: () => undefined,
    });
    return { ...asking(graph, received), askDepartment: departmentAsking(departments, store), close: graph.close };
  });
}

function asking(graph: ServedGraph, received: Received[]): Pick<TownGraph, 'ask'> {
  return {
    ask: async (passport, text) => {
      received.length = 0;
      const call = { requestId: 'test', passport, deadlineMs: Number.POSITIVE_INFINITY };
      const standing = { passport, lapses: new Map() };
      const request = {
        standing,
        isStrict: false,
        document: parse(text),
        operationName: undefined,
        variables: {},
        call,
      };
      return { ...(await graph.execute(request)), received: [...received] } as TownAnswer; // cast: `answered` may be missing
    },
  };
}

function recordingSource(
  name: string,
  departments: ReadonlyMap<string, Subgraph>,
  store: HubStore,
  received: Received[],
) {
  const ask = askingOf(departments, store);
  const prepare = ({ text }: { readonly text: string }) => {
    const run = ask(name, text);
    return (variables: Variables, { passport }: { readonly passport: Passport }) => {
      received.push({ department: name, text, variables });
      return run(variables, passport);
    };
  };
  return localSource({ publicName: name, timeoutMs: 60_000, prepare }, () => undefined);
}

function askingOf(departments: ReadonlyMap<string, Subgraph>, store: HubStore) {
  return (name: string, text: string) => {
    const subgraph = departments.get(name) as Subgraph; // cast: of every subgraph of the supergraph
    const run = departmentRun(subgraph.schema(), text);
    return (variables: Variables, passport: Passport) => {
      const access = accessFor(subgraph, passport);
      return run(variables, () => subgraphContext({ store, access, passport, now: NOON }));
    };
  };
}

function departmentAsking(departments: ReadonlyMap<string, Subgraph>, store: HubStore): TownGraph['askDepartment'] {
  const ask = askingOf(departments, store);
  return async (passport, { department, text, variables }) => {
    const { data, extensions } = await ask(department, text)(variables, passport);
    return { data, said: extensions.creditHub };
  };
}
