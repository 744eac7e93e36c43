import { HubError } from '../../schema/errors.ts';
import type { WaitingRow } from '../../storage/collection/port.ts';
import { personalNumberIn } from '../_runtime/intake/personal-numbers.ts';
import { withdrawal } from '../_runtime/intake/withdrawal.ts';
import { CONFLICT, invalid, NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { collectionOf } from './collection-context.ts';
import { visibleRow } from './matching-queue.ts';
import { carryOut, type RowMatch, rowMatch } from './row-match.ts';

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

/** What officers decide about rows that wait. */
export const matchingMutations = {
  matchRow: (_: unknown, args: MatchArguments, context: SubgraphContext) => matchRow(args, context),
  discardRow: (_: unknown, args: StepArguments, context: SubgraphContext) => discardRow(args, context),
  undoMatching: (_: unknown, args: StepArguments, context: SubgraphContext) => undoMatching(args, context),
} satisfies Record<string, FieldResolver>;

/**
 * The decision is saved first: of two officers who choose different subjects only one decides, and only one record is ever seen. Who
 * got no answer asks once more, and what the first time has left undone is done.
 */
async function matchRow(args: MatchArguments, context: SubgraphContext): Promise<MatchingPayload> {
  const row = await visibleRow(args.id, context);
  if (row === null) return NONE;
  const isAgain = isAskedAgain(row, args, context);
  const problem = isAgain ? null : problemOf(row, args, 'WAITING');
  if (problem !== null) return refused(row, problem);
  const match = await rowMatch(row, args.subject ?? null, context);
  if ('code' in match) return refused(row, match);
  if (isAgain) {
    if (await isUndone(row, context)) await carryOut(row, match, context);
    return { row, problems: [] };
  }
  const payload = await saved(row, args, matched(match), context);
  if (payload.problems.length === 0) await carryOut(row, match, context);
  return payload;
}

async function discardRow(args: StepArguments, context: SubgraphContext): Promise<MatchingPayload> {
  const row = await visibleRow(args.id, context);
  if (row === null) return NONE;
  const problem = problemOf(row, args, 'WAITING');
  if (problem !== null) return refused(row, problem);
  return saved(row, args, { state: 'DISCARDED', subjectId: null, recordId: null }, context);
}

/** The record is withdrawn first: until the row waits again, this can be asked as often as one likes. */
async function undoMatching(args: StepArguments, context: SubgraphContext): Promise<MatchingPayload> {
  const row = await visibleRow(args.id, context);
  if (row === null) return NONE;
  const problem = problemOf(row, args, 'decided');
  if (problem !== null) return refused(row, problem);
  const record = row.recordId === null ? null : await context.load.record(row.type, row.recordId);
  if (record !== null && record.state !== 'WITHDRAWN') {
    const change = withdrawal(record, 'CORRECTED', context.now.toISOString(), context.store);
    await context.store.write(row.department, [change]);
    context.disclosed.about([record.subjectId]);
  }
  return saved(row, args, { state: 'WAITING', subjectId: null, recordId: null }, context);
}

/** What a decision leaves of a row. */
type Decision = Pick<WaitingRow, 'state' | 'subjectId' | 'recordId'>;

function matched({ subject, change }: RowMatch): Decision {
  return { state: 'MATCHED', subjectId: subject.id, recordId: change.id };
}

/** The same caller has decided the same about this very version. */
function isAskedAgain(row: WaitingRow, { version, subject = null }: MatchArguments, { passport }: SubgraphContext) {
  return (
    row.state === 'MATCHED' &&
    row.version === version + 1 &&
    row.decidedBy === passport.caller.id &&
    (subject === null || row.subjectId === subject)
  );
}

/** Whether the record of a matched row is not there, or stands as it stood before the decision. */
async function isUndone({ type, recordId, decidedAt }: WaitingRow, { load }: SubgraphContext): Promise<boolean> {
  const record = recordId === null ? null : await load.record(type, recordId);
  return record === null || record.reportedAt < (decidedAt ?? '');
}

const MAX_NOTE_CHARACTERS = 500;

function problemOf(row: WaitingRow, { version, note }: StepArguments, from: 'WAITING' | 'decided'): Problem | null {
  if (row.version !== version) return CONFLICT;
  if ((row.state === 'WAITING') !== (from === 'WAITING')) return wrongState(row);
  if ((note?.length ?? 0) > MAX_NOTE_CHARACTERS) return LONG_NOTE;
  return personalNumberIn(note ?? '') === null ? null : PERSONAL_NOTE;
}

const LONG_NOTE = invalid('note', `It must have at most ${MAX_NOTE_CHARACTERS} characters.`);
const PERSONAL_NOTE = invalid('note', 'It holds a number of a person. Leave it out.');

function wrongState({ state }: WaitingRow): Problem {
  const message =
    state === 'WAITING'
      ? 'Nothing was decided about the row yet, so there is nothing to take back.'
      : 'The row was decided about. Take the decision back first.';
  return { code: 'WRONG_STATUS', field: null, message };
}

async function saved(
  row: WaitingRow,
  { note = null }: StepArguments,
  decision: Decision,
  context: SubgraphContext,
): Promise<MatchingPayload> {
  const decidedBy = context.passport.caller.id;
  const decidedAt = context.now.toISOString();
  const next = { ...row, ...decision, version: row.version + 1, decidedBy, decidedAt, note };
  try {
    await collectionOf(context).store.saveDecision(next);
    return { row: next, problems: [] };
  } catch (error) {
    if (!(error instanceof HubError && error.code === 'CONFLICT')) throw error;
    return refused(await visibleRow(row.id, context), CONFLICT);
  }
}

const NONE: MatchingPayload = { row: null, problems: [NOT_FOUND] };

function refused(row: WaitingRow | null, problem: Problem): MatchingPayload {
  return { row, problems: [problem] };
}
