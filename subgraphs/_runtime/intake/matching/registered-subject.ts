import type { FormerNumber, Subject } from '../../../../storage/port.ts';
import { organizationId } from '../../../../storage/subject-id.ts';
import { isPublicNumber } from '../../public-number.ts';
import type { SubjectClues } from '../candidate.ts';
import { orgCodeOf } from './match-organization.ts';

/** What a registration says of its subject. */
export interface RegisteredFacts {
  readonly name: string;
  readonly areaCode: string | null;
}

/**
 * The subject as its registration leaves it. A new one is known by its first code for ever; one that has changed its code keeps
 * its id, and the old code stays with it, so that the records of both codes are of one subject. A number that holds a person's does
 * not: a subject's numbers are public.
 */
export function registeredSubject(clues: SubjectClues, facts: RegisteredFacts, known: Subject | null): Subject | null {
  const code = clues.uscc ?? clues.registrationNo;
  if (known === null && code === null) return null;
  const kind = known?.kind ?? (clues.kind === 'SOLE_TRADER' ? 'SOLE_TRADER' : 'ORGANIZATION');
  return {
    id: known?.id ?? organizationId(kind as 'ORGANIZATION' | 'SOLE_TRADER', code ?? ''), // cast: numbers find no persons
    kind,
    name: facts.name,
    uscc: clues.uscc ?? known?.uscc ?? null,
    areaCode: facts.areaCode ?? known?.areaCode ?? null,
    formerNumbers: withNumbers(known?.formerNumbers ?? [], numbersOf(clues, known)),
    sealed: {},
  };
}

/** Whether saving the subject would change anything. */
export function isSameSubject(one: Subject, other: Subject): boolean {
  return (
    one.name === other.name &&
    one.uscc === other.uscc &&
    one.areaCode === other.areaCode &&
    one.formerNumbers.length === other.formerNumbers.length
  );
}

function numbersOf(clues: SubjectClues, known: Subject | null): readonly FormerNumber[] {
  const hasNewCode = known?.uscc != null && clues.uscc !== null && known.uscc !== clues.uscc;
  const numbers: readonly (readonly [FormerNumber['kind'], string | null])[] = [
    ['FORMER_USCC', hasNewCode ? known.uscc : null],
    ['ORG_CODE', orgCodeOf(clues)],
    ['REGISTRATION_NO', clues.registrationNo],
    ['TAX_NO', clues.taxNo],
    ['INSTITUTION_NO', clues.institutionNo],
    ['SOCIAL_ORGANIZATION_NO', clues.socialOrganizationNo],
  ];
  return numbers.flatMap(([kind, value]) => (value === null ? [] : [{ kind, value }])).filter(isPublicNumber);
}

function withNumbers(known: readonly FormerNumber[], found: readonly FormerNumber[]): readonly FormerNumber[] {
  const isKnown = (number: FormerNumber) =>
    known.some(({ kind, value }) => kind === number.kind && value === number.value);
  return [...known, ...found.filter((number) => !isKnown(number))];
}
