import type { Subject } from '../../storage/port.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import type { Lineage } from '../_runtime/succession/lineage.ts';

/** The subjects, each once, and in the place of those that have ended by a merger the ones in whom they live on. */
export async function livingSubjects(
  subjects: readonly Subject[],
  lineage: Lineage,
  { load }: Pick<SubgraphContext, 'load'>,
): Promise<readonly Subject[]> {
  const ids = subjects.map(({ id }) => lineage.heirOf(id));
  if (ids.every((id, index) => id === subjects[index]?.id)) return subjects;
  const known = new Map(subjects.map((subject) => [subject.id, subject]));
  const living = await Promise.all([...new Set(ids)].map((id) => known.get(id) ?? load.subject(id)));
  return living.filter((subject) => subject !== null);
}
