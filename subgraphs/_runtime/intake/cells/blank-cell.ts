const PLACEHOLDER = /^(?:无|null|\/+|[-—－–]+)$/iu;

/** Longest placeholder that is looked for; a row of dashes is rarely longer. */
const MAX_PLACEHOLDER = 16;

/** True for a cell that says nothing: it is empty, or holds one of the placeholders that people put for nothing. */
export function isBlankCell(cell: string): boolean {
  const text = cell.trim();
  return text === '' || (text.length <= MAX_PLACEHOLDER && PLACEHOLDER.test(text));
}
