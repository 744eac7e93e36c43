/** What the graph answers to a step that may be refused. */
export interface Outcome {
  readonly problems: readonly { readonly message: string }[];
}

/** One line of the story: who, and what came of it. */
export function tell(who: string, what: string): void {
  console.log(`  ${who.padEnd(14)} ${what}`);
}

/** Ends the story where something is not as it is told. */
export function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`it is not so that ${what}`);
}

/** Ends the story where a step was refused. */
export function expectDone({ problems }: Outcome, what: string): void {
  const reasons = problems.map(({ message }) => message).join(' ');
  if (problems.length > 0) throw new Error(`${what} was refused: ${reasons}`);
}

/** What is there, or the end of the story. */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`there is no ${what}`);
  return value;
}
