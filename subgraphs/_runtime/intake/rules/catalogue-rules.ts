import { catalogueDenyList } from '../../../../seeds/reference/catalogue-deny-list.ts';
import type { SubjectKind } from '../../../../storage/port.ts';
import type { RecordType } from '../../record-type.ts';

/** R16: kinds of subject of which the type's catalogue item may not collect anything. */
export function deniedSubjectKinds({ entry }: RecordType): ReadonlySet<SubjectKind> {
  const denied = catalogueDenyList().filter(
    ({ action, keywords }) => action === 'FORBID' && keywords.some((word) => entry.title.includes(word)),
  );
  return new Set(denied.flatMap(({ subjectKinds }) => subjectKinds));
}
