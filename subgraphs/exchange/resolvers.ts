import type { ResolverMap } from '../_runtime/resolver-map.ts';
import { changeFields, changesQuery } from './changes-query.ts';
import { digestQuery } from './digest-query.ts';
import { pullerMutations, pullerQueries } from './pullers.ts';
import { reconciliationQuery } from './reconciliation-query.ts';

/** What other platforms pull from this one. */
export const resolvers: ResolverMap = {
  Query: { ...changesQuery, ...digestQuery, ...pullerQueries, ...reconciliationQuery },
  Mutation: pullerMutations,
  ...changeFields,
};
