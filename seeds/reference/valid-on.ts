/** A row of rules that hold from a day to another, both included; for good where the last day is null. Days are YYYY-MM-DD. */
export interface Validity {
  readonly valid_from: string;
  readonly valid_to: string | null;
}

export function isValidOn({ valid_from: from, valid_to: to }: Validity, day: string): boolean {
  return from <= day && (to === null || day <= to);
}
