import type { KeyRing } from '../../../../storage/key-ring.ts';
import type { Subject, SubjectStore } from '../../../../storage/port.ts';
import type { Registering } from '../../department.ts';
import type { Candidate, SubjectClues } from '../candidate.ts';
import {
  isDecidedByUscc,
  type Match,
  type MatchedBy,
  matchOrganization,
  numbersToLookUp,
  type SubjectsByNumber,
} from './match-organization.ts';
import { personSubject } from './person-subject.ts';
import { isSameSubject, type RegisteredFacts, registeredSubject } from './registered-subject.ts';

/** Whom a row is about. */
export type FoundSubject =
  | {
      readonly kind: 'matched';
      readonly subject: Subject;
      readonly by: MatchedBy | 'REGISTRATION' | 'DECISION';
      /** Whether the subject is to be saved: it is new, or its registration says something new of it. */
      readonly isChanged: boolean;
    }
  | Extract<Match, { readonly kind: 'waiting' }>;

/** Finds subjects for rows, those of a chunk in a few looks into the store. Rows see what rows before them have registered. */
export class SubjectMatcher {
  readonly #store: Pick<SubjectStore, 'subjectsById' | 'subjectsByNumber'>;
  readonly #keys: KeyRing;
  readonly #registering: Registering | undefined;

  /** @param registering fields by which records of the type register subjects; undefined where they do not */
  constructor(
    store: Pick<SubjectStore, 'subjectsById' | 'subjectsByNumber'>,
    keys: KeyRing,
    registering: Registering | undefined,
  ) {
    this.#store = store;
    this.#keys = keys;
    this.#registering = registering;
  }

  async match(candidates: readonly Candidate[]): Promise<readonly FoundSubject[]> {
    const persons = new Map<SubjectClues, Subject>();
    const organizations: SubjectClues[] = [];
    for (const { clues } of candidates) {
      const person = clues.kind === 'NATURAL_PERSON' ? personSubject(clues, this.#keys) : null;
      if (person !== null) persons.set(clues, person);
      if (clues.kind !== 'NATURAL_PERSON') organizations.push(clues);
    }
    const [byNumber, byId] = await Promise.all([
      this.#byNumber(organizations),
      persons.size === 0 ? new Map() : this.#store.subjectsById([...persons.values()].map(({ id }) => id)),
    ]);
    const chunk = new ChunkSubjects(byNumber, byId);
    return candidates.map((candidate) =>
      candidate.clues.kind === 'NATURAL_PERSON'
        ? personOf(persons.get(candidate.clues), chunk)
        : this.#organizationOf(candidate, chunk),
    );
  }

  /** The subject as the candidate leaves it: another one only where its records register subjects. */
  asRegistered({ clues, fields }: Candidate, subject: Subject): Subject {
    if (this.#registering === undefined || subject.kind === 'NATURAL_PERSON') return subject;
    const facts = factsOf({ clues, fields }, this.#registering);
    return registeredSubject({ ...clues, name: facts.name }, facts, subject) ?? subject;
  }

  /** Of most rows one number is enough; the others are looked up for those where it is not. */
  async #byNumber(organizations: readonly SubjectClues[]): Promise<SubjectsByNumber> {
    const codes = await this.#bearers(organizations.flatMap(({ uscc }) => uscc ?? []));
    const others = organizations.filter((clues) => !isDecidedByUscc(clues, codes));
    return new Map([...codes, ...(await this.#bearers(others.flatMap(numbersToLookUp)))]);
  }

  async #bearers(numbers: readonly string[]): Promise<SubjectsByNumber> {
    return numbers.length === 0 ? new Map() : this.#store.subjectsByNumber([...new Set(numbers)]);
  }

  #organizationOf(candidate: Candidate, chunk: ChunkSubjects): FoundSubject {
    if (this.#registering === undefined) return withoutChange(matchOrganization(candidate.clues, chunk.byNumber));
    const facts = factsOf(candidate, this.#registering);
    return registered({ ...candidate.clues, name: facts.name }, facts, chunk);
  }
}

function factsOf({ clues, fields }: Pick<Candidate, 'clues' | 'fields'>, { name, areaCode }: Registering) {
  return { name: textOrNull(fields[name]) ?? clues.name ?? '', areaCode: textOrNull(fields[areaCode]) };
}

/** Nobody but the registry may say who is who: a subject that nobody knows comes into being, and another name is news. */
function registered(clues: SubjectClues, facts: RegisteredFacts, chunk: ChunkSubjects): FoundSubject {
  const match = matchOrganization(clues, chunk.byNumber);
  if (match.kind === 'waiting' && !match.reasons.includes('UNKNOWN_NUMBER')) return match;
  const known = match.kind === 'matched' ? match.subject : null;
  const subject = registeredSubject(clues, facts, known);
  if (subject === null) return withoutChange(match);
  const isChanged = known === null || !isSameSubject(known, subject);
  if (isChanged) chunk.put(subject);
  return { kind: 'matched', subject, by: 'REGISTRATION', isChanged };
}

function withoutChange(match: Match): FoundSubject {
  return match.kind === 'matched' ? { ...match, isChanged: false } : match;
}

function personOf(person: Subject | undefined, chunk: ChunkSubjects): FoundSubject {
  if (person === undefined) return { kind: 'waiting', reasons: ['NO_NUMBER'] };
  const known = chunk.byId.get(person.id);
  if (known === undefined) chunk.put(person);
  return { kind: 'matched', subject: known ?? person, by: 'PERSON_NUMBER', isChanged: known === undefined };
}

/** What the store knows of the subjects of a chunk, and what the rows so far have added. */
class ChunkSubjects {
  readonly byNumber: Map<string, readonly Subject[]>;
  readonly byId: Map<string, Subject>;

  constructor(byNumber: ReadonlyMap<string, readonly Subject[]>, byId: ReadonlyMap<string, Subject>) {
    this.byNumber = new Map(byNumber);
    this.byId = new Map(byId);
  }

  put(subject: Subject): void {
    this.byId.set(subject.id, subject);
    const numbers = [subject.uscc, ...subject.formerNumbers.map(({ value }) => value)];
    for (const number of numbers) {
      if (number === null) continue;
      const others = (this.byNumber.get(number) ?? []).filter(({ id }) => id !== subject.id);
      this.byNumber.set(number, [...others, subject]);
    }
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
