import { buildSubgraphSchema } from '@apollo/subgraph';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { type AccessRules, readAccessRules, subgraphAccessNames } from '../../schema/access/access-rule.ts';
import { readLinks } from '../../schema/composition/links.ts';
import { withDepartmentNote } from '../../schema/expansion/department-note.ts';
import { expandSubgraph } from '../../schema/expansion/expand-subgraph.ts';
import { type GuardedType, guardedTypes } from './access/guarded-type.ts';
import { guardRuledFields } from './access/ruled-fields.ts';
import { attachBatchResolvers } from './batch/batch-resolver.ts';
import { currentName, type Department } from './department.ts';
import { deriveResolvers } from './derive-resolvers.ts';
import { type RecordType, recordTypes } from './record-type.ts';
import { scalars } from './scalars.ts';

/** A department's subgraph: what its folder says, and all that follows from it. */
export interface Subgraph {
  readonly department: Department;
  /** The whole SDL, expanded. */
  readonly document: DocumentNode;
  readonly rules: AccessRules;
  /** What access needs to know of its object types, by name. */
  readonly guards: ReadonlyMap<string, GuardedType>;
  readonly recordTypes: readonly RecordType[];
  /** Executable; made when it is first asked for. */
  schema(): GraphQLSchema;
}

/** Makes the subgraph of a department from the SDL that its folder holds. */
export function makeSubgraph(department: Department, sdl: string): Subgraph {
  const { code, timeoutMs } = department;
  const document = withDepartmentNote(expandSubgraph(sdl), { code, name: currentName(department).zh, timeoutMs });
  const rules = readAccessRules(document, subgraphAccessNames(readLinks(document)));
  const guards = guardedTypes(document, rules);
  const types = recordTypes(document, guards);
  let schema: GraphQLSchema | undefined;
  return {
    department,
    document,
    rules,
    guards,
    recordTypes: types,
    schema: () => {
      schema ??= executable(department, document, guards, types);
      return schema;
    },
  };
}

function executable(
  department: Department,
  document: DocumentNode,
  guards: ReadonlyMap<string, GuardedType>,
  types: readonly RecordType[],
): GraphQLSchema {
  const { resolvers, batches } = deriveResolvers(types);
  const merged: Record<string, object> = { ...resolvers };
  for (const [type, own] of Object.entries(department.resolvers ?? {})) merged[type] = { ...merged[type], ...own };
  const known = new Set(document.definitions.flatMap((node) => ('name' in node && node.name ? [node.name.value] : [])));
  const used = Object.entries({ ...merged, ...scalars }).filter(([type]) => known.has(type));
  // cast: the resolvers' parents and arguments follow from the SDL, which the compiler cannot see
  const schema = buildSubgraphSchema({ typeDefs: document, resolvers: Object.fromEntries(used) as never });
  attachBatchResolvers(schema, batches);
  guardRuledFields(schema, [...guards.values()]);
  return schema;
}
