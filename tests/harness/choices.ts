import fc from 'fast-check';

/** Choices that fast-check makes, and makes smaller when a test fails. */
export interface Choices {
  /** True in so many of a hundred cases. */
  chance(percent: number): boolean;
  /** From 0 to `max`. */
  upTo(max: number): number;
  oneOf<T>(items: readonly T[]): T;
}

/** Choices of one run of a property. */
export function choicesOf(gen: fc.GeneratorValue): Choices {
  const upTo = (max: number) => gen(fc.nat, { max });
  return {
    upTo,
    // Small numbers are what failing cases shrink to, and mean the plainest choice.
    chance: (percent) => upTo(99) >= 100 - percent,
    oneOf: (items) => items[upTo(items.length - 1)] as (typeof items)[number], // cast: within the list
  };
}
