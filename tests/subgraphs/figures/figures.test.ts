import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answered, Dimension } from '../../../subgraphs/_runtime/figures/fact.ts';
import { DIMENSIONS } from '../../../subgraphs/_runtime/figures/fact.ts';
import { rowsOf } from '../../../subgraphs/_runtime/figures/figures.ts';
import { exactBlocks, sumOf } from '../../../subgraphs/_runtime/figures/small-groups.ts';
import { answeredCount, answeredRate, medianDays } from '../../../subgraphs/_runtime/figures/tally.ts';
import { cellsByMonth, type PlacedFact, placedFacts } from './random-facts.ts';

/** The same, worked out the long way. */
function bruteForce(facts: readonly PlacedFact[], by: readonly Dimension[]) {
  const valueIn = (one: PlacedFact, dimension: Dimension) =>
    dimension === 'month' ? one.month : dimension === 'area' ? one.area : one.fact[dimension];
  const asked = DIMENSIONS.filter((dimension) => by.includes(dimension));
  const keyOf = (one: PlacedFact) => JSON.stringify([one.fact.unit, ...asked.map((name) => valueIn(one, name))]);
  return new Map(
    [...new Set(facts.map(keyOf))].map((key) => {
      const own = facts.filter((one) => keyOf(one) === key);
      const outcomes = [...new Set(own.map(({ fact }) => fact.outcome))].sort();
      return [
        key,
        {
          count: own.length,
          overdue: own.filter(({ fact }) => fact.isOverdue).length,
          response: answers(own.map(({ fact }) => fact.response)),
          feedback: answers(own.map(({ fact }) => fact.feedback)),
          outcomes: outcomes.map((outcome) => [outcome, own.filter(({ fact }) => fact.outcome === outcome).length]),
        },
      ];
    }),
  );
}

function answers(all: readonly Answered[]) {
  const days = all.flatMap((one) => one.days ?? []).sort((one, other) => one - other);
  const due = all.filter(({ isDue }) => isDue).length;
  const middle = days.length / 2;
  const median =
    days.length === 0 ? null : (Number(days[Math.ceil(middle) - 1]) + Number(days[Math.floor(middle)])) / 2;
  return { due, count: days.length, rate: due === 0 ? null : days.length / due, median };
}

test('figures are what one gets by counting, whatever they are told by', () => {
  const dimensions = fc.subarray([...DIMENSIONS]);
  fc.assert(
    fc.property(placedFacts(60), dimensions, (facts, by) => {
      const rows = rowsOf(cellsByMonth(facts).flatMap(exactBlocks).map(sumOf), by);
      const found = rows.map(({ unit, dimensions: values, tally, outcomes, pooled }) => {
        expect(pooled).toEqual([]);
        const { response, feedback } = tally;
        const told = (one: typeof response) => ({
          due: one.due,
          count: answeredCount(one),
          rate: answeredRate(one),
          median: medianDays(one),
        });
        return [
          JSON.stringify([unit, ...Object.values(values)]),
          {
            count: tally.count,
            overdue: tally.overdue,
            response: told(response),
            feedback: told(feedback),
            outcomes: outcomes.map(({ outcome, count }) => [outcome, count]),
          },
        ];
      });
      expect(new Map(found as [string, object][])).toEqual(bruteForce(facts, by));
    }),
  );
});
