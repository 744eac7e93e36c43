/** A rule of the standard, by its code in the table of rules. */
export type RuleCode = `R${string}`;

/** Something that a rule says of a row. It never holds a value of the row. */
export interface Finding {
  readonly rule: RuleCode;
  /** Field of the graph; null where it is about the row as a whole. */
  readonly field: string | null;
}
