import type { ItemComparison, MonthDifference } from './compare-item.ts';
import type { Reconciliation } from './reconcile-all.ts';

/** What a reconciliation has found, for people, a line each. */
export function reconciliationLines({ found, remaining }: Reconciliation): readonly string[] {
  const held = found.reduce((sum, { count }) => sum + count, 0);
  const repaired = found.filter(
    (one) => one.differences.length > 0 && !remaining.some(({ item }) => item === one.item),
  );
  const number = (value: number) => value.toLocaleString('en');
  return [
    `Reconciliation: ${number(found.length)} items, ${number(held)} records`,
    ...repaired.flatMap((one) => [`  ${one.item} differed, was pulled again, and is equal now:`, ...monthLines(one)]),
    ...remaining.flatMap((one) => [`  ${one.item} is different still:`, ...monthLines(one)]),
    remaining.length === 0
      ? 'Both sides hold the same.'
      : `${number(remaining.length)} items differ. Pull again later.`,
  ];
}

function monthLines({ differences }: ItemComparison): readonly string[] {
  return differences.map(({ month, here, there }) => `    ${month}: ${side('here', here)}, ${side('there', there)}`);
}

function side(name: string, sum: MonthDifference['here']): string {
  return sum === null ? `${name} nothing` : `${name} ${sum.count} (${sum.checksum.slice(0, 12)}…)`;
}
