import type { Disclosure, Passport } from '../../schema/access/passport.ts';
import type { HubStore } from '../../storage/port.ts';
import { accessFor } from '../../subgraphs/_runtime/access/access.ts';
import { departmentRun } from '../../subgraphs/_runtime/batch/department-run.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';
import { subgraphContext } from '../../subgraphs/_runtime/subgraph-context.ts';
import { NO_SUCCESSIONS, type Successions } from '../../subgraphs/_runtime/succession/lineage-watch.ts';
import { NOON } from '../harness/test-hub.ts';

/** An answer as it would go over the wire. */
export interface WireAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is the query's
  readonly data: any;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions: { readonly creditHub: Disclosure };
}

/** Asks a department as a gateway of the same process does. */
export async function askDepartment(
  subgraph: Subgraph,
  store: HubStore,
  passport: Passport,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  successions: Successions = NO_SUCCESSIONS,
): Promise<WireAnswer> {
  const access = accessFor(subgraph, passport);
  const run = departmentRun(subgraph.schema(), query);
  return JSON.parse(
    JSON.stringify(await run(variables, () => subgraphContext({ store, access, passport, successions, now: NOON }))),
  );
}

/** The selection on each of the subjects, as a gateway joins departments. */
export function aboutSubjects(selection: string): string {
  return `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on CreditSubject { ${selection} } } }`;
}

export function references(...ids: readonly string[]): { readonly representations: readonly object[] } {
  return { representations: ids.map((id) => ({ __typename: 'CreditSubject', id })) };
}
