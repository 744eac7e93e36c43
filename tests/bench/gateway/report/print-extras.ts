import type { FirstTimeCost } from '../extras/first-time-cost.ts';
import type { ManyOperations } from '../extras/many-operations.ts';
import type { Spread } from './statistics.ts';
import { table } from './table.ts';

/** Prints what was measured beside the loads. */
export function printExtras(firstTime: readonly FirstTimeCost[], manyOperations: readonly ManyOperations[]): void {
  console.log('\nAn operation that was never asked before, one request at a time');
  const header = ['', 'departments', 'first ms', '', 'again ms', ''];
  console.log(table([header, ...firstTime.map(firstTimeRow)]));
  if (manyOperations.length === 0) return;
  console.log('\nThe hub after many distinct operations, each asked once');
  const rows = manyOperations.map((one) => [String(one.operations), one.heapMiB.toFixed(0), one.rssMiB.toFixed(0)]);
  console.log(table([['operations', 'heap MiB', 'RSS MiB'], ...rows]));
}

function firstTimeRow({ contender, departments, firstMs, againMs }: FirstTimeCost): string[] {
  return [contender, departments, ...cells(firstMs), ...cells(againMs)];
}

function cells(spread: Spread | null): [string, string] {
  if (spread === null) return ['n/a', ''];
  return [spread.median.toFixed(1), `(${spread.min.toFixed(1)}..${spread.max.toFixed(1)})`];
}
