/** What stands in the place of each hidden character. */
export const HIDDEN = '*';

/** Stands for a part of which not even the length is told. */
export const HIDDEN_PART = '***';

/** The text with all but its first and last characters hidden; characters, not UTF-16 units. */
export function keepEnds(text: string, first: number, last: number): string {
  const characters = [...text];
  const end = characters.length - last;
  return characters.map((character, index) => (index < first || index >= end ? character : HIDDEN)).join('');
}
