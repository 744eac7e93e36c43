import type { KeyRing } from '../key-ring.ts';
import { comparableName, nameGrams } from '../name-grams.ts';
import type { FormerNumber, Subject, SubjectKind } from '../port.ts';
import { parseSealed, sealedText } from '../sealed-text.ts';
import { sealFields } from '../sealing.ts';

/** A subject as the collection keeps it. */
export interface SubjectDocument {
  readonly _id: string;
  readonly kind: SubjectKind;
  readonly name: string;
  readonly uscc: string | null;
  readonly areaCode: string | null;
  readonly formerNumbers: readonly FormerNumber[];
  readonly sealed: string | null;
  /** The unified social credit code and all former numbers. */
  readonly numbers: readonly string[];
  /** Pairs of characters of the name; none for a natural person, who is never found by name. */
  readonly grams: readonly string[];
  /** Null for a natural person. */
  readonly comparableName: string | null;
}

export function toSubjectDocument(keys: KeyRing, subject: Subject): SubjectDocument {
  const person = subject.kind === 'NATURAL_PERSON';
  return {
    _id: subject.id,
    kind: subject.kind,
    name: subject.name,
    uscc: subject.uscc ?? null,
    areaCode: subject.areaCode ?? null,
    formerNumbers: subject.formerNumbers.map(({ kind, value }) => ({ kind, value })),
    sealed: sealedText(sealFields(keys, subject.id, subject.sealed)),
    numbers: [...new Set([subject.uscc ?? [], subject.formerNumbers.map(({ value }) => value)].flat())],
    grams: person ? [] : [...new Set(nameGrams(subject.name))],
    comparableName: person ? null : comparableName(subject.name),
  };
}

export function toSubject(document: Omit<SubjectDocument, 'numbers' | 'grams' | 'comparableName'>): Subject {
  const { _id: id, kind, name, uscc, areaCode, formerNumbers, sealed } = document;
  return { id, kind, name, uscc, areaCode, formerNumbers, sealed: parseSealed(sealed) };
}
