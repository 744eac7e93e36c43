/** Process: every department behind a standalone Apollo Server of its own, as federation's handbooks do it. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { openExistingStore } from '../../../../cli/open-store.ts';
import { PUBLIC_PASSPORT } from '../../../../schema/access/passport.ts';
import type { HubStore } from '../../../../storage/port.ts';
import { accessFor } from '../../../../subgraphs/_runtime/access/access.ts';
import { loadSubgraphs } from '../../../../subgraphs/_runtime/load-subgraphs.ts';
import type { Subgraph } from '../../../../subgraphs/_runtime/subgraph.ts';
import { type SubgraphContext, subgraphContext } from '../../../../subgraphs/_runtime/subgraph-context.ts';
import type { DepartmentAddresses } from './department-server.ts';

async function serve(subgraph: Subgraph, store: HubStore): Promise<DepartmentAddresses[number]> {
  const access = accessFor(subgraph, PUBLIC_PASSPORT);
  const server = new ApolloServer<SubgraphContext>({ schema: subgraph.schema(), stopOnTerminationSignals: false });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async () => subgraphContext({ store, access, passport: PUBLIC_PASSPORT, now: new Date() }),
  });
  return [subgraph.department.code, url];
}

process.on('disconnect', () => process.exit()); // never outlives the bench
const store = await openExistingStore({ data: process.argv[2] ?? '' });
const addresses: DepartmentAddresses = await Promise.all((await loadSubgraphs()).map((one) => serve(one, store)));
process.send?.(addresses);
