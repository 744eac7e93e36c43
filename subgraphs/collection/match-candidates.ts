import { comparableName } from '../../storage/name-grams.ts';
import type { Subject, SubjectStore } from '../../storage/port.ts';
import type { SubjectClues } from '../_runtime/intake/candidate.ts';
import { numbersToLookUp } from '../_runtime/intake/matching/match-organization.ts';

/** Why a row may be about a subject, the strongest first. */
export type CandidateReason = 'SAME_NUMBER' | 'SAME_NAME' | 'SIMILAR_NAME';

/** A subject that a row may be about. */
export interface MatchCandidate {
  readonly subject: Subject;
  readonly because: readonly CandidateReason[];
}

/** Most candidates that an officer is shown. */
const MOST = 10;

/** Shortest name that is searched for: a shorter one is part of too many. */
const SHORTEST_NAME = 4;

/**
 * Subjects that a row may be about, the likeliest first. None for a natural person: nobody guesses whom a person's name means.
 */
export async function matchCandidates(
  clues: SubjectClues,
  store: Pick<SubjectStore, 'subjectsByNumber' | 'searchSubjects'>,
): Promise<readonly MatchCandidate[]> {
  if (clues.kind === 'NATURAL_PERSON') return [];
  const byNumber = await store.subjectsByNumber(numbersToLookUp(clues));
  const bearers = new Set([...byNumber.values()].flat().map(({ id }) => id));
  const found = new Map([...byNumber.values()].flat().map((subject) => [subject.id, subject]));
  for (const subject of await namedLike(clues.name, store)) found.set(subject.id, subject);
  return [...found.values()]
    .map((subject) => ({ subject, because: reasonsFor(subject, clues, bearers) }))
    .sort((one, other) => weight(other) - weight(one) || (one.subject.id < other.subject.id ? -1 : 1))
    .slice(0, MOST);
}

async function namedLike(
  name: string | null,
  store: Pick<SubjectStore, 'searchSubjects'>,
): Promise<readonly Subject[]> {
  if (name === null || comparableName(name).length < SHORTEST_NAME) return [];
  const { hits } = await store.searchSubjects({ text: name, first: MOST });
  return hits.map(({ subject }) => subject);
}

function reasonsFor(
  subject: Subject,
  { name }: SubjectClues,
  bearers: ReadonlySet<string>,
): readonly CandidateReason[] {
  const isSame = name !== null && comparableName(name) === comparableName(subject.name);
  const isSimilar = !isSame && name !== null && comparableName(subject.name).includes(comparableName(name));
  return [
    ...(bearers.has(subject.id) ? (['SAME_NUMBER'] as const) : []),
    ...(isSame ? (['SAME_NAME'] as const) : []),
    ...(isSimilar ? (['SIMILAR_NAME'] as const) : []),
  ];
}

const WEIGHT: Readonly<Record<CandidateReason, number>> = { SAME_NUMBER: 4, SAME_NAME: 2, SIMILAR_NAME: 1 };

function weight({ because }: MatchCandidate): number {
  return because.reduce((sum, reason) => sum + WEIGHT[reason], 0);
}
