import type { ResolverMap } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { type ReceivedArguments, receivedRecords } from './received-records.ts';

/** What other platforms have sent, on the subjects that it is about. */
export const resolvers: ResolverMap = {
  CreditSubject: {
    receivedRecords: ({ id }: { id: string }, args: ReceivedArguments, context: SubgraphContext) =>
      receivedRecords(id, args, context),
  },
};
