import type { Counts, RuleCode } from './port.ts';

/** A number of rows under a name: an outcome, which begins with a small letter, or a rule, which begins with an R. */
export interface Tally {
  readonly name: string;
  readonly rows: number;
}

/** The counts as tallies, which can be added up; those of no rows are left out. */
export function tallies({ byRule, ...outcomes }: Counts): readonly Tally[] {
  return Object.entries({ ...outcomes, ...byRule })
    .map(([name, rows]) => ({ name, rows }))
    .filter(({ rows }) => rows > 0);
}

/** The counts that tallies make together. */
export function countsOf(parts: readonly Tally[]): Counts {
  const sums = new Map<string, number>();
  for (const { name, rows } of parts) sums.set(name, (sums.get(name) ?? 0) + rows);
  const rules = [...sums.keys()].filter((name) => name.startsWith('R')).sort();
  return {
    received: sums.get('received') ?? 0,
    accepted: sums.get('accepted') ?? 0,
    refused: sums.get('refused') ?? 0,
    waiting: sums.get('waiting') ?? 0,
    byRule: Object.fromEntries(rules.map((name) => [name as RuleCode, sums.get(name) ?? 0])), // cast: only rules begin so
  };
}
