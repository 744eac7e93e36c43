import type { Batch, BatchPosition, Counts, RowProblem } from '../../storage/collection/port.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import { placeCursor, placeOf } from '../_runtime/place-cursor.ts';
import { receiptsOf } from '../_runtime/receipt.ts';
import { pageSize } from '../_runtime/record-list.ts';
import type { FieldResolver, ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { collectionOf } from './collection-context.ts';
import { visibleDepartments } from './collection-rights.ts';
import { ruleView } from './rule-view.ts';

interface BatchesArguments {
  readonly department?: string | null;
  readonly item?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A null that is written out is not left out, and has no default of the schema. */
interface ProblemsArguments {
  readonly first?: number | null;
  readonly after?: number | null;
}

/** Batches for those who may see what became of them; to all others it looks as if there were none. */
export const batchQueries = {
  intakeBatch: (_: unknown, { id }: { id: string }, context: SubgraphContext) => visibleBatch(id, context),
  intakeBatches: async (_: unknown, args: BatchesArguments, context: SubgraphContext) => {
    const visible = visibleDepartments(authenticatedCaller(context), args.department ?? null);
    if (visible === null) return null;
    const { batches, hasNextPage } = await collectionOf(context).store.batches({
      first: pageSize(args.first),
      ...(visible.department === null ? {} : { department: visible.department }),
      ...(args.item == null ? {} : { item: args.item }),
      ...(args.after == null ? {} : { after: batchPosition(args.after) }),
    });
    const last = batches.at(-1);
    const endCursor = last === undefined ? null : placeCursor(last.at, last.id);
    return { nodes: batches, pageInfo: { hasNextPage, endCursor } };
  },
} satisfies Record<string, FieldResolver>;

/** Fields of batches and of what became of rows. */
export const batchFields = {
  IntakeBatch: {
    startedAt: ({ at }: Batch) => at,
    receipts: ({ counts: { received, accepted, refused }, finishedAt }: Batch) =>
      receiptsOf({ received, valid: received - refused, loaded: accepted }, finishedAt),
    problems: async ({ id }: Batch, args: ProblemsArguments, context: SubgraphContext) => {
      const first = pageSize(args.first, PROBLEM_PAGES);
      const { problems } = await collectionOf(context).store.problems(id, { first, after: args.after ?? 0 });
      return problems;
    },
  },
  IntakeCounts: {
    byRule: ({ byRule }: Counts) => Object.entries(byRule).map(([rule, rows]) => ({ rule, rows })),
  },
  RowOutcome: { outcome: ({ outcome }: RowProblem) => outcome.toUpperCase() },
  RuleFinding: {
    rule: ({ rule }: RowProblem['findings'][number], _: unknown, { today }: SubgraphContext) => ruleView(rule, today),
  },
} satisfies ResolverMap;

/** The batch; null where there is none that the caller may see. */
export async function visibleBatch(id: string, context: SubgraphContext): Promise<Batch | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const batch = await collectionOf(context).store.batch(id);
  return batch !== null && visibleDepartments(caller, batch.department) !== null ? batch : null;
}

const PROBLEM_PAGES = { usual: 100, most: 1_000 };

function batchPosition(cursor: string): BatchPosition {
  const [at, id] = placeOf(cursor);
  return { at, id };
}
