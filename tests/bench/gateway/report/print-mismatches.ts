import type { ContenderName } from '../contenders/contender.ts';
import type { Mismatch } from '../workload/compare-answers.ts';

/** Figures of contenders that answer differently cannot be compared; nobody shall overlook it. */
export function printMismatches(mismatches: readonly Mismatch[], reference: ContenderName): void {
  if (mismatches.length === 0) {
    console.log(`All of them answer every request with the same data as ${reference}.`);
    return;
  }
  console.log(`\n!!! ${mismatches.length} MISMATCHES: the figures do not compare like with like.`);
  for (const { contender, query, problem } of mismatches) {
    console.log(`!!! ${contender}, ${query}, against ${reference}: ${problem}`);
  }
}
