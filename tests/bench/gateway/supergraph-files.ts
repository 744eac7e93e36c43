import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { print } from 'graphql';
import { composeFolder } from '../../../cli/compose-folder.ts';
import { readSupergraph } from '../../../schema/supergraph/supergraph.ts';
import { loadSubgraphs } from '../../../subgraphs/_runtime/load-subgraphs.ts';
import { publicSupergraph } from '../../harness/public-supergraph.ts';
import type { Departments } from './contenders/contender.ts';
import { type DepartmentKind, startDepartments } from './processes/department-server.ts';

/** Stands in the composed supergraph until the departments have told their addresses. */
const PLACEHOLDER = 'http://127.0.0.1/{code}/later';

/** Starts the departments and writes the supergraphs that lead to them. */
export async function departmentsWithSupergraphs(
  kind: DepartmentKind,
  data: string,
  scratch: string,
): Promise<Departments> {
  const server = await startDepartments(kind, data);
  const composed = composeFolder(await loadSubgraphs(), PLACEHOLDER).replaceAll(
    /http:\/\/127\.0\.0\.1\/([a-z0-9-]+)\/later/g,
    (_, code: string) => server.urls.get(code) ?? '',
  );
  const supergraph = join(scratch, `${kind}.graphql`);
  writeFileSync(supergraph, composed);
  const publicFile = join(scratch, `${kind}-public.graphql`);
  writeFileSync(publicFile, print(publicSupergraph(readSupergraph(composed))));
  return { server, supergraph, publicSupergraph: publicFile };
}
