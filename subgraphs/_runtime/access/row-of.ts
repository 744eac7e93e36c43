import type { Row, RowKind } from '../../../schema/access/grant.ts';
import { kindOfSubjectId } from '../../../storage/subject-id.ts';
import type { SubgraphContext } from '../subgraph-context.ts';
import type { RowAccess } from './row-access.ts';
import type { TypeAccess } from './type-access.ts';

/** Kind of the subject with the id. A text that is no id is treated like what is protected most. */
export function kindOf(subjectId: string): RowKind {
  return kindOfSubjectId(subjectId) ?? 'NATURAL_PERSON';
}

/** The subject as access looks at it; its area is looked up where access asks for it. */
export function rowOf(id: string, kind: RowKind, access: TypeAccess, { load }: SubgraphContext): Row | Promise<Row> {
  if (!access.needsArea) return { id, kind, area: null };
  return load.subject(id).then((subject) => ({ id, kind, area: subject?.areaCode ?? null }));
}

/** Access to the rows of each of the subjects, in their order. */
export function accessOfSubjects(
  ids: readonly string[],
  access: TypeAccess,
  context: SubgraphContext,
): readonly RowAccess[] | Promise<readonly RowAccess[]> {
  if (access.isByKind) return ids.map((id) => access.ofKind(kindOf(id)));
  const rows = ids.map((id) => rowOf(id, kindOf(id), access, context));
  return Promise.all(rows).then((all) => all.map((row) => access.of(row)));
}
