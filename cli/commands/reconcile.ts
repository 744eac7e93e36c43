import { HubError } from '../../schema/errors.ts';
import { DIFFERENCES, type Reconciliation, reconcile } from '../../subgraphs/_runtime/exchange/reconcile.ts';
import { exchangedItems } from '../../subgraphs/_runtime/exchange.ts';
import { loadSubgraphs } from '../../subgraphs/_runtime/load-subgraphs.ts';
import { cityDay } from '../../subgraphs/_runtime/subgraph-context.ts';
import { openExistingStore, type StoreOptions } from '../open-store.ts';

export interface ReconcileOptions extends StoreOptions {
  readonly department?: string;
  /** Code of the catalogue item. */
  readonly item?: string;
  readonly json?: boolean;
}

/** Exit codes: nothing differs, something does, the public is shown what it should not be. */
const EXIT = { same: 0, differs: 2, exposed: 3 } as const;

/**
 * Prints how what was reported, what is held and what the public is shown differ, item by item. To be run once a day.
 *
 * @returns the exit code
 * @throws HubError CONFIG_INVALID, STORE_*
 */
export async function reconcileCommand(options: ReconcileOptions, now = new Date()): Promise<number> {
  const items = exchangedItems(await loadSubgraphs());
  const asked = [...items].filter(([code, { subgraph }]) => {
    return (
      code === (options.item ?? code) && subgraph.department.code === (options.department ?? subgraph.department.code)
    );
  });
  if (asked.length === 0)
    throw invalid('there is no such department or item; see "catalogue" in the graph for what there is.');
  const store = await openExistingStore(options);
  try {
    const all: Reconciliation[] = [];
    for (const [, item] of asked) all.push(await reconcile(item, store, cityDay(now)));
    if (options.json === true) for (const one of all) console.log(JSON.stringify(one));
    else printTable(all);
    return exitCode(all);
  } finally {
    await store.close();
  }
}

function exitCode(all: readonly Reconciliation[]): number {
  if (all.some(({ counts }) => counts.EXTRA_PUBLIC > 0)) return EXIT.exposed;
  return all.some(({ differences }) => differences.length > 0) ? EXIT.differs : EXIT.same;
}

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem } });
}

const COLUMNS: readonly (readonly [title: string, width: number, cell: (one: Reconciliation) => number])[] = [
  ['reported', 10, ({ reported }) => reported],
  ['held', 10, ({ held }) => held],
  ['published', 11, ({ published }) => published],
  ...DIFFERENCES.map((kind) => [kind, kind.length + 2, ({ counts }: Reconciliation) => counts[kind]] as const),
];

/** Items that differ, the worst first, and then the records that they are about. */
function printTable(all: readonly Reconciliation[]): void {
  const differing = all.filter(({ differences }) => differences.length > 0).sort(byWorst);
  const width = Math.max(4, ...differing.map(({ item }) => item.length)) + 2;
  if (differing.length > 0) {
    console.log('item'.padEnd(width) + COLUMNS.map(([title, cells]) => title.padStart(cells)).join(''));
  }
  for (const one of differing) {
    console.log(one.item.padEnd(width) + COLUMNS.map(([, cells, cell]) => String(cell(one)).padStart(cells)).join(''));
  }
  for (const { item, differences } of differing) {
    for (const { kind, recordId } of differences) console.log(`${kind} ${item} ${recordId}`);
  }
  console.log(`${all.length} items compared, ${differing.length} of them differ.`);
}

function byWorst({ counts: one }: Reconciliation, { counts: other }: Reconciliation): number {
  for (const kind of DIFFERENCES) if (one[kind] !== other[kind]) return other[kind] - one[kind];
  return 0;
}
