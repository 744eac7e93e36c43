import type { WaitingRow } from '../../storage/collection/port.ts';
import type { RecordChange, Subject } from '../../storage/port.ts';
import type { Candidate } from '../_runtime/intake/candidate.ts';
import { registeredSubject } from '../_runtime/intake/matching/registered-subject.ts';
import { invalid, NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { collectionOf } from './collection-context.ts';
import { candidateOf } from './queue-reads.ts';

/** What a row and a subject make together. */
export interface RowMatch {
  /** As the row leaves it. */
  readonly subject: Subject;
  readonly isChanged: boolean;
  readonly change: RecordChange;
}

/**
 * Works out what comes of it that a row is about a subject, or says what stands against it. Writes nothing.
 *
 * @param subjectId null for a new subject of the row's own code
 */
export async function rowMatch(
  row: WaitingRow,
  subjectId: string | null,
  context: SubgraphContext,
): Promise<RowMatch | Problem> {
  const item = collectionOf(context).items.get(row.item);
  if (item === undefined) return GONE;
  const candidate = candidateOf(row, context);
  const known = subjectId === null ? await newSubject(row, candidate, context) : await context.load.subject(subjectId);
  if (known === null) return { ...NOT_FOUND, field: 'subject' };
  if ('code' in known) return known;
  if ((known.kind === 'NATURAL_PERSON') !== (candidate.clues.kind === 'NATURAL_PERSON')) return OTHER_KIND;
  const refusal = await item.intake.refusal(candidate, known, context.now);
  if (refusal !== null) return invalid('subject', refusal.messageEn);
  const subject = item.intake.asRegistered(candidate, known);
  const change = item.intake.recordOf(candidate, subject, context.now.toISOString());
  return change === null ? UNFIT : { subject, isChanged: subjectId === null || subject !== known, change };
}

/** Does what comes of it; doing it twice changes nothing. */
export async function carryOut(
  { department }: WaitingRow,
  { subject, isChanged, change }: RowMatch,
  { store, disclosed }: SubgraphContext,
): Promise<void> {
  if (isChanged) await store.saveSubjects([subject]);
  // Not REPORTED: a record that was withdrawn when its match was taken back comes to life again.
  await store.write(department, [{ ...change, reason: 'CORRECTED' }]);
  disclosed.about([subject.id]);
}

/**
 * The organisation that the row's own code stands for: one that is registered elsewhere, and was never reported here. Who bears the
 * code already is not made anew, nor given another name.
 */
async function newSubject(
  row: WaitingRow,
  { clues }: Candidate,
  { store }: SubgraphContext,
): Promise<Subject | Problem> {
  if (clues.kind === 'NATURAL_PERSON' || clues.uscc === null || clues.name === null) return NO_CODE;
  const bearers = (await store.subjectsByNumber([clues.uscc])).get(clues.uscc) ?? [];
  if (bearers.some(({ id }) => id !== row.subjectId)) return BORNE;
  return bearers[0] ?? registeredSubject(clues, { name: clues.name, areaCode: null }, null) ?? NO_CODE;
}

const GONE = invalid('id', 'Its catalogue item is no longer reported. Discard the row.');
const NO_CODE = invalid('subject', 'The row has no valid code of its own, so that it cannot make a subject. Name one.');
const BORNE = invalid('subject', 'Somebody bears the code of the row already. Choose among the candidates.');
const OTHER_KIND = invalid('subject', 'The row is about a person and the subject is none, or the other way round.');
const UNFIT = invalid(
  'id',
  'The row does not fit its catalogue item. Discard it, and report it again as it should be.',
);
