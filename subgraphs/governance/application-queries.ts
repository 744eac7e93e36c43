import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { storeOf } from './governance-context.ts';
import { mayListApplications, maySeeApplication } from './visibility.ts';

/** Applications for those who may see them; to all others it looks as if there were none. */
export const applicationQueries = {
  application: async (_: unknown, { id }: { id: string }, context: SubgraphContext) => {
    const caller = authenticatedCaller(context);
    if (caller === null) return null;
    const application = await storeOf(context).application(id);
    return application !== null && maySeeApplication(application, caller) ? application : null;
  },
  applications: async (_: unknown, __: unknown, context: SubgraphContext) => {
    const caller = authenticatedCaller(context);
    return caller !== null && mayListApplications(caller) ? storeOf(context).applications() : null;
  },
} satisfies Record<string, FieldResolver>;
