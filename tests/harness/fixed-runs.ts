/**
 * How properties run that execute operations: always the same cases, and as many as fit into a minute on a slow machine.
 * Another seed looks at other cases.
 */
export const FIXED_RUNS = { seed: 20261102, numRuns: 300, interruptAfterTimeLimit: 50_000 } as const;
