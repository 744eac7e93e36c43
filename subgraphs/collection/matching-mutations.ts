import { HubError } from '../../schema/errors.ts';
import type { WaitingRow } from '../../storage/collection/port.ts';
import type { RecordChange, Subject } from '../../storage/port.ts';
import type { CollectedItem } from '../_runtime/intake/collection.ts';
import { registeredSubject } from '../_runtime/intake/matching/registered-subject.ts';
import { withdrawal } from '../_runtime/intake/withdrawal.ts';
import { CONFLICT, invalid, NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { collectionOf } from './collection-context.ts';
import { candidateOf, visibleRow } from './matching-queue.ts';

interface StepArguments {
  readonly id: string;
  readonly version: number;
  readonly note?: string | null;
}

interface MatchArguments extends StepArguments {
  readonly subject?: string | null;
}

interface MatchingPayload {
  readonly row: WaitingRow | null;
  readonly problems: readonly Problem[];
}

/** What officers decide about rows that wait. The decision is saved last: until then the row waits, and it can be made again. */
export const matchingMutations = {
  matchRow: (_: unknown, args: MatchArguments, context: SubgraphContext) =>
    step(args, context, 'WAITING', (row) => matched(row, args.subject ?? null, context)),
  discardRow: (_: unknown, args: StepArguments, context: SubgraphContext) =>
    step(args, context, 'WAITING', async () => ({ state: 'DISCARDED', subjectId: null, recordId: null })),
  undoMatching: (_: unknown, args: StepArguments, context: SubgraphContext) =>
    step(args, context, 'decided', (row) => undone(row, context)),
} satisfies Record<string, FieldResolver>;

/** What a decision leaves of a row. */
type Decision = Pick<WaitingRow, 'state' | 'subjectId' | 'recordId'>;

async function step(
  { id, version, note = null }: StepArguments,
  context: SubgraphContext,
  from: 'WAITING' | 'decided',
  decide: (row: WaitingRow) => Promise<Decision | Problem>,
): Promise<MatchingPayload> {
  const row = await visibleRow(id, context);
  if (row === null) return { row: null, problems: [NOT_FOUND] };
  if (row.version !== version) return { row, problems: [CONFLICT] };
  if ((row.state === 'WAITING') !== (from === 'WAITING')) return { row, problems: [wrongState(row)] };
  const decision = await decide(row);
  if ('code' in decision) return { row, problems: [decision] };
  const decidedBy = context.passport.caller.id;
  const next = { ...row, ...decision, version: version + 1, decidedBy, decidedAt: context.now.toISOString(), note };
  return saved(next, context);
}

function wrongState({ state }: WaitingRow): Problem {
  const message =
    state === 'WAITING'
      ? 'Nothing was decided about the row yet, so there is nothing to take back.'
      : 'The row was decided about. Take the decision back first.';
  return { code: 'WRONG_STATUS', field: null, message };
}

async function saved(row: WaitingRow, context: SubgraphContext): Promise<MatchingPayload> {
  try {
    await collectionOf(context).store.saveDecision(row);
    return { row, problems: [] };
  } catch (error) {
    if (!(error instanceof HubError && error.code === 'CONFLICT')) throw error;
    return { row: await visibleRow(row.id, context), problems: [CONFLICT] };
  }
}

async function matched(
  row: WaitingRow,
  subjectId: string | null,
  context: SubgraphContext,
): Promise<Decision | Problem> {
  const item = collectionOf(context).items.get(row.item);
  if (item === undefined) return GONE;
  const subject = subjectId === null ? newSubject(row, context) : await context.load.subject(subjectId);
  if (subject === null) return subjectId === null ? NO_CODE : { ...NOT_FOUND, field: 'subject' };
  if (subjectId === null) await context.store.saveSubjects([subject]);
  const change = changeOrProblem(item, row, subject, context);
  if ('code' in change) return change;
  await context.store.write(row.department, [{ ...change, reason: 'CORRECTED' }]);
  context.disclosed.about([subject.id]);
  return { state: 'MATCHED', subjectId: subject.id, recordId: change.id };
}

function changeOrProblem(
  item: CollectedItem,
  row: WaitingRow,
  subject: Subject,
  context: SubgraphContext,
): RecordChange | Problem {
  const candidate = candidateOf(row, context);
  if ((subject.kind === 'NATURAL_PERSON') !== (candidate.clues.kind === 'NATURAL_PERSON')) return OTHER_KIND;
  return item.intake.recordOf(candidate, subject, context.now.toISOString());
}

const GONE = invalid('id', 'Its catalogue item is no longer reported. Discard the row.');
const NO_CODE = invalid('subject', 'The row has no valid code of its own, so that it cannot make a subject. Name one.');
const OTHER_KIND = invalid('subject', 'The row is about a person and the subject is none, or the other way round.');

/** The organisation that the row's own code stands for: one that is registered elsewhere, and was never reported here. */
function newSubject(row: WaitingRow, context: SubgraphContext): Subject | null {
  const { clues } = candidateOf(row, context);
  if (clues.kind === 'NATURAL_PERSON' || clues.uscc === null || clues.name === null) return null;
  return registeredSubject(clues, { name: clues.name, areaCode: null }, null);
}

/** The record of a matched row is withdrawn; the row waits again. */
async function undone(row: WaitingRow, context: SubgraphContext): Promise<Decision> {
  if (row.recordId !== null) {
    const record = await context.load.record(row.type, row.recordId);
    const now = context.now.toISOString();
    if (record !== null)
      await context.store.write(row.department, [withdrawal(record, 'CORRECTED', now, context.store)]);
  }
  return { state: 'WAITING', subjectId: null, recordId: null };
}
