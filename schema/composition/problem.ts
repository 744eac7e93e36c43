/** One reason why the departments do not compose: where, what, and what to do. */
export interface Problem {
  /** Schema coordinate, such as `TaxArrears.amountWan`; the subgraph's name where no element is meant. */
  readonly coordinate: string;
  /** Subgraph in whose folder the remedy lies. */
  readonly subgraph: string;
  readonly text: string;
  readonly remedy: string;
}

/** The problem as one line of a report. */
export function problemText(problem: Problem): string {
  return `[${problem.subgraph}] ${problem.coordinate}: ${problem.text} ${problem.remedy}`;
}
