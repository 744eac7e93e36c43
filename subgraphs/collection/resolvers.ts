import type { ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { underPurpose } from '../_runtime/under-purpose.ts';
import { batchFields, batchQueries } from './batch-queries.ts';
import { collectionOf } from './collection-context.ts';
import { matchingMutations } from './matching-mutations.ts';
import { queueFields, queueQueries } from './matching-queue.ts';
import { collectionQuality } from './quality-query.ts';
import { recordMutations } from './record-mutations.ts';
import { ruleViews } from './rule-view.ts';
import { submitRecords } from './submit-records.ts';

/** How records come in, and what becomes of what is reported. */
export const resolvers: ResolverMap = {
  Query: {
    ...batchQueries,
    ...queueQueries,
    collectionQuality,
    intakeRules: (_: unknown, __: unknown, { today }: SubgraphContext) => ruleViews(today),
    intakeColumns: (_: unknown, { item }: { item: string }, context: SubgraphContext) =>
      collectionOf(context).items.get(item)?.columns() ?? null,
  },
  Mutation: {
    ...underPurpose('records', { submitRecords }, (problem) => ({ batch: null, outcomes: [], problems: [problem] })),
    ...underPurpose('records', recordMutations, (problem) => ({ id: null, month: null, problems: [problem] })),
    ...underPurpose('records', matchingMutations, (problem) => ({ row: null, problems: [problem] })),
  },
  ...batchFields,
  ...queueFields,
};
