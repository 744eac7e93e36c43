import type { Subject } from '../../storage/port.ts';
import type { RowAccess } from '../_runtime/access/row-access.ts';
import { kindOf } from '../_runtime/access/row-of.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { SubjectView } from './subject-view.ts';

/** What the caller sees of the subject. */
export function accessToSubject({ id, kind, areaCode }: Subject, context: SubgraphContext): RowAccess {
  return context.access.of('CreditSubject').of({ id, kind, area: areaCode });
}

/**
 * Subjects that the caller sees, as it sees them; others are left out without a word, as if they did not exist.
 */
export function seenSubjects(subjects: readonly Subject[], context: SubgraphContext): readonly SubjectView[] {
  const seen: SubjectView[] = [];
  const ids: string[] = [];
  for (const subject of subjects) {
    const { current } = accessToSubject(subject, context);
    if (current.row === 'denied') continue;
    seen.push(new SubjectView(subject, current, context));
    ids.push(subject.id);
  }
  context.disclosed.about(ids);
  return seen;
}

/**
 * The subject with the id; null where there is none, and where the caller may not see it, whether there is one or not.
 *
 * @param coordinate where it is asked for
 */
export async function seenSubject(
  id: string,
  coordinate: string,
  context: SubgraphContext,
): Promise<SubjectView | null> {
  const access = context.access.of('CreditSubject');
  const subject = await context.load.subject(id);
  const { current, reason } = access.of({ id, kind: subject?.kind ?? kindOf(id), area: subject?.areaCode ?? null });
  if (current.row !== 'denied') return subject === null ? null : (seenSubjects([subject], context)[0] ?? null);
  if (reason !== null) context.disclosed.denied(coordinate, reason);
  return null;
}
