import type { KeyRing } from '../../../../storage/key-ring.ts';
import type { Subject } from '../../../../storage/port.ts';
import { personId } from '../../../../storage/subject-id.ts';
import type { SubjectClues } from '../candidate.ts';

/**
 * The natural person that a row is about: whoever has the document, by the keyed hash of its number. Null without a number:
 * two persons can have one name, so a name tells nothing.
 */
export function personSubject({ idType, idNo, name }: SubjectClues, keys: KeyRing): Subject | null {
  if (idNo === null || idType === null) return null;
  return {
    id: personId(keys, idType, idNo),
    kind: 'NATURAL_PERSON',
    name: name ?? '',
    uscc: null,
    areaCode: null,
    formerNumbers: [],
    sealed: { identityNo: idNo },
  };
}
