import type { Passport } from '../../schema/access/passport.ts';
import { openCoordination } from '../../storage/coordination/open-coordination.ts';
import { figuresFor } from '../../subgraphs/_runtime/figures/figures.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { openExistingStore, type StoreOptions } from '../open-store.ts';
import { coordinationFigures } from '../statistics/coordination-figures.ts';
import { figuresCsv } from '../statistics/figures-csv.ts';
import { figuresQuestion, type WrittenQuestion } from '../statistics/figures-question.ts';

export interface StatisticsOptions extends StoreOptions, WrittenQuestion {}

/** Whoever runs the hub is told what its operators are. */
const OPERATOR: Passport = {
  caller: { kind: 'operator', id: 'command line', department: null, subject: null },
  purpose: null,
  caseNumber: null,
  rights: { authenticated: true, grants: [] },
  rightsKey: 'command line',
};

/**
 * Prints figures of what departments coordinate, as CSV.
 *
 * @throws HubError CONFIG_INVALID, INVALID_ARGUMENT, STORE_*
 */
export async function statistics(options: StatisticsOptions): Promise<void> {
  const question = figuresQuestion(options);
  const store = await openExistingStore(options);
  const cases = await openCoordination(options.store, options.data);
  try {
    const book = coordinationFigures(await loadSubgraphs(), cases, store);
    const figures = await figuresFor(OPERATOR, question, book, cityDay(new Date()));
    if (figures !== null) process.stdout.write(figuresCsv(figures));
  } finally {
    await cases.close();
    await store.close();
  }
}
