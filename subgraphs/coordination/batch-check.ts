import { randomUUID } from 'node:crypto';
import { recogniseCode } from '../../schema/codes/old-number.ts';
import type { CaseVersion, StoredCase } from '../../storage/coordination/port.ts';
import type { JsonValue } from '../../storage/port.ts';
import { recordId } from '../../storage/record-id.ts';
import { kindOfSubjectId } from '../../storage/subject-id.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { CONFLICT, invalid, NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { maySeeCheck } from './check-book.ts';
import type { StoredCheck } from './check-case.ts';
import { receiptNoOf } from './check-mutations.ts';
import { coordinationOf } from './coordination-context.ts';
import { matterInHand } from './matter-in-hand.ts';
import { occasionOf } from './occasion.ts';
import { NO_SUBJECT, performCheck } from './perform-check.ts';
import type { Verdict } from './verdict.ts';

/** Kind of the cases that batches are. */
export const BATCH = 'batch-check';

/** Most subjects of a batch, and of one call. */
const MOST = { batch: 100_000, call: 500 };

/** A long list of subjects that a department checks for one matter, some at a time, in the order of its rows. */
interface BatchCheck {
  readonly powerItem: string;
  readonly department: string;
  readonly caseNo: string;
  readonly startedOn: string;
  readonly total: number;
  /** Rows that are done, from the first on. */
  readonly done: number;
  /** Rows that found no subject which the caller may check. */
  readonly notFound: number;
  readonly byVerdict: Readonly<Record<Verdict, number>>;
}

interface StoredBatch extends BatchCheck {
  readonly id: string;
  readonly version: number;
  readonly startedAt: string;
}

interface RowOutcome {
  readonly row: number;
  readonly check: StoredCheck | null;
  readonly problem: Problem | null;
}

interface BatchPayload {
  readonly batch: StoredBatch | null;
  readonly rows: readonly RowOutcome[];
  readonly problems: readonly Problem[];
}

interface RowsArguments {
  readonly batch: string;
  readonly fromRow: number;
  readonly subjects: readonly string[];
}

/**
 * Checks of thousands of subjects. The caller sends them some at a time, so that each call is a request of its own: under the rights
 * of that moment, in the audit trail, and whoever is cut off goes on from the row that `done` says. Rows that are sent again keep
 * their receipts.
 */
export const batchMutations = {
  startBatchCheck: (_: unknown, args: { powerItem: string; caseNo: string; total: number }, context: SubgraphContext) =>
    startBatch(args, context),
  checkBatchRows: (_: unknown, args: RowsArguments, context: SubgraphContext) => checkRows(args, context),
} satisfies Record<string, FieldResolver>;

export const batchQueries = {
  batchCheck: (_: unknown, { id }: { id: string }, context: SubgraphContext) => visibleBatch(id, context),
} satisfies Record<string, FieldResolver>;

async function startBatch(
  args: { readonly powerItem: string; readonly caseNo: string; readonly total: number },
  context: SubgraphContext,
): Promise<BatchPayload | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const inHand = matterInHand(args, caller, context);
  if ('code' in inHand) return refused(null, inHand);
  if (args.total < 1 || args.total > MOST.batch)
    return refused(null, invalid('total', `It must be 1 to ${MOST.batch}.`));
  const { powerItem, department, caseNo } = inHand;
  const batch: BatchCheck = {
    powerItem: powerItem.code,
    department,
    caseNo,
    startedOn: context.today,
    total: args.total,
    done: 0,
    notFound: 0,
    byVerdict: { PASS: 0, INCENTIVE: 0, WARN: 0, BLOCK: 0 },
  };
  const version = batchCase(`batch-${randomUUID()}`, null, batch, context);
  await coordinationOf(context).store.save(version);
  return { batch: toBatch(version), rows: [], problems: [] };
}

