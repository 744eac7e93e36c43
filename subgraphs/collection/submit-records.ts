import { HubError } from '../../schema/errors.ts';
import type { Batch, RowProblem } from '../../storage/collection/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { CollectedItem } from '../_runtime/intake/collection.ts';
import { cellsTable } from '../_runtime/intake/reported-cells.ts';
import { reportingDepartment } from '../_runtime/intake/reporting-right.ts';
import { takeRows } from '../_runtime/intake/take-rows.ts';
import { invalid, NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { collectionOf, ownItem } from './collection-context.ts';
import { NOT_A_REPORTER } from './collection-rights.ts';

/** Most rows of one call; files and uploads take more. */
const MAX_ROWS = 1_000;

const MAX_KEY_CHARACTERS = 200;

interface SubmitArguments {
  readonly item: string;
  readonly batchKey: string;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

interface SubmitPayload {
  readonly batch: Batch | null;
  readonly outcomes: readonly RowProblem[];
  readonly problems: readonly Problem[];
}

/** Takes rows of an item of the caller's own department. */
export async function submitRecords(
  _: unknown,
  args: SubmitArguments,
  context: SubgraphContext,
): Promise<SubmitPayload | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const department = reportingDepartment(context.passport);
  if (department === null) return refused(NOT_A_REPORTER);
  const item = ownItem(args.item, department, context);
  if (item === null) return refused({ ...NOT_FOUND, field: 'item' });
  const problem = problemOf(args);
  if (problem !== null) return refused(problem);
  try {
    return await taken(args, item, caller.id, context);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    if (UNREADABLE.includes(error.code)) return refused(invalid('rows', error.message));
    if (error.code === 'BATCH_KEY_TAKEN') return refused(invalid('batchKey', error.message));
    throw error;
  }
}

/** Codes of what is wrong with the rows as a whole. */
const UNREADABLE: readonly string[] = ['HEADINGS_INVALID', 'TABLE_INVALID', 'TABLE_TOO_LARGE'];

function problemOf({ batchKey, rows }: SubmitArguments): Problem | null {
  if (rows.length === 0 || rows.length > MAX_ROWS) {
    return invalid(
      'rows',
      `There are ${rows.length} rows; one call takes 1 to ${MAX_ROWS}. Send the others in further batches.`,
    );
  }
  if (batchKey === '' || batchKey.length > MAX_KEY_CHARACTERS) {
    return invalid('batchKey', `It must have 1 to ${MAX_KEY_CHARACTERS} characters. Give each batch a key of its own.`);
  }
  return null;
}

async function taken(
  { batchKey, rows }: SubmitArguments,
  item: CollectedItem,
  reportedBy: string,
  context: SubgraphContext,
): Promise<SubmitPayload> {
  const { store: collection } = collectionOf(context);
  const table = cellsTable(rows);
  const delivery = {
    opening: { key: batchKey, source: 'graph', reportedBy } as const,
    header: table.header,
    read: item.reader(table.header, context.today),
    rows: [table.rows],
  };
  const batch = await takeRows(delivery, { item, store: context.store, collection, now: () => context.now });
  const { problems } = await collection.problems(batch.id, { first: MAX_ROWS });
  return { batch, outcomes: problems, problems: [] };
}

function refused(problem: Problem): SubmitPayload {
  return { batch: null, outcomes: [], problems: [problem] };
}
