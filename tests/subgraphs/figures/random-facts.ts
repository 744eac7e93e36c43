import fc from 'fast-check';
import { type Cell, Cells } from '../../../subgraphs/_runtime/figures/cell.ts';
import type { Answered, Fact } from '../../../subgraphs/_runtime/figures/fact.ts';

/** A fact, and whom and where it is about. */
export interface PlacedFact {
  readonly fact: Fact;
  readonly month: string;
  readonly area: string | null;
  readonly subject: string;
}

const answered = (): fc.Arbitrary<Answered> =>
  fc
    .record({ isDue: fc.boolean(), days: fc.option(fc.integer({ min: 0, max: 30 })) })
    .map(({ isDue, days }) => ({ isDue: isDue || days !== null, days }));

const oneOf = (...values: readonly string[]) => fc.constantFrom(...values);

export const placedFacts = (most: number): fc.Arbitrary<readonly PlacedFact[]> =>
  fc.array(
    fc.record({
      fact: fc.record({
        unit: oneOf('task', 'check'),
        department: oneOf('finance', 'tax', 'court'),
        list: fc.option(oneOf('WAGE_ARREARS', 'MAJOR_TAX_VIOLATION')),
        measure: fc.option(oneOf('A06', 'B01')),
        mechanism: fc.constant('administrative'),
        outcome: oneOf('OPEN', 'EXECUTED'),
        response: answered(),
        feedback: answered(),
        isOverdue: fc.boolean(),
      }),
      month: fc.constantFrom('2026-10', '2026-11'),
      area: fc.option(oneOf('451102', '451103')),
      subject: fc.integer({ min: 1, max: 12 }).map((number) => `o.${number}`),
    }),
    { maxLength: most },
  );

/** Cells of the facts, those of each month for themselves. */
export function cellsByMonth(facts: readonly PlacedFact[]): readonly (readonly Cell[])[] {
  return [...new Set(facts.map(({ month }) => month))].map((month) => {
    const cells = new Cells();
    for (const one of facts) if (one.month === month) cells.add(one.fact, one);
    return cells.all();
  });
}