async function checkRows(
  { batch: id, fromRow, subjects }: RowsArguments,
  context: SubgraphContext,
): Promise<BatchPayload | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const batch = await visibleBatch(id, context);
  const inHand = batch === null ? NO_BATCH : matterInHand(batch, caller, context);
  if (batch === null || 'code' in inHand) return refused(batch, 'code' in inHand ? inHand : NO_BATCH);
  const problem = rowsProblem(batch, fromRow, subjects.length);
  if (problem !== null) return refused(batch, problem);
  const occasion = occasionOf(caller, context);
  const rows = await Promise.all(
    subjects.map(async (text, index): Promise<RowOutcome> => {
      const row = fromRow + index;
      const subjectId = await subjectOf(text, context);
      if (subjectId === null) return { row, check: null, problem: NO_SUBJECT };
      const receiptNo = receiptNoOf(batch.startedOn, recordId('BatchRow', [id, String(row), subjectId]));
      const outcome = await performCheck(subjectId, inHand, receiptNo, occasion, context);
      return 'code' in outcome ? { row, check: null, problem: outcome } : { row, check: outcome, problem: null };
    }),
  );
  const version = batchCase(id, batch, progressed(batch, rows), context);
  const isSaved = await coordinationOf(context).store.save(version);
  return isSaved ? { batch: toBatch(version), rows, problems: [] } : refused(await visibleBatch(id, context), CONFLICT);
}

/** A batch is the affair of the department that started it. */
async function visibleBatch(id: string, context: SubgraphContext): Promise<StoredBatch | null> {
  const caller = authenticatedCaller(context);
  const stored = caller === null ? null : await coordinationOf(context).store.case(id);
  if (caller === null || stored?.kind !== BATCH) return null;
  const batch = toBatch(stored);
  return maySeeCheck(batch, caller) ? batch : null;
}

function rowsProblem({ done, total }: BatchCheck, fromRow: number, count: number): Problem | null {
  if (fromRow !== done + 1) return invalid('fromRow', `The next row is ${done + 1}.`);
  if (count < 1 || count > MOST.call) return invalid('subjects', `There must be 1 to ${MOST.call}.`);
  return done + count > total ? invalid('subjects', 'There are more than the batch was started for.') : null;
}

/** Id of the subject that a row names by its id or by a number; null for none or several. Nobody finds a person by number. */
async function subjectOf(text: string, { store }: SubgraphContext): Promise<string | null> {
  if (kindOfSubjectId(text) !== null) return text;
  const recognised = recogniseCode(text);
  if (recognised.kind === 'invalid') return null;
  const found = (await store.subjectsByNumber([recognised.value])).get(recognised.value) ?? [];
  const bearers = found.filter(({ kind }) => kind !== 'NATURAL_PERSON');
  return bearers.length === 1 ? (bearers[0]?.id ?? null) : null;
}

function progressed(batch: BatchCheck, rows: readonly RowOutcome[]): BatchCheck {
  const count = (verdict: Verdict) => rows.filter(({ check }) => check?.verdict === verdict).length;
  const { PASS, INCENTIVE, WARN, BLOCK } = batch.byVerdict;
  return {
    ...batch,
    done: batch.done + rows.length,
    notFound: batch.notFound + rows.filter(({ check }) => check === null).length,
    byVerdict: {
      PASS: PASS + count('PASS'),
      INCENTIVE: INCENTIVE + count('INCENTIVE'),
      WARN: WARN + count('WARN'),
      BLOCK: BLOCK + count('BLOCK'),
    },
  };
}

function toBatch({ id, version, openedAt, content }: StoredCase): StoredBatch {
  return { ...(content as unknown as BatchCheck), id, version, startedAt: openedAt }; // cast: written below only
}

function batchCase(
  id: string,
  before: StoredBatch | null,
  batch: BatchCheck,
  { now, passport }: SubgraphContext,
): CaseVersion {
  const at = now.toISOString();
  const { powerItem, department, caseNo, startedOn, total, done, notFound, byVerdict } = batch;
  const content = { powerItem, department, caseNo, startedOn, total, done, notFound, byVerdict };
  return {
    id,
    kind: BATCH,
    version: (before?.version ?? 0) + 1,
    openedAt: before?.startedAt ?? at,
    at,
    subjects: [],
    content: content as unknown as JsonValue, // cast: plain objects all through
    event: { what: before === null ? 'STARTED' : 'ROWS_CHECKED', by: passport.caller.id, done },
    desks: [],
  };
}

const NO_BATCH: Problem = { ...NOT_FOUND, field: 'batch' };

function refused(batch: StoredBatch | null, problem: Problem): BatchPayload {
  return { batch, rows: [], problems: [problem] };
}
