import { comparableName } from '../../../../storage/name-grams.ts';
import type { NumberKind, Subject } from '../../../../storage/port.ts';
import type { SubjectClues } from '../candidate.ts';

/** Why a row waits until a person says whom it is about. */
export type WaitingReason =
  /** No number at all, or a person's record without the number of a document. */
  | 'NO_NUMBER'
  /** Nobody bears any of its numbers. */
  | 'UNKNOWN_NUMBER'
  /** Several subjects bear it. */
  | 'AMBIGUOUS_NUMBER'
  /** One bears it, and has another name. */
  | 'NAME_DIFFERS';

/** What the match rests on, the strongest first. */
export type MatchedBy = 'USCC' | 'ORG_CODE' | 'OLD_NUMBER_AND_NAME' | 'PERSON_NUMBER';

export type Match =
  | { readonly kind: 'matched'; readonly subject: Subject; readonly by: MatchedBy }
  | { readonly kind: 'waiting'; readonly reasons: readonly WaitingReason[] };

/** Subjects by the numbers that they bear or bore. */
export type SubjectsByNumber = ReadonlyMap<string, readonly Subject[]>;

/** Whether the unified social credit code alone decides, so that no other number need be looked up. */
export function isDecidedByUscc(clues: SubjectClues, byNumber: SubjectsByNumber): boolean {
  return byUscc(clues, byNumber) !== null;
}

/** Every number of an organisation or sole trader by which its subject may be found. */
export function numbersToLookUp(clues: SubjectClues): readonly string[] {
  const codes = [clues.uscc, orgCodeOf(clues), ...oldNumbersOf(clues).map(([, value]) => value)];
  return codes.filter((code): code is string => code !== null);
}

/**
 * The organisation or sole trader that a row is about: by its unified social credit code; else by its organisation code,
 * which stays when the code around it changes; else by an older number together with the name, because two subjects can share
 * such a number. Never by a name alone.
 */
export function matchOrganization(clues: SubjectClues, byNumber: SubjectsByNumber): Match {
  for (const way of [byUscc, byOrgCode, byOldNumber]) {
    const match = way(clues, byNumber);
    // A weaker way must not decide what a stronger one has left in doubt.
    if (match !== null) return match;
  }
  return { kind: 'waiting', reasons: [numbersToLookUp(clues).length === 0 ? 'NO_NUMBER' : 'UNKNOWN_NUMBER'] };
}

/** Organisation code: positions 9 to 17 of a unified social credit code (GB 32100-2015). */
export function orgCodeOf({ uscc, orgCode }: Pick<SubjectClues, 'uscc' | 'orgCode'>): string | null {
  return orgCode ?? (uscc === null ? null : uscc.slice(8, 17));
}

function byUscc({ uscc }: SubjectClues, byNumber: SubjectsByNumber): Match | null {
  if (uscc === null) return null;
  const bearers = byNumber.get(uscc) ?? [];
  const today = bearers.filter((subject) => subject.uscc === uscc);
  return onlyOne(today.length > 0 ? today : bearers.filter((subject) => bears(subject, 'FORMER_USCC', uscc)), 'USCC');
}

function byOrgCode(clues: SubjectClues, byNumber: SubjectsByNumber): Match | null {
  const code = orgCodeOf(clues);
  if (code === null) return null;
  const bearers = (byNumber.get(code) ?? []).filter((subject) => bears(subject, 'ORG_CODE', code));
  const match = onlyOne(bearers, 'ORG_CODE');
  if (match?.kind !== 'matched') return match;
  // A code that is another one inside a known code is a change of code or a slip; the name tells which.
  const isOther = clues.uscc !== null && match.subject.uscc !== null && clues.uscc !== match.subject.uscc;
  return isOther && !isNamed(match.subject, clues) ? { kind: 'waiting', reasons: ['NAME_DIFFERS'] } : match;
}

function byOldNumber(clues: SubjectClues, byNumber: SubjectsByNumber): Match | null {
  const bearers = new Map<string, Subject>();
  for (const [kind, value] of oldNumbersOf(clues)) {
    for (const subject of byNumber.get(value) ?? []) if (bears(subject, kind, value)) bearers.set(subject.id, subject);
  }
  if (bearers.size === 0) return null;
  const named = [...bearers.values()].filter((subject) => isNamed(subject, clues));
  return named.length === 0 ? { kind: 'waiting', reasons: ['NAME_DIFFERS'] } : onlyOne(named, 'OLD_NUMBER_AND_NAME');
}

function onlyOne(subjects: readonly Subject[], by: MatchedBy): Match | null {
  const [first, second] = subjects;
  if (first === undefined) return null;
  return second === undefined
    ? { kind: 'matched', subject: first, by }
    : { kind: 'waiting', reasons: ['AMBIGUOUS_NUMBER'] };
}

function oldNumbersOf(clues: SubjectClues): readonly (readonly [NumberKind, string])[] {
  const numbers: readonly (readonly [NumberKind, string | null])[] = [
    ['REGISTRATION_NO', clues.registrationNo],
    ['TAX_NO', clues.taxNo],
    ['INSTITUTION_NO', clues.institutionNo],
    ['SOCIAL_ORGANIZATION_NO', clues.socialOrganizationNo],
  ];
  return numbers.filter((number): number is [NumberKind, string] => number[1] !== null);
}

function bears({ formerNumbers }: Subject, kind: NumberKind, value: string): boolean {
  return formerNumbers.some((number) => number.kind === kind && number.value === value);
}

function isNamed(subject: Subject, { name }: SubjectClues): boolean {
  return name !== null && comparableName(name) === comparableName(subject.name);
}
